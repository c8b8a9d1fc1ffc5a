import FourfieldCore
import FourfieldMatching
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

  /// A share is taken off evidence against a theme as off any other, to the hundredth.
  @Test(arguments: [(3.0, 0.5, 1.5), (-3, 0.5, -1.5), (-1, 0.333, -0.33), (-2, 1, -2), (2, 0, 0)])
  func countsAShare(weight: Double, share: Double, expected: Double) {
    var lexicon = lexicon
    lexicon.entries[2].weight = weight
    lexicon.entries[2].share = share
    let match = Match(range: ByteRange(0, 1), entry: 2)
    #expect(Scorer(lexicon).scores([match]).themes.map(\.score) == [expected, 0])
    let twice = Scorer(CompiledLexicon(lexicon)).scores([match, match])
    #expect(twice.themes.map(\.score) == [2 * expected, 0])
  }

  @Test func roundsToSixDigits() {
    var lexicon = lexicon
    lexicon.entries[2].weight = 0.1
    let match = Match(range: ByteRange(0, 1), entry: 2)
    // .1 × (1 + log2 3).
    #expect(Scorer(lexicon).scores([match, match, match]).themes[0].score == 0.258496)
    #expect(Scorer(lexicon).scores([match, match, match]).groups.map(\.score) == [0.258496])
  }

  /// Matches that count for one theme do so whatever passages without a match stand before them.
  @Test func partsMayBeEmpty() {
    let matches = [0, 1].map { Match(range: ByteRange($0, $0 + 1), entry: 0, theme: $0) }
    let found = Scorer(lexicon).scores(ofParts: [[], matches, []]).themes
    #expect(found.map(\.score) == [2, 1] && found.map(\.count) == [1, 1])
  }

  /// A lexicon of one entry a concept, each in a random group of one of two themes, or of both.
  private static func lexicon(
    concepts: Int, groups: Int, _ draw: inout SeededGenerator
  ) -> Lexicon {
    let place = SourceLocation(file: "t")
    var lexicon = Lexicon(name: "t", themes: [Theme(id: "a"), Theme(id: "b")])
    for index in 0..<concepts {
      let themes = [[0], [1], [0, 1]].randomElement(using: &draw) ?? []
      let memberships = themes.map {
        Membership(
          theme: $0, group: "g\(Int.random(in: 0..<groups, using: &draw))",
          weight: Double.random(in: -3...3, using: &draw))
      }
      lexicon.concepts.append(
        Concept(
          id: "c\(index)", memberships: memberships, entries: index..<(index + 1), location: place))
      lexicon.entries.append(
        Entry(concept: index, text: "x", patterns: [], language: nil, location: place))
    }
    return lexicon
  }

  /// The sums of groups as the rule says: in the order of the concepts, to the last digit.
  private static func sums(_ matches: [Match], _ lexicon: Lexicon) -> [String: GroupScore] {
    var counts: [Int: [Int?: Int]] = [:]
    for match in matches { counts[match.entry, default: [:]][match.theme, default: 0] += 1 }
    var sums: [String: GroupScore] = [:]
    for (index, concept) in lexicon.concepts.enumerated() {
      for membership in concept.memberships {
        let own = counts[index] ?? [:]
        guard let count = own[nil] ?? own[membership.theme] else { continue }
        // As many equal weights, one after another, divided by their number.
        let weight = (0..<count).reduce(0) { sum, _ in sum + membership.weight }
        let score = count == 1 ? weight : weight / Double(count) * (1 + log2(Double(count)))
        let name = lexicon.themes[membership.theme].id + "/" + membership.group
        var sum = sums[name] ?? GroupScore(group: 0, score: 0, count: 0)
        sum.score += score
        sum.count += count
        sums[name] = sum
      }
    }
    return sums
  }

  /// Few groups and many are added up in different ways, to the same last digit and in the order of their names.
  @Test(arguments: [3, 63, 64, 65, 2000], [false, true])
  func addsFewGroupsAndMany(groups: Int, isByTheme: Bool) {
    var draw = SeededGenerator(seed: UInt64(groups))
    let lexicon = ScorerTests.lexicon(concepts: 1500, groups: groups, &draw)
    let scorer = Scorer(lexicon)
    for size in [1, 20, 63, 64, 65, 200, 3000] {
      let matches = (0..<size).map { place in
        let entry = Int.random(in: 0..<1500, using: &draw)
        let themes = lexicon.concepts[entry].memberships.map(\.theme)
        return Match(
          range: ByteRange(place, place + 1), entry: entry,
          theme: isByTheme ? themes.randomElement(using: &draw) : nil)
      }
      let expected = ScorerTests.sums(matches, lexicon)
      let found = scorer.scores(matches).groups
      #expect(found.map { scorer.groups[$0.group] } == expected.keys.sorted())
      for sum in found {
        let other = expected[scorer.groups[sum.group]]
        #expect(sum.count == other?.count && sum.score == other.map { Scorer.round($0.score) })
      }
    }
  }

  /// Groups against the order of the concepts: each was put before all that were there, which took the square of their number.
  @Test func addsHundredsOfThousandsOfGroups() {
    let time = ThreadTime()
    let count = 300_000
    let place = SourceLocation(file: "t")
    var lexicon = Lexicon(name: "t", themes: [Theme(id: "a")])
    for index in 0..<count {
      let membership = Membership(theme: 0, group: "\(2 * count - index)", weight: 1)
      lexicon.concepts.append(
        Concept(
          id: "c\(index)", memberships: [membership], entries: index..<(index + 1),
          location: place))
      lexicon.entries.append(
        Entry(concept: index, text: "x", patterns: [], language: nil, location: place))
    }
    let matches = (0..<count).map { Match(range: ByteRange($0, $0 + 1), entry: $0) }
    let groups = Scorer(lexicon).scores(matches).groups
    #expect(groups.map(\.group) == Array(0..<count))
    #expect(time.seconds < ThreadTime.limit)
  }
}
