import FourfieldCore
import FourfieldLexicons
import FourfieldMatching
import FourfieldTagging
import Testing

@Suite struct OverlapTests {
  /// Themes a and b; entries as pattern and themes, none for a blocker.
  private func compiled(_ rows: [(String, [Int])]) throws -> CompiledLexicon {
    var lexicon = Lexicon(name: "t", themes: [Theme(id: "a"), Theme(id: "b")])
    let place = SourceLocation(file: "t")
    for (index, (text, themes)) in rows.enumerated() {
      lexicon.entries.append(
        Entry(
          concept: index, text: text, patterns: try PatternParser.parse(text), language: nil,
          location: place))
      lexicon.concepts.append(
        Concept(
          id: "c\(index)", memberships: themes.map { Membership(theme: $0, group: "g", weight: 2) },
          entries: index..<(index + 1), location: place))
    }
    return CompiledLexicon(lexicon)
  }

  private func matches(_ text: String, _ compiled: CompiledLexicon, _ overlap: Overlap) -> [Match] {
    var scanner = Scanner(compiled, overlap: overlap)
    var found: [Match] = []
    scanner.scan(Array(text.utf8).span, language: .english) { found.append($0) }
    return found
  }

  private func described(_ text: String, _ rows: [(String, [Int])], _ overlap: Overlap) throws
    -> [String]
  {
    let bytes = Array(text.utf8)
    return matches(text, try compiled(rows), overlap).map { match in
      let theme = match.theme.map { ["a", "b"][$0] } ?? "*"
      return "\(match.entry)\(theme):" + String(decoding: bytes[match.range.indices], as: UTF8.self)
    }
  }

  private let rows: [(String, [Int])] = [
    ("green bond{,s}", [0, 1]), ("bond{,s}", [0]), ("green bonds fund", [1]), ("bond market", []),
  ]

  @Test func longestCountsARangeOnce() throws {
    #expect(try described("green bonds fund", rows, .longest) == ["2*:green bonds fund"])
    #expect(try described("a bond market", rows, .longest) == ["3*:bond market"])
  }

  @Test func longestPerThemeCountsItOnceForEach() throws {
    #expect(
      try described("green bonds fund", rows, .longestPerTheme) == [
        "2b:green bonds fund", "0a:green bonds",
      ])
    #expect(
      try described("green bonds", rows, .longestPerTheme) == ["0a:green bonds", "0b:green bonds"])
    // A blocker stands in the way of every theme.
    #expect(try described("a bond market", rows, .longestPerTheme) == [])
  }

  @Test func allCountsEveryEntry() throws {
    #expect(
      try described("green bonds fund", rows, .all) == [
        "2*:green bonds fund", "0*:green bonds", "1*:bonds",
      ])
    #expect(try described("a bond market, a bond", rows, .all) == ["1*:bond"])
    #expect(try described("x a a", [("x <0-2> a", [0])], .all) == ["0*:x a a"])
  }

  /// An entry that counts for every theme there can be is no blocker.
  @Test(arguments: Overlap.allCases)
  func aConceptOfAllThemesIsNoBlocker(overlap: Overlap) throws {
    var lexicon = try Lexicon(patterns: [("trade", .folded)])
    lexicon.themes = (0..<64).map { Theme(id: "t\($0)") }
    lexicon.concepts[0].memberships = (0..<64).map { Membership(theme: $0, group: "g", weight: 1) }
    let found = matches("trade", CompiledLexicon(lexicon), overlap)
    #expect(found.map(\.theme) == (overlap == .longestPerTheme ? Array(0..<64) : [nil]))
  }

  /// A match that counts for one theme adds to no other.
  @Test func scoresFollowTheTheme() throws {
    let lexicon = try compiled(rows)
    let scorer = Scorer(lexicon.lexicon)
    let perTheme = scorer.scores(matches("green bonds fund", lexicon, .longestPerTheme))
    #expect(perTheme.themes.map(\.score) == [2, 2])
    #expect(perTheme.themes.map(\.count) == [1, 1])
    let longest = scorer.scores(matches("green bonds fund", lexicon, .longest))
    #expect(longest.themes.map(\.score) == [0, 2])
    let all = scorer.scores(matches("green bonds fund", lexicon, .all))
    #expect(all.themes.map(\.score) == [4, 4])
  }
}
