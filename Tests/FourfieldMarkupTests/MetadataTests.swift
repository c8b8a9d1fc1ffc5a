@testable import FourfieldMarkup
import FourfieldCore
import Testing

@Suite struct MetadataTests {
  private func metadata(_ head: String, _ body: String = "<p>Text.</p>") -> Metadata {
    HTMLReader.read(Array("<html><head>\(head)</head><body>\(body)</body></html>".utf8)).metadata
  }

  @Test(arguments: [
    ("meta", "<meta name=author content='Ana Lima and Ben Ohm'>", "", ["Ana Lima", "Ben Ohm"]),
    (
      "JSON-LD",
      "<script type=application/ld+json>{\"@type\":\"Article\",\"author\":[{\"@type\":\"Person\",\"name\":\"Ana Lima\"}]}</script>",
      "", ["Ana Lima"]
    ),
    (
      "an address is no name", "<meta property=article:author content=https://example.org/ana>", "",
      []
    ),
    ("byline", "", "<span class=byline>By Ana Lima</span>", ["Ana Lima"]),
    ("text", "", "<h1>T</h1><div>By Ana Lima on Tuesday</div>", ["Ana Lima"]),
    ("Chinese", "", "<h1>T</h1><div>作者：李明 来源：日报</div>", ["李明"]),
    ("property", "", "<a itemprop=author>Ana Lima</a>", ["Ana Lima"]),
    (
      "a paper's surname first", "<meta name=citation_author content='Lima, Ana'>", "", ["Ana Lima"]
    ),
    ("small letters", "", "<h1>T</h1><div>by Ana Lima - 2025-09-13</div>", ["Ana Lima"]),
    ("the next block", "", "<h2>Article by</h2><div>Ana Lima</div>", ["Ana Lima"]),
    ("behind a date", "", "<div>Posted on May 4, 2020 by Ana Lima</div>", ["Ana Lima"]),
    ("behind a line", "", "<div>4.5.20 | 14:07 | Von Ana Lima</div>", ["Ana Lima"]),
    ("a sentence", "", "<div>Sold by Ana Lima</div>", []),
    ("address", "", "<a href=/author/al>Ana Lima</a>", ["Ana Lima"]),
    ("no blank", "", "<span class=byline>Posted by<b>Ana Lima</b></span>", ["Ana Lima"]),
  ])
  func findsAuthors(name: String, head: String, body: String, authors: [String]) {
    #expect(metadata(head, body + "<p>Text.</p>").authors == authors, "\(name)")
  }

  @Test(arguments: [
    ("reporter", "<p>本报记者李明发自北京</p>", ["李明"]),
    ("reporters", "<p>□ 光明日报记者 李明 王小红</p>", ["李明", "王小红"]),
    ("brackets", "<p>\(String(repeating: "港口扩建。", count: 30))（总台记者 李明）</p>", ["李明"]),
    ("brackets alone", "<p>（李明）</p>", ["李明"]),
    ("not every bracket", "<p>（转载）</p>", []),
    ("behind the heading", "<h1>标题</h1><div>李 明</div>", ["李明"]),
    ("no name", "<h1>标题</h1><div>新闻</div>", []),
    ("editor", "<div>责任编辑：李明</div>", []),
    ("original text", "<div>原文：李明</div>", []),
    ("what follows", "<div>作者：李明 王小红 来源：日报</div>", ["李明", "王小红"]),
    ("a sentence", "<p>记者从市政府获悉</p>", []),
  ])
  func findsAuthorsInChinese(name: String, body: String, authors: [String]) {
    #expect(metadata("", body + "<p>港口开放。</p>").authors == authors, "\(name)")
  }

  @Test(arguments: [
    ("IV. Cooperation", 1), ("Part Two", 1), ("Part Two: Trade", 1), ("Partners met", nil as Int?),
    ("2. Economic field", 2),
    ("2.1 Trade", 3), ("(1) Trade", 3), ("(a) Trade", 4), ("一、经济", 1), ("（二）贸易", 2), ("第三部分 合作", 1),
    ("Trade grew", nil), ("2020 was good", nil), ("U.S. trade", nil),
  ])
  func readsNumbersOfParts(text: String, depth: Int?) {
    #expect(HeadingFinder.numbering(text) == depth, "\(text)")
  }

  /// A plain paragraph is a heading where a word for a part and a number begin it.
  @Test(arguments: [
    ("Part Two", true), ("CHAPTER IV", true), ("Capítulo 3", true), ("TÍTULO II", true),
    ("Kapitel 7 Handel", true), ("2. Trade", true), ("第三部分 合作", true), ("Trade II", false),
    ("Partition Two", false), ("Party 2 of the talks", false), ("Señales 4", false),
  ])
  func takesPartsForHeadings(text: String, isHeading: Bool) {
    let page = HTMLReader.read(
      Array("<p>\(text)</p><p>A longer text that stands below it and goes on.</p>".utf8),
      content: .all)
    #expect((page.pieces.first?.kind != .paragraph) == isHeading, "\(text)")
  }

  @Test(arguments: [
    ("XML declaration", "<?xml version='1.0' encoding='GBK'?><html>", "gbk"),
    ("meta", "<meta charset=\"utf-8\">", "utf-8"),
    ("http-equiv", "<META http-equiv=Content-Type content=\"text/html; charset=Big5\">", "big5"),
    (
      "far down", "<head>\(String(repeating: "<link rel=x>", count: 5000))<meta charset=koi8-r>",
      "koi8-r"
    ),
    ("in a comment", "<!-- <meta charset=x> --><meta charset=y>", "y"),
    ("in a script", "<script>'<meta charset=x>'</script><meta charset=y>", "y"),
    ("in the body", "<body><meta charset=x>", nil as String?),
    ("none", "charset=x", nil),
  ])
  func findsTheDeclaredCharset(name: String, page: String, label: String?) {
    #expect(HTMLReader.declaredCharset(Array(page.utf8)) == label, "\(name)")
  }
}
