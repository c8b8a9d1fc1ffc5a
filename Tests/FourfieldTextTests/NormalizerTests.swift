import Foundation
import FourfieldCore
import FourfieldText
import TestSupport
import Testing

@Suite struct NormalizerTests {
  @Test(arguments: [
    ("a  b", "a b"), ("a\r\nb\rc", "a\nb\nc"), ("a\n \n\n b", "a\n\nb"), ("  x  ", "x"),
    ("e\u{301}te\u{301}", "été"), ("\u{212B}", "Å"), ("q\u{307}\u{323}", "q\u{323}\u{307}"),
    ("\u{1112}\u{1161}\u{11AB}", "한"), ("\u{AC00}\u{11A8}", "각"), ("a\u{AD}b", "a\u{AD}b"),
    ("", ""),
  ])
  func normalizes(text: String, expected: String) {
    let result = Normalizer.normalize(Array(text.utf8).span)
    #expect(result.utf8 == Array(expected.utf8))
  }

  /// Foundation's NFC is the oracle (which leaves a Hangul LV syllable and a T apart; that case is in the table above); blanks are left out of the alphabet because they are tidied.
  @Test func agreesWithFoundation() {
    let alphabet: [Unicode.Scalar] = [
      "a", "e", "o", "z", "\u{301}", "\u{323}", "\u{308}", "\u{327}", "é", "ñ", "\u{1E69}", "中",
      "\u{1100}", "\u{1161}", "\u{11A8}", "\u{212A}", "\u{F900}", "Å", "\u{3099}", "か",
    ]
    var random = SeededGenerator(seed: 7)
    for _ in 0..<3000 {
      var text = ""
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        text.unicodeScalars.append(alphabet.randomElement(using: &random) ?? "a")
      }
      let result = Normalizer.normalize(Array(text.utf8).span)
      #expect(
        result.utf8 == Array(text.precomposedStringWithCanonicalMapping.utf8),
        "\(text.unicodeScalars.map { String($0.value, radix: 16) })")
      #expect(result.map.targetCount == result.utf8.count)
      #expect(result.map.sourceCount == text.utf8.count)
    }
  }

  /// Long runs of marks of several classes, which are sorted: Foundation is the oracle here too.
  @Test func sortsLongRunsOfMarks() {
    let marks: [Unicode.Scalar] = [
      "\u{301}", "\u{323}", "\u{308}", "\u{327}", "\u{345}", "\u{316}",
    ]
    var random = SeededGenerator(seed: 8)
    for length in [2, 30, 31, 300, 3000] {
      var text = "a"
      for _ in 0..<length {
        text.unicodeScalars.append(marks.randomElement(using: &random) ?? "\u{301}")
      }
      #expect(
        Normalizer.normalize(Array(text.utf8).span).utf8
          == Array(text.precomposedStringWithCanonicalMapping.utf8), "\(length)")
    }
  }

  /// A word between untidy blanks is found at its place in the original.
  @Test func mapsBack() {
    let source = Array(
      "  Olá,\r\n\r\n  o  come\u{301}rcio   cresceu \u{2028}muito\u{A0}\u{A0}hoje".utf8)
    let plain = PlainText(source.span)
    for word in ["Olá", "comércio", "cresceu", "muito", "hoje"] {
      let text = plain.text.utf8
      guard let found = text.firstRange(of: Array(word.utf8)) else {
        Issue.record("\(word) is lost")
        continue
      }
      let range = plain.text.map.sourceRange(of: ByteRange(found.lowerBound, found.upperBound))
      let slice = String(decoding: source[range.indices], as: UTF8.self)
      #expect(slice.precomposedStringWithCanonicalMapping == word)
    }
  }

  /// A megabyte of letters with their accents apart: no letter costs a look at all before it.
  @Test func decomposedTextIsLinear() {
    let words = String(repeating: "ac\u{327}a\u{303}o ", count: 120_000)
    let normalized = Normalizer.normalize(Array(words.utf8).span)
    #expect(normalized.utf8.count == 120_000 * 7 - 1)
    #expect(
      normalized.map.sourceRange(of: ByteRange(7 * 119_999 + 1, 7 * 119_999 + 5))
        == ByteRange(9 * 119_999 + 1, 9 * 119_999 + 7))
  }
}
