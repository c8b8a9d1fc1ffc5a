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

  /// The paths of a page that nests without end stay short.
  @Test func pathsHaveADepth() {
    let page = HTMLReader.read(Array(String(repeating: "<table><tr><td>x", count: 250).utf8))
    let longest = page.pieces.map { $0.nodePath.split(separator: "/").count }.max() ?? 0
    #expect(page.pieces.count > 100)
    #expect(longest == 128)
  }
}
