import FourfieldCore
import FourfieldTagging
import Foundation
import TestSupport
import Testing

@Suite struct ScorerTests {
  private var lexicon: Lexicon {
    let place = SourceLocation(file: "t")
    func entry(_ concept: Int, _ weight: Double?) -> Entry {
      Entry(
        concept: concept, text: "x", patterns: [], language: nil, weight: weight, location: place)
    }
    return Lexicon(
      name: "t", themes: [Theme(id: "a"), Theme(id: "b")],
      concepts: [
        Concept(
          id: "one",
          memberships: [
            Membership(theme: 0, group: "g", weight: 2),
            Membership(theme: 1, group: "h", weight: 1),
          ], entries: 0..<2, location: place),
        Concept(
          id: "two", memberships: [Membership(theme: 0, group: "g", weight: 3)], entries: 2..<3,
          location: place),
      ], entries: [entry(0, nil), entry(0, 4), entry(1, nil)])
  }

  @Test(arguments: [
    ([], [0.0, 0.0]), ([0], [2, 1]), ([0, 0], [4, 2]), ([0, 1], [6, 5]), ([0, 2], [5, 1]),
    ([0, 0, 0, 0], [6, 3]),
  ])
  func adds(entries: [Int], expected: [Double]) {
    let matches = entries.enumerated().map { Match(range: ByteRange($0, $0 + 1), entry: $1) }
    let scorer = Scorer(lexicon)
    let (themes, groups) = scorer.scores(matches)
    #expect(themes.map(\.score) == expected)
    #expect(groups.map { scorer.groups[$0.group] } == (entries.isEmpty ? [] : ["a/g", "b/h"]))
  }

  /// Σ of mean weight × (1 + log2 n), concept by concept in the order of the lexicon, is what comes out to the last bit.
  @Test func addsAsTheRuleSays() {
    var draw = SeededGenerator(seed: 5)
    let lexicon = lexicon
    let scorer = Scorer(lexicon)
    for _ in 0..<200 {
      let entries = (0..<Int.random(in: 1...120, using: &draw)).map { _ in
        Int.random(in: 0..<3, using: &draw)
      }
      var scores = [0.0, 0.0]
      for concept in lexicon.concepts {
        let own = entries.filter(concept.entries.contains).sorted()
        if own.isEmpty { continue }
        for membership in concept.memberships {
          let weights = own.map { lexicon.entries[$0].weight ?? membership.weight }
          let mean = weights.reduce(0, +) / Double(own.count)
          scores[membership.theme] += mean * (own.count == 1 ? 1 : 1 + log2(Double(own.count)))
        }
      }
      let matches = entries.enumerated().map { Match(range: ByteRange($0, $0 + 1), entry: $1) }
      let middle = matches.count / 2
      let whole = scorer.scores(matches)
      #expect(whole.themes.map(\.score) == scores.map(Scorer.round))
      let parts = scorer.scores(ofParts: [Array(matches[..<middle]), Array(matches[middle...])])
      #expect(parts.themes == whole.themes)
      #expect(parts.groups == whole.groups)
    }
  }
}
