import FourfieldCore
import FourfieldMatching
import Testing

/// Lexicons that no file can make are refused at once, not matched wrongly.
@Suite struct CompiledLexiconTests {
  /// A lexicon of one concept with an entry for each pattern.
  private static func lexicon(_ patterns: [Pattern]) -> Lexicon {
    let place = SourceLocation(file: "t", line: 1)
    return Lexicon(
      name: "t", themes: [Theme(id: "a")],
      concepts: [
        Concept(
          id: "c", memberships: [Membership(theme: 0, group: "g", weight: 1)],
          entries: 0..<patterns.count, location: place)
      ],
      entries: patterns.map {
        Entry(
          concept: 0, text: "x", patterns: [$0], language: nil, comparison: .folded, location: place
        )
      })
  }

  private static func gap(_ gap: ClosedRange<Int>) -> Pattern {
    Pattern(units: [Pattern.Unit(text: "a"), Pattern.Unit(text: "b", gap: gap)])
  }

  @Test func concordantNumbers() {
    let word = Pattern(units: [Pattern.Unit(text: "a")])
    let whole = Self.lexicon([word, word])
    #expect(whole.isConsistent)
    for change: (inout Lexicon) -> Void in [
      { $0.concepts[0].entries = 0..<1 }, { $0.concepts[0].entries = 0..<3 },
      { $0.entries[1].concept = 1 }, { $0.concepts[0].memberships[0].theme = 1 },
      { $0.concepts = [] },
    ] {
      var lexicon = whole
      change(&lexicon)
      #expect(!lexicon.isConsistent)
    }
  }

  @Test func manyKindsOfGaps() {
    let kinds = (0..<82).flatMap { least in (least..<82).map { Self.gap(least...$0) } }
    let lexicon = Self.lexicon(kinds)
    #expect(kinds.count == 3_403)
    #expect(CompiledLexicon(lexicon).surfaces(in: "a b").count == 1)
  }

  @Test func refusesWhatItCannotHold() async {
    await #expect(processExitsWith: .failure) {
      var lexicon = CompiledLexiconTests.lexicon([Pattern(units: [Pattern.Unit(text: "a")])])
      lexicon.entries[0].concept = 7
      _ = CompiledLexicon(lexicon)
    }
    await #expect(processExitsWith: .failure) {
      let kinds = (0..<100).flatMap { least in
        (least..<100).map { CompiledLexiconTests.gap(least...$0) }
      }
      _ = CompiledLexicon(CompiledLexiconTests.lexicon(kinds))
    }
    await #expect(processExitsWith: .failure) {
      _ = CompiledLexicon(CompiledLexiconTests.lexicon([CompiledLexiconTests.gap(0...40_000)]))
    }
    await #expect(processExitsWith: .failure) {
      var lexicon = CompiledLexiconTests.lexicon([Pattern(units: [Pattern.Unit(text: "a")])])
      lexicon.entries[0].near = Proximity(patterns: [], within: -1)
      _ = CompiledLexicon(lexicon)
    }
  }
}
