import FourfieldCore
import TestSupport
import Testing

@testable import FourfieldPipeline

@Suite struct LineReaderTests {
  /// However the bytes come and however many lines there are, each record has its line and its place.
  @Test(arguments: [1000, 4096, 1 << 20])
  func everyLineHasItsPlace(chunk: Int) throws {
    var random = SeededGenerator(seed: 3)
    let lines = (0..<9000).map { number in
      switch Int.random(in: 0..<10, using: &random) {
      case 0: ""
      case 1: " \r"
      default:
        "{\"n\":\(number)}" + String(repeating: " ", count: Int.random(in: 0..<40, using: &random))
      }
    }
    let bytes = Array(lines.joined(separator: "\n").utf8)
    var expected: [(line: Int, range: ByteRange)] = []
    var start = 0
    for (index, line) in lines.enumerated() {
      let end = start + line.utf8.count
      if line.utf8.contains(where: { $0 > 0x20 }) {
        expected.append((index + 1, ByteRange(start, end)))
      }
      start = end + 1
    }
    let source = Pieces(bytes, size: chunk)
    var found: [(line: Int, range: ByteRange)] = []
    var longest = 0
    let reader = LineReader(place: ItemSource(path: "a"), limits: Limits())
    try reader.read(source, head: source.next()) { item in
      if case .lines(let run) = item.content {
        let ends = item.bytes[run.bounds].count { $0 == 0x0A }
        #expect(run.ends == ends || run.ends == ends + 1 && item.bytes.last != 0x0A)
        longest = max(longest, ends)
      }
      for record in item.records {
        found.append((record.source.line ?? 0, record.range ?? ByteRange(0, 0)))
      }
    }
    #expect(found.map(\.line) == expected.map(\.line))
    #expect(found.map(\.range) == expected.map(\.range))
    #expect(longest <= 2048)
  }
}
