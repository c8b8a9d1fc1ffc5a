import FourfieldCore
import FourfieldMarkup
import TestSupport
import Testing

/// Pages that a finder would read again and again, or for ever: a reader that does so takes minutes here, or runs out of its stack.
///
/// What pages cost is measured by `Tools/flood-table.py`; these only have to end with what they hold.
@Suite struct CostlyPageTests {
  private static let article =
    "<p>Exports grew by a third.</p><p>Wages did not, say the unions.</p>"

  private static func linked(_ json: String) -> String {
    "<script type=\"application/ld+json\">\(json)</script>"
  }

  private static func many(_ count: Int, _ unit: (Int) -> String) -> String {
    (0..<count).map(unit).joined()
  }

  /// Letters only, so that it may be a name.
  private static func letters(_ number: Int) -> String {
    String(
      String(number).compactMap {
        $0.wholeNumberValue.map { "abcdefghij".dropFirst($0).first ?? "a" }
      })
  }

  @Test(
    arguments: [
      (
        "an author who refers to himself",
        linked(
          #"[{"@type":"NewsArticle","author":{"@id":"x"}},{"@id":"x","name":{"@id":"x"}}]"#), "",
        [String]()
      ),
      (
        "authors who refer to two each",
        linked(
          #"[{"@type":"NewsArticle","author":{"@id":"x0"}}"#
            + many(40) {
              #",{"@id":"x\#($0)","name":[{"@id":"x\#($0 + 1)"},{"@id":"x\#($0 + 1)"}]}"#
            }
            + "]"), "", []
      ),
      (
        "an author by reference",
        linked(
          #"[{"@type":"NewsArticle","author":[{"@id":"x"}]},{"@id":"x","name":["Ana Lima"]}]"#), "",
        ["Ana Lima"]
      ),
      (
        "a line of names",
        linked(
          #"{"@type":"NewsArticle","author":"\#(many(300_000) { "J\(letters($0)) Lima, " })"}"#),
        "",
        (0..<20).map { "J\(letters($0)) Lima" }
      ),
      (
        "a list of names",
        linked(
          #"{"@type":"NewsArticle","author":["#
            + many(90_000) { #"{"name":"J\#(letters($0)) Lima"},"# } + "]}"), "",
        (0..<20).map { "J\(letters($0)) Lima" }
      ),
      (
        "a headline of parts",
        linked(#"{"@type":"NewsArticle","headline":"\#(many(500_000) { "a\($0) | " })"}"#), "", []
      ),
      (
        "headers in one another", "",
        "<article>" + String(repeating: "<header>", count: 370)
          + String(repeating: "<p>a</p>", count: 100_000), []
      ),
      (
        "times in one another", "",
        String(repeating: "<time>", count: 370) + many(40_000) { "<p>text \($0)</p>" }, []
      ),
      (
        "authors in one another", "",
        String(repeating: "<div itemprop=author>", count: 370) + many(100_000) { "<b>\($0)</b>" },
        []
      ),
    ])
  func ends(name: String, head: String, body: String, authors: [String]) {
    let time = ThreadTime()
    let html = "<html><head>\(head)</head><body>\(body)\(CostlyPageTests.article)</body></html>"
    let page = HTMLReader.read(Array(html.utf8), content: .all)
    // What chooses among the blocks has its own way of looking around them.
    #expect(!HTMLReader.read(Array(html.utf8), content: .main).pieces.isEmpty, "\(name)")
    #expect(page.metadata.authors == authors, "\(name)")
    let text = page.pieces.map { String(decoding: $0.text, as: UTF8.self) }.joined(separator: " ")
    #expect(text.hasSuffix("Exports grew by a third. Wages did not, say the unions."), "\(name)")
    #expect((page.metadata.title ?? "").utf8.count <= 1 << 11, "\(name)")
    #expect(time.seconds < ThreadTime.limit)
  }
}
