import FourfieldCore
import FourfieldLexicons
import TestSupport
import Testing

@Suite struct LexiconCheckerTests {
  private func findings(_ entries: String) throws -> [String] {
    try findings(concepts: ["concept: x, weight: 1, en: [\(entries)]"])
  }

  private func findings(concepts: [String]) throws -> [String] {
    var reader = try LexiconReader(
      file: "lexicon.yaml", yaml: "name: t\nlanguages: [en]\nthemes: [{id: a}]\n")
    let items = concepts.map { "    - {\($0)}\n" }.joined()
    reader.addTheme(file: "a.yaml", yaml: "theme: a\ngroups:\n  g:\n\(items)")
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

  /// The findings of two concepts of two themes.
  private func findings(first: String, second: String) throws -> [String] {
    var reader = try LexiconReader(
      file: "lexicon.yaml", yaml: "name: t\nlanguages: [en, zh]\nthemes: [{id: a}, {id: b}]\n")
    for (theme, entries) in [("a", first), ("b", second)] {
      reader.addTheme(
        file: "\(theme).yaml",
        yaml: "theme: \(theme)\ngroups: {g: [{concept: \(theme)1, weight: 1, \(entries)}]}\n")
    }
    return LexiconChecker.findings(try reader.finish()).map(\.message)
  }

  @Test(arguments: [
    ("an entry in each language", "en: [x], zh: [中]", []),
    ("one for all languages", "any: [x]", []),
    ("none in one", "en: [x]", ["'a1' has no entry in zh"]),
    ("an acronym", "en: [x], zh: [{match: GDP, case: exact}]", []),
    (
      "Latin letters", "en: [x], zh: [GDP]",
      ["'GDP': Latin letters in a Chinese entry; acronyms need case: exact"]
    ),
    (
      "one pattern in two languages",
      "en: [{match: GDP, case: exact}], zh: [{match: GDP, case: exact}]", []
    ),
    ("Han characters", "en: [中], zh: [中]", ["'中': Han characters in an entry of language en"]),
    ("Greek", "any: [cοp]", ["'cοp': the letter 'ο' of another script among Latin letters"]),
    ("Cyrillic", "any: [cоp]", ["'cоp': the letter 'о' of another script among Latin letters"]),
    (
      "two themes", "any: [y]",
      ["'y' of 'b1' can never match: 'a1' has it at a.yaml:2:45, in another theme"]
    ),
  ])
  func tellsOfLanguagesAndThemes(name: String, entries: String, expected: [String]) throws {
    #expect(try findings(first: entries, second: "any: [y]") == expected, "\(name)")
  }

  @Test func tellsOfLanguagesThatNoPassageIsIn() throws {
    var reader = try LexiconReader(
      file: "lexicon.yaml", yaml: "name: t\nlanguages: [xx, en]\nthemes: [{id: a}]\n")
    reader.addTheme(
      file: "a.yaml", yaml: "theme: a\nblock: [{concept: c, xx: [x, y], en: [z]}]\n")
    let found = LexiconChecker.findings(try reader.finish()).map(\.description)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("a.yaml:2:27: entries in 'xx' are never looked for") == true)
  }

  @Test func leavesRulesAndChoicesAlone() throws {
    #expect(
      try findings(
        #"{match: Democrat, case: exact}, "{cap,price} match{,es}", {match: y, unless: [y z]}"#
          + #", "econom{ía,ia}", {match: US, case: exact}, {match: us, case: exact}"#
      ).isEmpty)
  }

  /// Quotes are compared as quotes also where case counts, and what an entry of all languages has is gone for those of one.
  @Test func tellsWhatFoldsAlike() throws {
    #expect(
      try findings(
        "{match: l'Eau, case: exact}, {match: l’Eau, case: exact}, {match: l'eau, case: exact}"
      ).count == 1)
    let found = try findings(concepts: [
      "concept: x, weight: 1, any: [plain], en: [other]",
      "concept: y, weight: 1, en: [plain, y, y]", "concept: z, weight: 1, en: [other]",
    ])
    #expect(found.count == 3, "\(found)")
    #expect(found.first?.contains("'plain' of 'y' can never match: 'x' has it") == true)
    #expect(found.dropFirst().first?.contains("'y' of 'y' stands twice") == true)
    #expect(found.last?.contains("'other' of 'z' can never match: 'x' has it") == true)
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
  @Test func looksAtAConditionOnce() throws {
    let time = ThreadTime()
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
    #expect(time.seconds < ThreadTime.limit)
  }
}
