import FourfieldCore
import TestSupport
import Testing

@Suite struct WordCounterTests {
  @Test(arguments: [
    ("words", "Trade and labour, 2020.", 4), ("accents", "La economía creció", 3),
    ("Han", "贸易增长", 2), ("an odd one", "贸易额", 2), ("mixed", "GDP 增长 5%", 3),
    ("nothing", " , . ", 0), ("long", String(repeating: "grew, ", count: 50), 50),
  ])
  func counts(name: String, text: String, expected: Int) {
    let bytes = Array(text.utf8)
    let range = ByteRange(0, bytes.count)
    #expect(WordCounter.count(bytes.span, in: range) == expected, "\(name)")
    for limit in 0..<(expected + 3) {
      let exceeds = WordCounter.count(bytes.span, in: range, exceeds: limit)
      #expect(exceeds == (expected > limit), "\(name), \(limit)")
    }
  }

  /// Long texts, in which words and scalars lie across any border.
  @Test func countsWhatWasPutTogether() {
    var draw = SeededGenerator(seed: 9)
    for _ in 0..<60 {
      var (text, words, hans) = ("", 0, 0)
      while text.utf8.count < 5000 {
        switch Int.random(in: 0..<40, using: &draw) {
        case 0:
          text += "中国"
          hans += 2
        case 1: text += "— × ÷ …"
        case 2:
          text += "мир"
          words += 1
        default:
          text +=
            ["é", "ñandú", "a", "ééééééééé", "word", "x_1"].randomElement(using: &draw) ?? "a"
          words += 1
        }
        text += [" ", ", "].randomElement(using: &draw) ?? " "
      }
      let bytes = Array(text.utf8)
      let range = ByteRange(0, bytes.count)
      let expected = words + (hans + 1) / 2
      #expect(WordCounter.count(bytes.span, in: range) == expected)
      for limit in [0, 100, expected - 1, expected] {
        let exceeds = WordCounter.count(bytes.span, in: range, exceeds: limit)
        #expect(exceeds == (expected > limit))
      }
    }
  }

  /// The word that is one too many is the one behind which there are more than the limit for the first time.
  @Test func findsTheWordBeyondALimit() {
    var draw = SeededGenerator(seed: 4)
    for round in 0..<200 {
      let pieces = ["a", "word", " ", ", ", "é", "ñandú", "_", "7", "мир", "“", "×", "i\u{301}"]
      let text = (0..<200).map { _ in pieces.randomElement(using: &draw) ?? "" }.joined()
      let bytes = Array(text.utf8)
      // Close to the end of the text, where no block is whole, and away from it.
      let range = ByteRange(0, round % 2 == 0 ? bytes.count : bytes.count / 2).wholeScalars(bytes)
      let words = WordCounter.count(bytes.span, in: range)
      for limit in [0, 1, words / 2, words - 1, words, words + 1] where limit >= 0 {
        let place = WordCounter.place(ofWordBeyond: limit, bytes.span, in: range)
        let ends = (range.start...range.end).filter {
          $0 == range.end || bytes[$0] & 0xC0 != 0x80
        }
        let expected = ends.last {
          WordCounter.count(bytes.span, in: ByteRange(range.start, $0)) <= limit
        }
        #expect(place == expected, "\(limit): \(text)")
      }
    }
    let han = Array("Trade 贸易".utf8)
    #expect(
      WordCounter.place(ofWordBeyond: 4, han.span, in: ByteRange(0, han.count)) == nil)
  }

  /// What stands around a range does not change its count.
  @Test func rangesCountAsByThemselves() {
    var draw = SeededGenerator(seed: 3)
    let pieces = ["a", "word", " ", ", ", "é", "ñandú", "_", "7"]
    let foreign = ["中国", "“", "×", "i\u{301}"]
    for _ in 0..<300 {
      // Foreign ones seldom, or no block of 64 bytes is of Latin letters alone.
      let text = (0..<100).map { _ in
        (Int.random(in: 0..<60, using: &draw) == 0 ? foreign : pieces).randomElement(using: &draw)
          ?? ""
      }.joined()
      let bytes = Array(text.utf8)
      let starts = bytes.indices.filter { bytes[$0] & 0xC0 != 0x80 } + [bytes.count]
      let ends = [starts.randomElement(using: &draw) ?? 0, starts.randomElement(using: &draw) ?? 0]
      let range = ByteRange(ends.min() ?? 0, ends.max() ?? 0)
      let own = Array(bytes[range.indices])
      let expected = WordCounter.count(own.span, in: ByteRange(0, own.count))
      #expect(WordCounter.count(bytes.span, in: range) == expected, "\(text), \(range)")
    }
  }
}

extension ByteRange {
  /// The range up to the last whole scalar.
  fileprivate func wholeScalars(_ bytes: [UInt8]) -> ByteRange {
    var end = end
    while end > start, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return ByteRange(start, end)
  }
}
