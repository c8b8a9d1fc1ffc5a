import Foundation
import FourfieldCore
import FourfieldLexicons
import Testing

@testable import FourfieldMatching

/// Characters that stand for several tokens.
@Suite struct CompositeSignTests {
  private func surfaces(
    _ pattern: String, _ comparison: Entry.Comparison = .folded, in text: String
  ) throws -> [String] {
    CompiledLexicon(try Lexicon(patterns: [(pattern, comparison)])).matches(in: text).map(\.surface)
  }

  @Test(arguments: [
    ("a degree", "1.5°C", "below 1.5℃ now", "1.5℃"),
    ("written so in the pattern", "1.5℃", "below 1.5°C now", "1.5°C"),
    ("written so in both", "1.5℃", "below 1.5℃ now", "1.5℃"),
    ("with a mark behind it", "2℃", "2℃\u{FE0F} more", "2℃\u{FE0F}"),
    ("in Han text", "升温2°C", "全球升温2℃以内", "升温2℃"),
    ("a fraction", "1⁄2 degree", "½ degree", "½ degree"),
    ("a letter in brackets", "section (a)", "section ⒜ of", "section ⒜"),
    ("a number with a stop", "1. 投资", "⒈ 投资", "⒈ 投资"),
    ("an ellipsis", "wait...", "wait… wait...", "wait…"),
    ("Han in brackets", "(株)", "㈱三菱", "㈱"),
    ("a month", "1月", "㋀", "㋀"),
    ("Traditional of several", "平成", "㍻", "㍻"),
    ("letters by themselves", "100 km", "100 ㎞", "100 ㎞"),
    ("two of them", "(a)(b)", "⒜⒝", "⒜⒝"),
    ("the second of two", "(a)(b)", "(a)⒝", "(a)⒝"),
    ("behind a gap", "rise <0-2> °C", "rise of 2℃", "rise of 2℃"),
    ("a mark in the pattern", "2℃\u{FE0F}", "2°C more", "2°C"),
    ("a zero-width character in the pattern", "2℃\u{200B}", "2°C more", "2°C"),
    ("in a choice", "{2℃,2℉} rise", "2°F rise", "2°F rise"),
  ])
  func isFound(name: String, pattern: String, text: String, surface: String) throws {
    #expect(try surfaces(pattern, in: text).first == surface, "\(name)")
  }

  @Test(arguments: [
    ("only its end", "C", "2℃"),
    ("only its beginning", "2°", "2℃"),
    ("a blank between", "2° C", "2℃"),
    ("a blank before", "2°C", "2 ℃"),
    ("a blank before its end", "(a )", "⒜"),
    ("another one", "2°F", "2℃"),
    ("a wildcard", "k*", "100 ㎞"),
    ("parted by a gap", "( <0-2> a", "⒜"),
  ])
  func isNotFound(name: String, pattern: String, text: String) throws {
    #expect(try surfaces(pattern, in: text).isEmpty, "\(name)")
  }

  @Test func comparesCaseAsTheEntrySays() throws {
    #expect(try surfaces("2°c", in: "2℃") == ["2℃"])
    #expect(try surfaces("2°c", .exact, in: "2℃").isEmpty)
    #expect(try surfaces("2°C", .exact, in: "2℃") == ["2℃"])
    #expect(try surfaces("2°c", .diacritics, in: "2℃") == ["2℃"])
  }

  @Test func conditionsFindThem() throws {
    var lexicon = try Lexicon(patterns: [("warming", .folded)])
    lexicon.entries[0].near = Proximity(patterns: try PatternParser.parse("2°C"), within: 3)
    let compiled = CompiledLexicon(lexicon)
    #expect(compiled.surfaces(in: "warming of 2℃") == ["0:warming"])
    #expect(compiled.surfaces(in: "warming of 2℉").isEmpty)
  }

  /// `…` and its vertical form are one sign of the trie.
  @Test(arguments: Overlap.allCases)
  func isFoundOnce(overlap: Overlap) throws {
    let lexicon = CompiledLexicon(try Lexicon(patterns: [("...and", .folded)]))
    for text in ["...and", "…and", "︙and", ".‥and"] {
      var scanner = FourfieldMatching.Scanner(lexicon, overlap: overlap)
      var count = 0
      scanner.scan(Array(text.utf8).span, language: .english) { _ in count += 1 }
      #expect(count == 1, "\(text)")
    }
    #expect(lexicon.trie.outputs.count == 3)
  }

  /// Every mixture of what may be written in two ways is found, and the trie grows with the length of the pattern, not with the number of mixtures.
  @Test func mixturesAreFound() throws {
    let pattern = "wait......"
    let parts = [".", "‥", "…"]
    var texts = [""]
    for _ in 0..<6 { texts += texts.flatMap { text in parts.map { text + $0 } } }
    let whole = Set(texts.filter { $0.decomposedStringWithCompatibilityMapping == "......" })
    #expect(whole.count == 24)
    let lexicon = CompiledLexicon(try Lexicon(patterns: [(pattern, .folded)]))
    for text in whole {
      #expect(lexicon.matches(in: "wait\(text)").map(\.surface) == ["wait\(text)"])
    }
    let long = CompiledLexicon(
      try Lexicon(patterns: [("wait" + String(repeating: ".", count: 1_900), .folded)]))
    #expect(long.trie.slots.count < 1 << 15)
  }
}
