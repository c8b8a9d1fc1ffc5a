import FourfieldCore
import FourfieldMarkup
import Testing

/// Whole pages, written for the test after what users complain of in other tools.
@Suite struct ArticleTests {
  private static let paragraphs = [
    "The two governments signed the agreement on Tuesday after three years of talks, and both sides expect it to enter into force next spring.",
    "Exports of soybeans, copper and beef make up most of the trade between them, while machinery, vehicles and electronics flow the other way.",
    "Officials said that the text also covers customs procedures, rules of origin and the settlement of disputes, which earlier drafts had left out.",
    "Farmers welcomed the lower tariffs, but unions of the metal industry warned that cheaper imports would cost jobs in the northern provinces.",
    "Parliament will debate the agreement in March; a vote is expected before the summer, according to the minister of foreign trade.",
    "Analysts doubt that the volume of trade will double within five years, as the communiqué promises, unless ports and railways are modernized.",
  ]

  /// A page around a body: header, navigation, share bar, related stories, comments, cookie banner, footer.
  private func page(_ body: String) -> ParsedPage {
    let links = (1...14).map { "<li><a href=/s\($0)>Section number \($0)</a></li>" }.joined()
    let related = (1...6).map {
      "<div class=teaser><a href=/r\($0)><h3>Another story number \($0) of the day</h3></a></div>"
    }.joined()
    let html = """
      <!doctype html><html lang=en><head><title>Trade agreement signed | The Example Post</title>
      <meta property="og:site_name" content="The Example Post"><meta property="og:type" content="article">
      <meta property="article:published_time" content="2023-05-09T08:00:00Z"><meta name=author content="Ana Lima"></head><body>
      <header class=site-header><a href=/>The Example Post</a></header><nav class=main-nav><ul>\(links)</ul></nav>
      <div id=cookie-banner class=cookie-consent><p>We use cookies to improve your experience. <button>Accept all</button></p></div>
      <main><article class=article><h1>Trade agreement signed</h1>
      <div class=byline>By <a rel=author href=/ana>Ana Lima</a></div>
      <div class=share-bar><a href=#>Share on Facebook</a> <a href=#>Tweet</a></div>
      <div class=article-body>\(body)</div></article></main>
      <section class=related-stories><h2>Related stories</h2>\(related)</section>
      <section id=comments class=comments><h2>Comments (2)</h2><div class=comment><p>First! Great article, thanks for it.</p></div>
      <div class=comment><p>I do not agree with this at all.</p></div></section>
      <footer class=site-footer><p>© 2023 The Example Post. All rights reserved.</p></footer></body></html>
      """
    return HTMLReader.read(Array(html.utf8))
  }

  private func texts(_ page: ParsedPage) -> [String] {
    page.pieces.map { String(decoding: $0.text, as: UTF8.self) }
  }

  private static let unwanted = [
    "Section number", "cookies", "Facebook", "Another story", "Great article", "not agree",
    "rights reserved",
  ]

  @Test(arguments: [
    ("paragraphs", paragraphs.map { "<p>\($0)</p>" }.joined()),
    ("line breaks", paragraphs.joined(separator: "<br><br>")),
    ("divisions", paragraphs.map { "<div>\($0)</div>" }.joined()),
    (
      "a split body",
      "<div class=part>\(paragraphs[..<3].map { "<p>\($0)</p>" }.joined())</div><div class=ad-slot>Advertisement</div>"
        + "<div class=part>\(paragraphs[3...].map { "<p>\($0)</p>" }.joined())</div>"
    ),
    ("an article in an aside", "<aside>\(paragraphs.map { "<p>\($0)</p>" }.joined())</aside>"),
    (
      "a layout table",
      "<table><tr><td>\(paragraphs.map { "<p>\($0)</p>" }.joined())</td></tr></table>"
    ),
  ])
  func takesTheArticleAndNothingElse(name: String, body: String) {
    let found = texts(page(body))
    for paragraph in ArticleTests.paragraphs {
      #expect(found.count { $0.contains(paragraph) } == 1, "\(name): \(paragraph)")
    }
    for phrase in ArticleTests.unwanted {
      #expect(!found.contains { $0.contains(phrase) }, "\(name): \(phrase)")
    }
  }

  @Test func keepsListsQuotationsAndHeadings() {
    let body =
      "<p>\(ArticleTests.paragraphs[0])</p><h2>What was agreed</h2><ul><li>Lower tariffs on beef, copper and wine from the first year on</li>"
      + "<li>Common rules of origin for vehicles and their parts</li></ul><p>\(ArticleTests.paragraphs[1])</p>"
      + "<blockquote>“This is a good day for both of our peoples,” the president said in the capital.</blockquote>"
      + ArticleTests.paragraphs[2...].map { "<p>\($0)</p>" }.joined()
    let found = page(body).pieces
    func kind(_ text: String) -> Block.Kind? {
      found.first { String(decoding: $0.text, as: UTF8.self).contains(text) }?.kind
    }
    #expect(kind("What was agreed") == .heading(2))
    #expect(kind("Lower tariffs") == .listItem)
    #expect(kind("good day") == .quote)
  }

  /// Optimizing plugins leave the addresses of scripts as hidden text, long enough to pass for sentences.
  @Test func leavesOutHiddenAddresses() {
    let address =
      "https://www.example.org/wp-content/cache/minified/js/the-agreement-and-its-ports-signed-on-tuesday-inline_script.js?ver=17"
    let scripts = "<div class=scripts-load style=\"display:none\">\(address)</div>"
    let shown =
      "<p>https://www.example.org/the-text-of-the-agreement-between-the-two-governments</p>"
    let body =
      ArticleTests.paragraphs.map { "<p>\($0)</p>" }.joined(separator: scripts + scripts) + shown
    let found = texts(page(body))
    #expect(found.count { $0.hasPrefix("https") } == 1)
    #expect(ArticleTests.paragraphs.allSatisfy(found.contains))
  }

  @Test func writesAParagraphOnce() {
    let twice = ArticleTests.paragraphs + [ArticleTests.paragraphs[0]]
    let found = texts(page(twice.map { "<p>\($0)</p>" }.joined()))
    #expect(found.count { $0 == ArticleTests.paragraphs[0] } == 1)
  }

  @Test func findsItsMetadata() {
    let metadata = page(ArticleTests.paragraphs.map { "<p>\($0)</p>" }.joined()).metadata
    #expect(metadata.title == "Trade agreement signed")
    #expect(metadata.authors == ["Ana Lima"])
    #expect(metadata.date == "2023-05-09")
    #expect(metadata.site == "The Example Post")
    #expect(metadata.language == .english)
  }

  @Test func numberedPartsAreHeadings() {
    let body =
      "<p><strong>IV. Cooperation</strong></p><p><strong>2. Economic field</strong></p>"
      + ArticleTests.paragraphs.map { "<p>\($0)</p>" }.joined()
    let found = page(body).pieces.filter { if case .heading = $0.kind { true } else { false } }
    let headings = found.map { String(decoding: $0.text, as: UTF8.self) }
    #expect(headings.suffix(2) == ["IV. Cooperation", "2. Economic field"])
    let levels = found.suffix(2).map { piece -> Int in
      if case .heading(let level) = piece.kind { level } else { 0 }
    }
    #expect(levels.first.map { $0 < levels[1] } == true)
  }
}
