@testable import FourfieldMarkup
import FourfieldCore
import Testing

@Suite struct DateTests {
  private func metadata(_ head: String, _ body: String = "<p>Text.</p>") -> Metadata {
    HTMLReader.read(Array("<html><head>\(head)</head><body>\(body)</body></html>".utf8)).metadata
  }

  @Test(arguments: [
    (
      "JSON-LD first",
      "<script type=\"application/ld+json\">{\"@graph\":[{\"@type\":\"Article\",\"datePublished\":\"2021-02-03T10:00:00+01:00\"}]}</script><meta name=date content=2020-01-01>",
      "", "2021-02-03"
    ),
    (
      "meta", "<meta property=article:published_time content=2021-02-03T23:00:00Z>", "",
      "2021-02-03"
    ),
    (
      "the day of the address",
      "<meta property=article:published_time content=2021-02-04T01:00:00Z><link rel=canonical href=https://example.org/2021/02/03/x>",
      "", "2021-02-03"
    ),
    (
      "the address", "<link rel=canonical href=https://example.org/news/2021/02/03/ports>", "",
      "2021-02-03"
    ),
    ("time", "", "<time datetime=2021-02-03>yesterday</time>", "2021-02-03"),
    ("text", "", "<h1>Ports grow</h1><div class=date>3 de febrero de 2021</div>", "2021-02-03"),
    (
      "the day that the page shows of a moment in UTC",
      "<meta property=article:published_time content=2021-02-04T01:00:00Z>",
      "<h1>Ports grow</h1><p>3 February 2021, 10 p.m.</p>", "2021-02-03"
    ),
    (
      "the same day is shown too",
      "<meta property=article:published_time content=2021-02-04T01:00:00Z>",
      "<h1>Ports grow</h1><p>4 February 2021</p><p>In court since 3 February 2021</p>", "2021-02-04"
    ),
    (
      "nowhere on Earth was it that day",
      "<meta property=article:published_time content=2021-02-04T18:00:00Z>",
      "<h1>Ports grow</h1><p>3 February 2021</p>", "2021-02-04"
    ),
    (
      "a day of a place's own time stays",
      "<meta property=article:published_time content=2021-02-04T01:00:00-03:00>",
      "<h1>Ports grow</h1><p>3 February 2021</p>", "2021-02-04"
    ),
    ("seconds", "<meta name=pubdate content=1612310400>", "", "2021-02-03"),
    ("milliseconds", "<meta name=pubdate content=1612310400000>", "", "2021-02-03"),
    ("one number", "<meta name=pubdate content=20210203101500>", "", "2021-02-03"),
    (
      "day first by the domain",
      "<link rel=canonical href=https://example.co.uk/x><meta name=date content=3/2/2021>", "",
      "2021-02-03"
    ),
    (
      "month first",
      "<link rel=canonical href=https://example.com/x><meta name=date content=2/3/2021>",
      "", "2021-02-03"
    ),
    (
      "a class of the words alone", "",
      "<h1>Ports</h1><p>1 May 2019</p><div><span class=pub-date>Lima, 3 February 2021</span> | Economy</div>",
      "2021-02-03"
    ),
    (
      "published before updated", "",
      "<h1>Ports</h1><p>Updated: 4 May 2022</p><p>Published: 3 February 2021</p>", "2021-02-03"
    ),
    (
      "of two times the one of publication", "",
      "<h1>Ports</h1><time class=updated datetime=2022-05-04>x</time><time datetime=2021-02-03>y</time>",
      "2021-02-03"
    ),
    (
      "teasers", "",
      "<div class=related><time datetime=2022-05-04>x</time></div><h1>Ports</h1><time datetime=2021-02-03>y</time>",
      "2021-02-03"
    ),
    ("an unknown name", "<meta name=x:uploaded_at content=2021-02-03>", "", "2021-02-03"),
    (
      "the picture's folder",
      "<meta property=og:image content=https://example.org/2021/02/03/a.png>", "",
      "2021-02-03"
    ),
    ("bounds", "<meta name=date content=1021-02-03>", "", nil as String?),
  ])
  func findsDates(name: String, head: String, body: String, date: String?) {
    #expect(metadata(head, body + "<p>Text.</p>").date == date, "\(name)")
  }

  @Test func keepsTheDateOfChangeApart() {
    let found = metadata(
      "<meta property=article:published_time content=2021-02-03><meta property=article:modified_time content=2022-03-04>"
    )
    #expect(found.date == "2021-02-03")
    #expect(found.modified == "2022-03-04")
  }

  @Test(arguments: [
    ("meta", "<meta property=article:modified_time content=2022-03-04>", ""),
    (
      "JSON-LD",
      "<script type=application/ld+json>{\"@type\":\"Article\",\"dateModified\":\"2022-03-04\"}</script>",
      ""
    ),
    ("property", "", "<span itemprop=dateModified content=2022-03-04>x</span>"),
    ("time", "", "<time class=updated datetime=2022-03-04>x</time>"),
    ("text before the time", "", "Atualizado em <time datetime=2022-03-04>x</time>"),
  ])
  func findsTheDateOfChange(name: String, head: String, body: String) {
    let found = metadata("<meta name=date content=2021-02-03>" + head, "<p>Text.</p>" + body)
    #expect(found.date == "2021-02-03", "\(name)")
    #expect(found.modified == "2022-03-04", "\(name)")
  }

  @Test(arguments: [
    ("2020-03-04T05:06:07Z", "2020-03-04"), ("20200304", "2020-03-04"),
    ("March 4, 2020", "2020-03-04"),
    ("Wed, 4th March 2020", "2020-03-04"), ("4 mars 2020", "2020-03-04"),
    ("4. März 2020", "2020-03-04"),
    ("4 de março de 2020", "2020-03-04"), ("4 de setiembre de 2020", "2020-09-04"),
    ("2020年3月4日", "2020-03-04"),
    ("2020年03月04日 12:30", "2020-03-04"), ("04.03.2020, 12:30", "2020-03-04"),
    ("25/12/2020", "2020-12-25"),
    ("12/25/2020", "2020-12-25"), ("2020. 3. 4.", "2020-03-04"), ("le 1er août 2020", "2020-08-01"),
    ("二〇二〇年三月四日", "2020-03-04"), ("二○二○年十二月二十一日", "2020-12-21"), ("２０２０年３月４日", "2020-03-04"),
    ("民國109年3月4日", "2020-03-04"), ("发布时间：2020年3月4日 星期三", "2020-03-04"),
    ("mardi 4 mars 2020", "2020-03-04"),
    ("1º de março de 2020", "2020-03-01"), ("4/mar/2020", "2020-03-04"),
    ("mayo 4, 2020", "2020-05-04"),
    ("4 de mayo del 2020", "2020-05-04"), ("Mittwoch, 4. Mrz. 2020", "2020-03-04"),
    ("4. 3. 2020", "2020-03-04"),
    ("Sept. 4th, 2020", "2020-09-04"), ("04-03-98", "1998-03-04"),
    ("30 February 2020", nil as String?), ("三月四日", nil), ("第一年", nil), ("version 1.2.3", nil),
    ("1234-56-78", nil), ("", nil),
  ])
  func parsesDates(text: String, date: String?) {
    #expect(DateParser.date(in: text) == date, "\(text)")
  }
}
