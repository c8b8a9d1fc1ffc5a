import FourfieldCore
import FourfieldMarkup
import Testing

@Suite struct XMLDocumentReaderTests {
  private func read(_ xml: String) throws -> [(metadata: Metadata, texts: [String])] {
    try XMLDocumentReader.read(Array(xml.utf8)).map { item in
      (item.page.metadata, item.page.pieces.map { String(decoding: $0.text, as: UTF8.self) })
    }
  }

  @Test func takesItemsOfFeeds() throws {
    let items = try read(
      """
      <rss><channel><title>Site</title><item><title>One</title><description>&lt;p&gt;R&amp;amp;D &lt;b&gt;grew&lt;/b&gt;.&lt;/p&gt;</description>
      <pubDate>Tue, 09 May 2023 08:00:00 GMT</pubDate></item><item><title>Two</title><description>Plain.</description></item></channel></rss>
      """)
    #expect(items.map(\.texts) == [["One", "R&D grew."], ["Two", "Plain."]])
    #expect(items.map(\.metadata.title) == ["One", "Two"])
  }

  /// A line end is no blank in a script without blanks.
  @Test func lineEndsInHan() throws {
    let items = try read("<doc><p>自由贸\n 易，\n国 经\na b\n中\u{3000}\n国</p></doc>")
    #expect(items.map(\.texts) == [["自由贸易，国 经 a b 中国"]])
  }

  /// Markup of titles and texts as Atom and RSS have it: escaped, or as elements; in Atom a type that is not named is text.
  @Test(arguments: [
    ("feed", "<title type='html'>A &lt;b&gt;b&lt;/b&gt; &amp;amp; c</title>", ["A b & c"]),
    ("feed", "<title>Use of &lt;b&gt;</title>", ["Use of <b>"]),
    ("feed", "<title type='text'>A &amp;amp; b</title>", ["A &amp; b"]),
    (
      "feed", "<title type='xhtml'><div xmlns='u'>1 &lt; 2 <b>b</b>c</div></title>", ["1 < 2 bc"]
    ),
    (
      "feed",
      "<title>T</title><content type='xhtml'><h:div xmlns:h='u'><h:p>One <h:b>1</h:b> &lt; 2.</h:p><h:p>Two.</h:p></h:div></content>",
      ["T", "One 1 < 2.", "Two."]
    ),
    (
      "feed", "<title>T</title><content type='html'>&lt;p>One.&lt;p>Two.</content>",
      ["T", "One.", "Two."]
    ),
    (
      "feed", "<title>T</title><summary>Short.</summary><author><name>N</name></author>",
      ["T", "Short."]
    ),
    ("rss", "<title>A &lt;i&gt;b&lt;/i&gt; &amp;amp; c</title>", ["A b & c"]),
    ("rss", "<title><![CDATA[A <b>b</b> & 1 < 2]]></title>", ["A b & 1 < 2"]),
    (
      "rss", "<title>T</title><description><p>One <b>1</b>.</p><p>Two.</p></description>",
      ["T", "One 1.", "Two."]
    ),
    ("rss", "<title>T</title><description>One.<br/>Two.</description>", ["T", "One.\nTwo."]),
  ])
  func readsMarkupInFeeds(root: String, fields: String, texts: [String]) throws {
    let name = root == "feed" ? "entry" : "item"
    let items = try read("<\(root)><\(name)>\(fields)</\(name)></\(root)>")
    #expect(items.map(\.texts) == [texts])
    #expect(items.map(\.metadata.title) == [texts.first])
  }

  @Test func takesPagesOfWikis() throws {
    let items = try read(
      """
      <mediawiki><siteinfo><sitename>W</sitename></siteinfo><page><title>A</title><id>7</id><revision><id>9</id>
      <contributor><username>U</username></contributor><text>Line [[one]].

      Line two.</text></revision></page><page><title>B</title><revision><text>Other</text></revision></page></mediawiki>
      """)
    #expect(items.map(\.texts) == [["A", "Line [[one]].", "Line two."], ["B", "Other"]])
  }

