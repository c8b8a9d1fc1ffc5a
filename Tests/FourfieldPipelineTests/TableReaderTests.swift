import FourfieldCore
import TestSupport
import Testing

@testable import FourfieldPipeline

@Suite struct TableReaderTests {
  private func rows(_ bytes: [UInt8], piece: Int, limit: Int = 1 << 10) -> [[String]] {
    var reader = TableReader(separator: 0x2C, limit: limit)
    var rows: [[String]] = []
    var start = 0
    while true {
      while let row = reader.next() {
        rows.append(
          row.fields.map { String(decoding: $0.bytes, as: UTF8.self) }
            + (row.isBroken ? ["broken"] : []) + ["\(row.line)", "\(row.range.start)"])
      }
      if start > bytes.count { return rows }
      if start == bytes.count {
        reader.end()
      } else {
        reader.feed(Array(bytes[start...].prefix(piece)))
      }
      start = start == bytes.count ? start + 1 : min(bytes.count, start + piece)
    }
  }

  /// Quotes, doubled quotes, line ends of all kinds: the pieces that the bytes come in make no difference.
  @Test func piecesMakeNoDifference() {
    var random = SeededGenerator(seed: 3)
    let signs = Array("a,b\"\"\n\r".utf8)
    for _ in 0..<400 {
      let bytes = (0..<40).map { _ in signs.randomElement(using: &random) ?? 0x61 }
      let whole = rows(bytes, piece: 1000)
      for piece in [1, 2, 3, 7] { #expect(rows(bytes, piece: piece) == whole, "\(bytes)") }
    }
  }

  /// A quote that is never closed costs its own line, whatever quotes stand in the rows behind it.
  @Test(arguments: [
    ("closed by nothing", "1,\"a\n2,b\n", ["1 broken", "2"]),
    ("closed by a later row's", "1,\"a\n2,b\n3,\"c, d\"\n4,e\n", ["1 broken", "2", "3", "4"]),
    ("all fields quoted", "\"1\",\"a\r\n\"2\",\"b\"\r\n\"3\",\"c\"\r\n", ["1 broken", "2", "3"]),
    ("two of them", "1,\"a\n2,\"b\n3,\"c\"\n", ["1 broken", "2 broken", "3"]),
    ("behind a field of two lines", "\"1\na\",\"b\n3,\"c\"\n", ["1\na broken", "3"]),
    ("text behind a quote of one line", "1,\"a\"b\n2,\"c\"\n", ["1 broken", "2"]),
    ("a field of several lines", "1,\"a\nb\"\"c\n\"\n2,d\n", ["1", "2"]),
  ])
  func aBrokenQuoteCostsItsLine(name: String, text: String, expected: [String]) {
    for piece in [1, 3, 1000] {
      let found = rows(Array(text.utf8), piece: piece).map {
        $0[0] + ($0.contains("broken") ? " broken" : "")
      }
      #expect(found == expected, "\(name)")
    }
  }

  /// Quotes that open a field in every line are looked at once, not once a line.
  @Test func aChainOfQuotesIsLinear() {
    let text = String(repeating: "x\",\"y\n", count: 300_000) + "end"
    let found = rows(Array(text.utf8), piece: 1 << 18, limit: 1 << 24)
    #expect(found.count <= 2 && found.contains { $0.contains("broken") })
  }

  @Test func aQuoteInsideOfAFieldIsText() {
    #expect(
      rows(Array("a,5\"\"6\nb,c\n".utf8), piece: 4) == [
        ["a", "5\"\"6", "1", "0"], ["b", "c", "2", "7"],
      ])
  }
}
