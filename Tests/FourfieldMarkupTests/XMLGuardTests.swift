import FourfieldCore
import FourfieldMarkup
import Testing

/// What is long in XML costs no more than its length, and nothing that is text is lost.
@Suite struct XMLGuardTests {
  private func read(_ xml: String) throws -> (text: String, isDegraded: Bool) {
    let items = try XMLDocumentReader.read(Array(xml.utf8))
    let pieces = items.flatMap(\.page.pieces).map { String(decoding: $0.text, as: UTF8.self) }
    return (pieces.joined(separator: "|"), items.contains(where: \.page.isDegraded))
  }

  /// Cut into sections of 64 KB, between characters, also among brackets like those of an end.
  @Test(arguments: ["é", "中 ", "]", "]] ", "a>b "])
  func aLongSectionIsWhole(unit: String) throws {
    let content = String(repeating: unit, count: 140_000 / unit.utf8.count)
    let plain = try read("<r><p>head</p><q><![CDATA[\(content)]]></q><p>tail</p></r>")
    let expected = content.split(separator: " ").joined(separator: " ")
    #expect(plain.text == "head|\(expected)|tail")
    #expect(!plain.isDegraded)
  }

  @Test func longCommentsGo() throws {
    let comment = "<!--" + String(repeating: "x <p>no</p> ", count: 6_000) + "-->"
    let instruction = "<?x " + String(repeating: "y ", count: 40_000) + "?>"
    let read = try read("<r><p>head</p>\(comment)\(instruction)<p>tail</p></r>")
    #expect(read.text == "head|tail")
    #expect(!read.isDegraded)
  }

  @Test func aLongAttributeIsShortenedAndSaysSo() throws {
    let value = String(repeating: "a &amp; b ", count: 10_000)
    let read = try read("<r><p>head</p><q t=\"\(value)\">middle</q><p>tail</p></r>")
    #expect(read.text == "head|middle|tail")
    #expect(read.isDegraded)
  }

  /// What a DOCTYPE declares is no text; libxml2 takes the square or cube of its length, or an exponential, for it.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      (0..<6_000).map { "<!ATTLIST p c\($0) CDATA 'x'>" }.joined(),
      (0..<200_000).map { "<!NOTATION n\($0) SYSTEM 'x'>" }.joined(),
      String(repeating: " ", count: 12_000_000),
      "<!-- ]> --><!ELEMENT r (p)*><!ATTLIST p c CDATA ']>'><?x ]> ?>", "",
    ])
  func declarationsGo(declarations: String) throws {
    let items = String(repeating: "<p>item</p>", count: 6_000)
    let read = try read("<!DOCTYPE r [\(declarations)]><r><p>head</p>\(items)<p>tail</p></r>")
    #expect(read.text.hasPrefix("head|item|") && read.text.hasSuffix("|item|tail"))
    #expect(!read.isDegraded)
  }

  /// Ends where none should be, and none where one should.
  @Test(arguments: [
    "<!DOCTYPE r [a] b] c]><r><p>head</p></r>", "<!DOCTYPE r ]]><r><p>head</p></r>",
    "<!DOCTYPE r []]><r><p>head</p></r>",
  ])
  func brokenDoctypes(xml: String) throws {
    #expect(["head", ""].contains(try read(xml).text))
    for end in xml.indices { _ = try read(String(xml[..<end])) }
  }

  /// Also behind more than the first bytes of a file, where they would be put in one another without end.
  @Test(.timeLimit(.minutes(1)), arguments: ["<!ENTITY a 'b'>", "<!ENTITY % a 'b'>"])
  func entitiesAreRefusedWhereverTheyAreDeclared(entity: String) {
    let comment = "<!-- " + String(repeating: "x", count: 70_000) + " -->"
    #expect(throws: XMLDocumentReader.Refusal.declaresEntities) {
      try read("<!DOCTYPE r [\(comment)\(entity)]><r><p>head</p></r>")
    }
  }

  /// A DOCTYPE that names where its declarations are stays, and with it what references to its entities mean to a reader.
  @Test func aDoctypeWithoutDeclarationsStays() throws {
    let head = "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"xhtml1.dtd\""
    for doctype in [head + ">", head + " [<!ELEMENT p ANY>]>"] {
      #expect(
        try read("\(doctype)<r><p>head</p><p>a&nbsp;b</p><p>tail</p></r>").text.hasSuffix("tail"))
    }
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      String(repeating: " ", count: 12_000_000),
      " t=\"a\"" + String(repeating: " ", count: 12_000_000) + "u=\"b\"",
    ])
  func aLongTagIsCut(attributes: String) throws {
    let read = try read(
      "<r><p>head</p><q\(attributes)>middle</q\(String(repeating: " ", count: 12_000_000))><p>tail</p></r>"
    )
    #expect(read.text == "head|middle|tail")
    #expect(read.isDegraded == attributes.contains("u"))
  }

  /// Headings have six levels, so that a passage's section has no more titles, however deep the file nests.
  @Test func theTrailOfTEIHasSixLevels() throws {
    let sections = (0..<300).map { "<div><head>title \($0)</head>" }.joined()
    let items = try XMLDocumentReader.read(
      Array("<TEI><text><body>\(sections)<p>Exports grew.</p></body></text></TEI>".utf8))
    let levels = items.flatMap(\.page.pieces).compactMap { piece -> Int? in
      guard case .heading(let level) = piece.kind else { return nil }
      return level
    }
    #expect(levels.prefix(7) == [1, 2, 3, 4, 5, 6, 6] && levels.max() == 6)
  }

  /// The paths of a page that nests without end stay short.
  @Test func pathsHaveADepth() {
    let page = HTMLReader.read(Array(String(repeating: "<table><tr><td>x", count: 250).utf8))
    let longest = page.pieces.map { $0.nodePath.split(separator: "/").count }.max() ?? 0
    #expect(page.pieces.count > 100)
    #expect(longest == 128)
  }
}