  /// Every sign that Unicode counts as white space parts words, and nothing else is lost.
  @Test(arguments: [
    ("blanks and line ends", "  a \t b\n\n c  ", "a b c"),
    (
      "no-break and ideographic", "a\u{A0}b\u{3000}c\u{2009}\u{202F}d\u{85}e\u{2028}f",
      "a b c d e f"
    ),
    ("zero width", "a\u{200B}b\u{FEFF}c", "a\u{200B}b\u{FEFF}c"),
    ("a mark behind a blank", "a \u{301}b", "a \u{301}b"),
    ("accents and Han", "señal à 中文 的", "señal à 中文 的"), ("a blank alone", " \u{A0} ", ""),
  ])
  func foldsWhiteSpace(name: String, text: String, folded: String) throws {
    let items = try read("<TEI><text><body><p>\(text)</p></body></text></TEI>")
    #expect(items.flatMap(\.texts) == (folded.isEmpty ? [] : [folded]), "\(name)")
  }

  /// The reader takes a file in pieces; wherever they end, no character is torn.
  @Test func readsLongFilesWhole() throws {
    for shift in 0..<4 {
      let paragraphs = (0..<400).map {
        String(repeating: "x", count: shift) + String(repeating: "贸易é\u{1F331}", count: 5 + $0)
      }
      let items = try read(
        "<TEI><text><body>\(paragraphs.map { "<p>\($0)</p>" }.joined())</body></text></TEI>")
      #expect(items.map(\.texts) == [paragraphs])
    }
  }

  @Test func readsJournalArticles() throws {
    let items = try read(
      """
      <article xml:lang="en"><front><journal-meta><journal-title>J</journal-title></journal-meta><article-meta><title-group>
      <article-title>Trade <italic>and</italic> growth</article-title></title-group><contrib-group><contrib><name><surname>Doe</surname>
      <given-names>Ana B.</given-names></name></contrib></contrib-group><pub-date><day>4</day><month>5</month><year>2021</year></pub-date>
      <abstract><p>Short.</p></abstract></article-meta></front><body><sec><title>Results</title><p>Trade <bold>grew</bold>.</p></sec></body>
      <back><ref-list><ref>Left out</ref></ref-list></back></article>
      """)
    #expect(items.map(\.texts) == [["Short.", "Results", "Trade grew."]])
    let metadata = try #require(items.first).metadata
    #expect(metadata.title == "Trade and growth")
    #expect(metadata.authors == ["Ana B. Doe"])
    #expect(metadata.date == "2021-05-04")
  }

  @Test func readsNewsItems() throws {
    let items = try read(
      """
      <newsItem xml:lang="en"><itemMeta><versionCreated>2020-03-04T10:00:00Z</versionCreated></itemMeta><contentMeta>
      <headline>Talks resume</headline><by>By Ana Lima</by></contentMeta><contentSet><inlineXML><nitf><body><body.head><hedline>
      <hl1>Talks resume</hl1></hedline></body.head><body.content><p>First <em>one</em>.</p><p>Second.</p></body.content></body></nitf>
      </inlineXML></contentSet></newsItem>
      """)
    #expect(items.map(\.texts) == [["Talks resume", "First one.", "Second."]])
    let metadata = try #require(items.first).metadata
    #expect(metadata.title == "Talks resume")
    #expect(metadata.authors == ["Ana Lima"])
    #expect(metadata.date == "2020-03-04")
  }

  @Test(arguments: [
    (
      "<urlset><url><loc>https://example.org</loc></url></urlset>",
      XMLDocumentReader.Refusal.isSitemap
    ),
    ("<sitemapindex/>", .isSitemap),
    ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", .declaresEntities),
  ])
  func refuses(xml: String, refusal: XMLDocumentReader.Refusal) {
    #expect(throws: refusal) { try XMLDocumentReader.read(Array(xml.utf8)) }
  }
}
