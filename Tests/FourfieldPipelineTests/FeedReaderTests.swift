import FourfieldCore
import Testing

@testable import FourfieldPipeline

@Suite struct FeedReaderTests {
  private static let channel = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!-- <item> --><rss xmlns:x="y > z" version='2.0'><channel><title>News</title><image><url>u</url></image><br/>

    """
  private static let items = [
    "<item><title>One</title><guid>a</guid><description>&lt;p&gt;Ports grew.&lt;/p&gt;</description></item>",
    "<item a='>'><title>Two</title><description><![CDATA[<p>No </item> here.</p>]]></description></item>",
    "<item/>",
    "<item><!-- </item> --><title>Three</title><description>Trade \(String(repeating: "grew ", count: 40))</description></item>",
  ]
  private static let feed = channel + items.joined(separator: "\n") + "</channel></rss>\n"

  private func read(_ text: String, size: Int, limit: Int) throws -> [SourceItem] {
    var limits = Limits()
    limits.documentBytes = limit
    var items: [SourceItem] = []
    let source = Pieces(Array(text.utf8), size: size)
    try FeedReader(place: ItemSource(path: "f.xml"), limits: limits)
      .read(source, head: source.next()) { items.append($0) }
    return items
  }

  /// The texts of an item's documents, or the codes of its rejects.
  private func texts(_ items: [SourceItem]) -> [String] {
    var texts: [String] = []
    for item in items {
      DocumentBuilder(settings: Settings()).build(item) { result, source in
        switch result {
        case .success(let built):
          texts.append(
            "\(built.document.id): \(String(decoding: built.document.text, as: UTF8.self))")
        case .failure(let rejection): texts.append("\(source.source.id): \(rejection.code)")
        }
      }
    }
    return texts
  }

  @Test func keepsAShortFileWhole() throws {
    #expect(try read(FeedReaderTests.feed, size: 64, limit: 1 << 20).map(\.source.id) == ["f.xml"])
  }

  @Test(arguments: [1, 2, 7, 64, 10_000])
  func cutsALongFileAsItsWholeReads(size: Int) throws {
    let whole = texts(try read(FeedReaderTests.feed, size: size, limit: 1 << 20))
    let items = try read(FeedReaderTests.feed, size: size, limit: 500)
    #expect(texts(items) == whole)
    #expect(whole.count == 4)
    #expect(items.map(\.source.member) == (1...4).map { "item \($0)" })
    let bytes = Array(FeedReaderTests.feed.utf8)
    for (item, text) in zip(items, FeedReaderTests.items) {
      let range = try #require(item.range)
      #expect(String(decoding: bytes[range.indices], as: UTF8.self) == text)
    }
  }

  @Test(arguments: [1, 7, 10_000])
  func passesOverAnItemThatIsTooLarge(size: Int) throws {
    let large = "<item><title>\(String(repeating: "x", count: 3000))</title></item>"
    let text = FeedReaderTests.channel + large + FeedReaderTests.items[0] + "</channel></rss>"
    let found = texts(try read(text, size: size, limit: 600))
    #expect(found.last == "a: One\n\nPorts grew.")
    if size < 600 { #expect(found.first == "f.xml#item 1: too-large") }
  }

  @Test func readsAnItemThatTheFileBreaksOffIn() throws {
    let text = FeedReaderTests.channel + FeedReaderTests.items[3] + "<item><title>Last"
    #expect(texts(try read(text, size: 50, limit: 300)).count == 2)
  }

  @Test(arguments: [
    (
      "one document",
      "<TEI><text><p>\(String(repeating: "Ports grew. ", count: 100))</p></text></TEI>"
    ),
    ("entities", "<!DOCTYPE rss [<!ENTITY a 'b'>]>" + FeedReaderTests.feed),
  ])
  func refusesWhatCannotBeCut(name: String, text: String) {
    #expect(throws: Rejection.self, "\(name)") { try read(text, size: 64, limit: 500) }
  }

  /// Only a DOCTYPE declares.
  @Test(arguments: ["<!-- <!ENTITY a 'b'> -->", "<?p <!ENTITY a 'b'> ?>"])
  func cutsWhatOnlySpeaksOfEntities(before: String) throws {
    let items = try read(before + FeedReaderTests.feed, size: 64, limit: 500)
    #expect(items.count == 4)
  }

  /// Every item stands inside the start tags that were open around the first, so that these are few and short.
  @Test(arguments: [
    ("one long tag", "<channel a=\"\(String(repeating: "x", count: 5000))\">", "</channel>"),
    (
      "many tags", String(repeating: "<channel>", count: 300),
      String(repeating: "</channel>", count: 300)
    ),
    (
      "a long name", "<\(String(repeating: "x", count: 5000))>",
      "</\(String(repeating: "x", count: 5000))>"
    ),
    (
      "many tags that were closed",
      String(repeating: "<x>", count: 300) + String(repeating: "</x>", count: 300) + "<channel>",
      "</channel>"
    ),
  ])
  func keepsLittleAroundItems(name: String, before: String, after: String) throws {
    let items = (0..<400).map { "<item><title>\($0)</title></item>" }
    let text = "<rss>\(before)\(items.joined())\(after)</rss>"
    let read = try read(text, size: 64, limit: 8000)
    let found: [Substring] = texts(read).compactMap { $0.split(separator: " ").last }
    let expected: [Substring] = (0..<400).map { Substring(String($0)) }
    #expect(found == expected, "\(name)")
    #expect(read.allSatisfy { $0.bytes.count < 500 }, "\(name)")
  }

  @Test func cutsWikisAndAtomFeeds() throws {
    let page =
      "<page><title>Ports</title><id>1</id><revision><text>\(String(repeating: "Ports grew.\n", count: 30))</text></revision></page>"
    let wiki = "<mediawiki>\(page)\(page)</mediawiki>"
    #expect(
      texts(try read(wiki, size: 64, limit: 500)) == texts(try read(wiki, size: 64, limit: 5000)))
    let entry =
      "<entry><id>e</id><title>Ports</title><content type='html'>\(String(repeating: "Ports grew. ", count: 30))</content></entry>"
    let atom = "<feed xmlns='a'>\(entry)\(entry)</feed>"
    #expect(
      texts(try read(atom, size: 64, limit: 500)) == texts(try read(atom, size: 64, limit: 5000)))
  }
}
