import FourfieldCore
import TestSupport
import Testing

@testable import FourfieldPipeline

@Suite struct TableReaderTests {
  private func rows(_ bytes: [UInt8], piece: Int) -> [[String]] {
    var reader = TableReader(separator: 0x2C, limit: 1 << 10)
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

  @Test func aQuoteInsideOfAFieldIsText() {
    #expect(
      rows(Array("a,5\"\"6\nb,c\n".utf8), piece: 4) == [
        ["a", "5\"\"6", "1", "0"], ["b", "c", "2", "7"],
      ])
  }
}
