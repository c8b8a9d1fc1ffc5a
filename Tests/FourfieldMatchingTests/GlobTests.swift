import TestSupport
import Testing

@testable import FourfieldMatching

@Suite struct GlobTests {
  private static let letters = Array("aab".unicodeScalars.map(\.value))

  private static func random(_ length: Int, of letters: [UInt32], _ random: inout SeededGenerator)
    -> [UInt32]
  {
    (0..<length).map { _ in letters.randomElement(using: &random) ?? 0 }
  }

  /// All ways of a star, each tried.
  private static func matches(_ pattern: ArraySlice<UInt32>, _ word: ArraySlice<UInt32>) -> Bool {
    guard let first = pattern.first else { return word.isEmpty }
    if first == Glob.star {
      return matches(pattern.dropFirst(), word)
        || !word.isEmpty && matches(pattern, word.dropFirst())
    }
    guard let letter = word.first, first == Glob.one || first == letter else { return false }
    return matches(pattern.dropFirst(), word.dropFirst())
  }

  @Test func triesAllWays() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<20_000 {
      let pattern = GlobTests.random(
        Int.random(in: 1...7, using: &random), of: GlobTests.letters + [Glob.star, Glob.one],
        &random)
      let word = GlobTests.random(
        Int.random(in: 1...9, using: &random), of: GlobTests.letters, &random)
      #expect(Glob.matches(pattern[...], word[...]) == GlobTests.matches(pattern[...], word[...]))
    }
  }

  /// Long words are followed by bits; what they say is what trial says.
  @Test func bitsAgreeWithTrial() throws {
    var random = SeededGenerator(seed: 4)
    var found = 0
    for _ in 0..<4000 {
      let pattern =
        GlobTests.random(
          Int.random(in: 0...20, using: &random),
          of: GlobTests.letters + [0x1F00, Glob.star, Glob.star, Glob.one], &random) + [Glob.star]
      let word = GlobTests.random(
        Int.random(in: 0...90, using: &random), of: GlobTests.letters + [0x1F00], &random)
      let expected = Glob.begins(pattern[...], word[...], limit: .max) == true
      #expect(try #require(Glob.Letters(pattern[...])).begin(word[...]) == expected)
      found += expected ? 1 : 0
    }
    #expect((500..<3500).contains(found))
  }

  @Test func bitsEnd() {
    let pattern = [UInt32](repeating: 0x61, count: 127) + [Glob.star]
    let word = [UInt32](repeating: 0x61, count: 127)
    #expect(Glob.Letters(pattern[...])?.begin(word[...]) == true)
    #expect(Glob.Letters(pattern[...])?.begin(word.dropLast()) == false)
    #expect(Glob.Letters(([0x61] + pattern)[...]) == nil)
    // Without them.
    let long = [UInt32](repeating: 0x61, count: 200)
    #expect(Glob.matches(([0x61] + pattern)[...], long[...]))
  }

  /// Trial gives up where a pattern and a word repeat themselves, and the bits take over.
  @Test func trialEnds() {
    let pattern = [Glob.star] + [UInt32](repeating: 0x61, count: 100) + [0x62, Glob.star]
    let word = [UInt32](repeating: 0x61, count: 2000)
    #expect(Glob.begins(pattern[...], word[...], limit: 20_000) == nil)
    #expect(!Glob.matches(pattern[...], word[...]))
    #expect(Glob.matches(pattern[...], (word + [0x62, 0x63])[...]))
    // A word that repeats nothing is read once.
    let other = (0..<2000).map { UInt32(0x61 + $0 % 26) }
    #expect(Glob.begins(pattern[...], other[...], limit: 8000) == false)
  }
}
