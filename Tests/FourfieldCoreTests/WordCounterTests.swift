import FourfieldCore
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
}
