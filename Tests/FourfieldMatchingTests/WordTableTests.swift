import FourfieldCore
import TestSupport
import Testing

@testable import FourfieldMatching

@Suite struct WordTableTests {
  /// Words of every length, many enough that the table grows several times, are found again and no others.
  @Test func findsWhatWasEntered() {
    var table = WordTable()
    let words = (0..<40000).map { number in
      String(repeating: "w", count: number % 12) + String(number, radix: 7)
    }.filter { $0.utf8.count <= 16 }
    for (number, word) in Set(words).sorted().enumerated() {
      let bytes = Array(word.utf8)
      let key = WordTable.Key(bytes.span, 0, bytes.count)
      #expect(table.bits(key) == TypeCache.unknown, "\(word)")
      table.insert(key, UInt32(number))
    }
    for (number, word) in Set(words).sorted().enumerated() {
      let text = Array((word + String(repeating: "#", count: 16)).utf8)
      let length = word.utf8.count
      #expect(table.bits(WordTable.Key(text.span, 0, length)) == UInt32(number), "\(word)")
    }
    #expect(table.count == Set(words).count)
  }

  /// Words made to fall into one slot are let go of beyond some, so that none takes long; none is taken for another.
  @Test func forgetsWhatCollides() {
    var table = WordTable()
    // The product of the prime and its inverse is 1 (Newton's iteration, modulo 2 to the 64th).
    let prime: UInt64 = 0x9E37_79B9_7F4A_7C15
    var inverse = prime
    for _ in 0..<6 { inverse = inverse &* (2 &- prime &* inverse) }
    let keys = (1...1000).map { (number: UInt64) in
      let high = number &* 0x0101
      return WordTable.Key(low: (high &* 0xD6E8_FEB8_6659_FD93) &* inverse, high: high)
    }
    for (number, key) in keys.enumerated() { table.insert(key, UInt32(number)) }
    #expect(table.count < 200, "what was let go of is counted")
    let found = keys.map { table.bits($0) }
    #expect(found.prefix(60) == Array(0..<60)[...])
    #expect(found.enumerated().allSatisfy { $1 == UInt32($0) || $1 == TypeCache.unknown })
    #expect(found.count { $0 != TypeCache.unknown } < 200, "they do not collide")
  }

  /// Long words that all lead to one place of the table are found as any others: those that find no room there are looked at anew each time.
  @Test func longWordsThatCollide() throws {
    let lexicon = CompiledLexicon(try Lexicon(patterns: [("q*", .folded), ("r*", .folded)]))
    var random = SeededGenerator(seed: 9)
    var words: [String] = []
    while words.count < 200 {
      let letters = (0..<19).map { _ in UInt8.random(in: 0x61...0x7A, using: &random) }
      let word = [words.count % 2 == 0 ? 0x71 : 0x72] + letters
      let hash = TypeCache.hash(word.span, 0, word.count)
      let mixed = (hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15
      if mixed >> 32 & 0x3FF == 7 { words.append(String(decoding: word, as: UTF8.self)) }
    }
    for _ in 0..<2 {
      let found = lexicon.matches(in: words.joined(separator: " "))
      #expect(found.map(\.surface) == words)
      #expect(found.map(\.entry) == words.indices.map { $0 % 2 })
    }
  }
}
