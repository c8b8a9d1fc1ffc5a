import Foundation
import FourfieldCore
import TestSupport
import Testing

@testable import FourfieldPipeline

@Suite struct LineReaderTests {
  /// A line that is too long is one reject, and costs nothing behind it, in whatever pieces it comes.
  @Test(arguments: [1, 7, 64, 1000, 1 << 20])
  func aLongLineIsOneReject(chunk: Int) throws {
    var limits = Limits()
    limits.documentBytes = 1000
    let long = String(repeating: "w", count: 3000)
    let lines = ["{\"a\":1}", long, "{\"a\":2}", "", long + "w", "{\"a\":3}", "{\"a\":4}", long]
    let source = Pieces(Array(lines.joined(separator: "\n").utf8), size: chunk)
    var found: [String] = []
    let reader = LineReader(place: ItemSource(path: "a"), limits: limits)
    try reader.read(source, head: source.next()) { item in
      for record in item.records {
        let line = record.source.line ?? 0
        if case .rejected(let rejection) = record.content {
          found.append("\(line): \(rejection.message.prefix(23))")
        } else {
          // What comes in one piece is looked at by the worker.
          let text = String(decoding: record.bytes.prefix(9), as: UTF8.self)
          found.append(
            record.bytes.count > 1000
              ? "\(line): the line holds \(record.bytes.count) byte" : "\(line): \(text)")
        }
        if let range = record.range {
          let start = lines.prefix(line - 1).reduce(0) { $0 + $1.utf8.count + 1 }
          #expect(range == ByteRange(start, start + lines[line - 1].utf8.count))
        }
      }
    }
    #expect(
      found.map { $0.prefix(24) }
        == [
          "1: {\"a\":1}", "2: the line holds 3000 byt", "3: {\"a\":2}",
          "5: the line holds 3001 byt",
          "6: {\"a\":3}", "7: {\"a\":4}", "8: the line holds 3000 byt",
        ].map { $0.prefix(24) })
  }

  /// Line ends of two or four bytes are line ends; where the lines stand in the file is not said.
  @Test(arguments: [String.Encoding.utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian])
  func readsWideEncodings(encoding: String.Encoding) throws {
    let text = "{\"text\": \"un año más.\"}\r\n{\"text\":\"中国\"}\n\n{\"text\":\"上\"}"
    let source = Pieces([UInt8](try #require(text.data(using: encoding))), size: 1000)
    var found: [String] = []
    let reader = LineReader(place: ItemSource(path: "a"), limits: Limits())
    try reader.read(source, head: source.next()) { item in
      for record in item.records {
        #expect(record.range == nil)
        found.append("\(record.source.line ?? 0)\(String(decoding: record.bytes, as: UTF8.self))")
      }
    }
    #expect(found == ["1{\"text\": \"un año más.\"}\r", "2{\"text\":\"中国\"}", "4{\"text\":\"上\"}"])
  }

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
