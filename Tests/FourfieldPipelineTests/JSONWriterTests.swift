import FourfieldCore
import Foundation
import TestSupport
import Testing

@testable import FourfieldPipeline

@Suite struct JSONWriterTests {
  /// What a string of JSON holds, byte by byte.
  private static func naive(_ bytes: [UInt8]) -> [UInt8] {
    bytes.flatMap { byte -> [UInt8] in
      switch byte {
      case 0x22, 0x5C: [0x5C, byte]
      case 0x0A: Array("\\n".utf8)
      case ..<0x20:
        Array(String(format: "\\u%04x", byte).utf8)
      default: [byte]
      }
    }
  }

  /// Bytes most of which need no escape; the share of those that do is given in hundredths.
  private static func bytes(_ count: Int, _ share: Int, _ draw: inout SeededGenerator) -> [UInt8] {
    (0..<count).map { _ in
      Int.random(in: 0..<100, using: &draw) < share
        ? [0x22, 0x5C, 0x0A, 0x09, 0x00, 0x1F].randomElement(using: &draw) ?? 0
        : UInt8.random(in: 0x5D...0xFF, using: &draw)
    }
  }

  @Test(arguments: [0, 3, 30, 100])
  func stringsAreEscapedAsByteByByte(share: Int) {
    var draw = SeededGenerator(seed: UInt64(share + 1))
    for count in Array(0...70) + [4095, 4096, 4097, 9000] {
      let bytes = JSONWriterTests.bytes(count, share, &draw)
      var json = JSONWriter()
      json.string(utf8: bytes.span)
      json.literal("|")
      #expect(json.take() == [0x22] + JSONWriterTests.naive(bytes) + Array("\"|".utf8), "\(count)")
    }
  }

  /// A row of evidence is what its pieces are, one written behind the other.
  @Test(arguments: [0, 10])
  func evidenceIsItsPieces(share: Int) {
    var draw = SeededGenerator(seed: UInt64(share + 7))
    for count in Array(0...40) + [4096, 5000] {
      let surface = JSONWriterTests.bytes(count, share, &draw)
      let start = Int.random(in: 0...(1 << Int.random(in: 0...40, using: &draw)), using: &draw)
      var pool = JSONWriter()
      pool.literal("xx{\"start\":")
      var row = JSONWriter()
      row.evidence(
        from: pool, 2..<pool.count, start: start, end: start + count, surface: surface.span)
      let expected =
        Array("{\"start\":\(start),\"end\":\(start + count),\"surface\":\"".utf8)
        + JSONWriterTests.naive(surface) + Array("\"}".utf8)
      #expect(row.take() == expected, "\(count)")
    }
  }

  @Test(arguments: [
    (0.0, "0"), (1.0, "1"), (-1.0, "-1"), (0.5, "0.5"), (12.25, "12.25"), (-0.000001, "-0.000001"),
    (0.1, "0.1"), (1.000001, "1.000001"), (999_999_999.0, "999999999"), (1.0 / 3, "\(1.0 / 3)"),
    (1e300, "1e+300"), (4321.123456, "4321.123456"),
  ])
  func numbers(value: Double, expected: String) {
    var json = JSONWriter()
    json.number(value)
    #expect(String(decoding: json.take(), as: UTF8.self) == expected)
  }

  /// Of what is a number of millionths, and of its neighbours, which are not, no more and no fewer digits are written than tell it from others.
  @Test func millionths() {
    var draw = SeededGenerator(seed: 12)
    for round in 0..<20_000 {
      let digits = [7, 10, 13, 15][round % 4]
      let most = (0..<digits).reduce(1) { most, _ in 10 * most }
      let step = [1, 10, 1000, 100_000][round / 4 % 4]
      let micro = Int.random(in: 1..<most, using: &draw) / step * step
      let value = Double(micro) / 1_000_000
      for value in [value, -value, value.nextUp, value.nextDown] {
        var json = JSONWriter()
        json.number(value)
        let written = String(decoding: json.take(), as: UTF8.self)
        #expect(Double(written) == value, "\(written) for \(value)")
        #expect(!written.contains(".") || !written.hasSuffix("0"), "\(written)")
      }
    }
  }

  @Test(arguments: [
    0, 9, 10, 99, 100, 999, 1000, 9999, 10_000, 123_456, 99_999_999, 100_000_000, Int.max, -1,
    -10_000,
  ])
  func wholeNumbers(value: Int) {
    var json = JSONWriter()
    json.digits(value)
    #expect(String(decoding: json.take(), as: UTF8.self) == "\(value)")
  }

  @Test(arguments: ["", "plain", "é", "a\"b\\c\nd\u{1}"])
  func escapesBetweenQuotes(text: String) throws {
    let escaped = [0x22] + JSONWriter.escaped(text) + [0x22]
    #expect(try JSONDecoder().decode(String.self, from: Data(escaped)) == text)
  }

  @Test func piecesStandBehindWhatWasWritten() {
    var json = JSONWriter()
    json.literal("[")
    json.pieces(atMost: 200) { pen in
      pen.literal("1")
      pen.fragment(Array(",2,".utf8))
      pen.digits(34567)
      pen.literal(",")
      pen.hex(InlineArray { UInt8($0 * 8) })
    }
    json.literal("]")
    let hex = (0..<32).map { String(format: "%02x", $0 * 8) }.joined()
    #expect(String(decoding: json.take(), as: UTF8.self) == "[1,2,34567,\(hex)]")
  }

  @Test func aPieceWithoutRoomStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var json = JSONWriter()
      json.pieces(atMost: 8) { $0.literal("123456789") }
    }
  }
}
