import FourfieldCore
import FourfieldLexicons
import TestSupport
import Testing

@testable import FourfieldMatching

/// The byte form of compiled lexicons.
@Suite struct LexiconArchiveTests {
  private static let text =
    "Free trade areas: tariffs on steel imports, 自由贸易 and trade-offs; the R&D tax, biogas. "

  private func lexicon() throws -> CompiledLexicon {
    var lexicon = try Lexicon(
      patterns: [
        ("free trade area{,s}", .folded), ("tariff* <0-3> import*", .folded), ("trade", .exact),
        ("*gas", .folded), ("R&D", .exact), ("自由贸易", .folded), ("tax", .folded), ("t?x", .folded),
      ])
    lexicon.entries[6].near = Proximity(patterns: try PatternParser.parse("the R&D"), within: 3)
    lexicon.entries[2].unless = Proximity(
      patterns: try PatternParser.parse("free trade"), within: 0)
    return CompiledLexicon(lexicon)
  }

  @Test func isTheSameLexicon() throws {
    let lexicon = try lexicon()
    let restored = try #require(CompiledLexicon(archive: lexicon.archive()))
    #expect(restored.surfaces(in: Self.text) == lexicon.surfaces(in: Self.text))
    #expect(restored.surfaces(in: Self.text).count == 7)
    #expect(restored.archive() == lexicon.archive())
  }

  /// What is longer than it says is not what was written.
  @Test func nothingStandsBehindIt() throws {
    #expect(CompiledLexicon(archive: try lexicon().archive() + [0]) == nil)
  }

  /// Bytes that are not what was written make no lexicon, or one that finds something else: never a crash, never a look-up without an end.
  @Test func damageIsSurvived() throws {
    let sound = try lexicon().archive()
    var random = SeededGenerator(seed: 41)
    var refused = 0
    for _ in 0..<20_000 {
      var bytes = sound
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        bytes[place] =
          Bool.random(using: &random) ? 0xFF : UInt8.random(in: 0...255, using: &random)
      }
      guard let lexicon = CompiledLexicon(archive: bytes) else {
        refused += 1
        continue
      }
      for match in lexicon.matches(in: Self.text) { #expect(Self.text.contains(match.surface)) }
    }
    #expect(refused > 1_000)
  }
}
