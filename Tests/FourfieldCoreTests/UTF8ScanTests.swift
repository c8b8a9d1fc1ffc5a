import TestSupport
import Testing

@testable import FourfieldCore

@Suite struct UTF8ScanTests {
  @Test(
    arguments: [
      ("empty", [], true), ("ASCII", [0x61, 0x00, 0x7F], true),
      ("an accent", [0xC3, 0xA9], true), ("Han", [0xE4, 0xB8, 0xAD], true),
      ("the last scalar", [0xF4, 0x8F, 0xBF, 0xBF], true), ("a lone continuation", [0x80], false),
      ("a longer form of A", [0xC1, 0x81], false), ("a longer form", [0xE0, 0x9F, 0xBF], false),
      ("a longer form of four", [0xF0, 0x8F, 0xBF, 0xBF], false),
      ("a surrogate", [0xED, 0xA0, 0x80], false),
      ("above the last", [0xF4, 0x90, 0x80, 0x80], false),
      ("never a byte", [0xFF], false), ("cut off", [0x61, 0xE4, 0xB8], false),
      ("cut off by a letter", [0xE4, 0xB8, 0x61], false),
    ] as [(String, [UInt8], Bool)])
  func validates(name: String, bytes: [UInt8], expected: Bool) {
    #expect(UTF8Scan.isValid(bytes.span) == expected, "\(name)")
    // Wherever it stands among the sixteen bytes that are looked at at once.
    for before in 0..<18 {
      let padded = [UInt8](repeating: 0x20, count: before) + bytes
      #expect(UTF8Scan.isValid(padded.span) == expected, "\(name) behind \(before)")
      #expect(UTF8Scan.isValid((padded + [0x20]).span) == expected, "\(name) behind \(before)")
    }
  }

  /// The standard library is the oracle.
  @Test func agreesWithTheStandardLibrary() {
    var random = SeededGenerator(seed: 11)
    let bytes: [UInt8] = [
      0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF,
      0xF0,
      0xF1, 0xF4, 0xF5, 0xFF,
    ]
    for _ in 0..<50000 {
      let count = Int.random(in: 0...6, using: &random)
      let text = (0..<count).map { _ in bytes.randomElement(using: &random) ?? 0 }
      let expected = (try? UTF8Span(validating: text.span)) != nil
      #expect(UTF8Scan.isValid(text.span) == expected, "\(text)")
    }
  }
}
