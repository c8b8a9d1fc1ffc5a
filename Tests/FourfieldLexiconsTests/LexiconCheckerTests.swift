import FourfieldCore
import FourfieldLexicons
import Testing

@Suite struct LexiconCheckerTests {
  private func findings(_ entries: String) throws -> [String] {
    var reader = try LexiconReader(
      file: "lexicon.yaml", yaml: "name: t\nlanguages: [en]\nthemes: [{id: a}]\n")
    reader.addTheme(
      file: "a.yaml",
      yaml: """
        theme: a
        groups:
          g:
            - concept: x
              weight: 1
              en: [\(entries)]
        """)
    return LexiconChecker.findings(try reader.finish()).map(\.description)
  }

  /// Two entries of the default lexicon stood so and never matched anything.
  @Test(arguments: [
    (entries: #""{match: Democrat, case: exact}""#, text: "{match: Democrat, case: exact}"),
    (
      entries: #"senate, {match: "{match: MP, weight: 2}", weight: 2}"#,
      text: "{match: MP, weight: 2}"
    ),
  ])
  func tellsRulesInQuotationMarks(entries: String, text: String) throws {
    let found = try findings(entries)
    #expect(found.count == 1)
    let message = "'\(text)': rules in quotation marks are no rules; take the marks away"
    #expect(found.first?.hasSuffix(message) == true, "\(found)")
  }

  @Test(arguments: [
    (entries: "{match: y, unless: [y]}", message: "'y' stands in its own unless"),
    (
      entries: #"{match: ÉY, case: exact, unless: {of: [z, "e{y,x}"], within: 2}}"#,
      message: "'ÉY' stands in its own unless"
    ),
    (entries: #""a\uFFFDb""#, message: "the character U+FFFD, which is hardly meant"),
    (entries: #""a\u202Eb""#, message: "the character U+202E, which is hardly meant"),
    (entries: #""a\u2069""#, message: "the character U+2069, which is hardly meant"),
  ])
  func tellsWhatIsHardlyMeant(entries: String, message: String) throws {
    let found = try findings(entries)
    #expect(found.count == 1 && found.first?.contains(message) == true, "\(found)")
  }

  @Test func leavesRulesAndChoicesAlone() throws {
    #expect(
      try findings(
        #"{match: Democrat, case: exact}, "{cap,price} match{,es}", {match: y, unless: [y z]}"#
      ).isEmpty)
  }

  /// Two entries are the same where their conditions are: with the patterns of these, their distance and their kind.
  @Test(arguments: [
    ("near: {of: [a, b], within: 2}", true), ("near: {of: [a], within: 2}", false),
    ("near: {of: [a, b], within: 3}", false), ("unless: {of: [a, b], within: 2}", false),
    ("case: fold", false),
  ])
  func tellsTheSameConditions(condition: String, isSame: Bool) throws {
    let found = try findings(
      "{match: y, near: {of: [a, b], within: 2}}, {match: z, near: {of: [a, b], within: 3}}, {match: y, \(condition)}"
    )
    #expect(found.count == (isSame ? 1 : 0), "\(found)")
    #expect(found.allSatisfy { $0.contains("'y' of 'x' stands twice in the concept") })
  }

  /// A condition must not be hashed for each alternative of its entry, which took the product of the two.
  @Test(.timeLimit(.minutes(1))) func looksAtAConditionOnce() throws {
    let place = SourceLocation(file: "t")
    func pattern(_ text: String) -> Pattern { Pattern(units: [Pattern.Unit(text: text)]) }
    var entry = Entry(
      concept: 0, text: "x", patterns: (0..<512).map { pattern("x\($0)") }, language: nil,
      location: place)
    entry.unless = Proximity(patterns: (0..<300_000).map { pattern("y\($0)") }, within: 1)
    let concept = Concept(
      id: "c", memberships: [Membership(theme: 0, group: "g", weight: 1)], entries: 0..<1,
      location: place)
    let lexicon = Lexicon(
      name: "t", themes: [Theme(id: "a")], concepts: [concept], entries: [entry])
    #expect(LexiconChecker.findings(lexicon).isEmpty)
  }
}
