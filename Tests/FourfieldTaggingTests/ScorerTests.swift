import FourfieldCore
import FourfieldTagging
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
}
