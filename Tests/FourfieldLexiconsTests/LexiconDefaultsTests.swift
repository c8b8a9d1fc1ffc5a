import FourfieldCore
import Testing

@testable import FourfieldLexicons

/// What a lexicon means where it does not say.
@Suite struct LexiconDefaultsTests {
  private let header = "name: t\nlanguages: [en, zh]\nthemes: [{id: a}, {id: b, reported: false}]\n"

  /// A concept without a weight takes the lexicon's, and 1 where there is none, as a row of a table does.
  @Test(arguments: [("", 1), ("defaults: {weight: 2}\n", 2), ("defaults: {}\n", 1)])
  func weightMayBeADefault(defaults: String, weight: Double) throws {
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: header + defaults)
    reader.addTheme(file: "a.yaml", yaml: "theme: a\ngroups: {g: [{concept: x, en: [trade]}]}\n")
    reader.addTable(file: "entries.tsv", tsv: "theme\tconcept\tpattern\na\ty\tyes\n")
    #expect(
      try reader.finish().concepts.map { $0.memberships.map(\.weight) } == [[weight], [weight]])
  }

  /// An entry's own rules go before those of the lexicon.
  @Test(
    arguments: [
      ("", [.folded, .exact, .folded, .diacritics, .folded]),
      ("defaults: {case: exact}\n", [.exact, .exact, .folded, .exact, .exact]),
      (
        "defaults: {case: exact, diacritics: exact}\n",
        [.exact, .exact, .diacritics, .exact, .exact]
      ),
      (
        "defaults: {diacritics: exact}\n", [.diacritics, .exact, .diacritics, .diacritics, .folded]
      ),
    ] as [(String, [Entry.Comparison])])
  func comparisonMayBeADefault(defaults: String, expected: [Entry.Comparison]) throws {
    let yaml = """
      theme: a
      groups:
        g:
          - concept: x
            en:
              - one
              - {match: two, case: exact}
              - {match: three, case: fold}
              - {match: four, diacritics: exact}
              - {match: five, diacritics: fold}
      """
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: header + defaults)
    reader.addTheme(file: "a.yaml", yaml: yaml)
    #expect(try reader.finish().entries.map(\.comparison) == expected)
  }

  /// The same in a table, whose cells say one of three.
  @Test(
    arguments: [("", .folded), ("defaults: {case: exact}\n", .exact)]
      as [(String, Entry.Comparison)])
  func comparisonMayBeADefaultOfTables(defaults: String, expected: Entry.Comparison) throws {
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: header + defaults)
    let cells = ["", "exact", "diacritics", "fold"]
    let rows = cells.map { "a\tx\tp\($0)\t\($0)\n" }.joined()
    reader.addTable(file: "entries.tsv", tsv: "theme\tconcept\tpattern\tcase\n" + rows)
    let lexicon = try reader.finish()
    #expect(lexicon.entries.map(\.comparison) == [expected, .exact, .diacritics, .folded])
  }

  /// A lexicon that lists no languages is of those that its entries are in, as far as they can be told in a text.
  @Test func languagesMayBeLeftOut() throws {
    let bare = "name: t\nthemes: [{id: a}]\n"
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: bare)
    reader.addTheme(
      file: "a.yaml",
      yaml: "theme: a\ngroups: {g: [{concept: x, zh: [贸易], any: [WTO], en: [trade]}]}\n")
    #expect(try reader.finish().languages == [.english, .chinese])
    var other = try LexiconReader(file: "lexicon.yaml", yaml: bare)
    other.addTheme(
      file: "a.yaml", yaml: "theme: a\ngroups: {g: [{concept: x, wheight: [trade]}]}\n")
    let error = #expect(throws: LexiconErrors.self) { try other.finish() }
    #expect(
      error?.description
        == "a.yaml:2:27: found key 'wheight' in a concept, expected one of concept, weight, themes, any, tests, note, en, es, pt, zh"
    )
  }

  @Test func refusesUnknownDefaults() {
    #expect(throws: LexiconErrors.self) {
      try LexiconReader(file: "lexicon.yaml", yaml: header + "defaults: {colour: red}\n")
    }
  }

  /// The weight of a concept goes before that of the lexicon; its themes are in the order of the lexicon.
  @Test func ownWeightsGoBeforeTheDefault() throws {
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: header + "defaults: {weight: 2}\n")
    reader.addTheme(
      file: "a.yaml",
      yaml: """
        theme: a
        groups:
          g:
            - {concept: x, weight: 3, en: [c]}
            - {concept: y, themes: {b: 4, a: 5}, en: [d]}
            - {concept: z, en: [e]}
        """)
    let lexicon = try reader.finish()
    #expect(lexicon.title == "t")
    #expect(lexicon.themes.map(\.isReported) == [true, false])
    #expect(lexicon.concepts.map { $0.memberships.map(\.weight) } == [[3], [5, 4], [2]])
    #expect(lexicon.concepts[1].memberships.map(lexicon.groupName) == ["a/g", "b/g"])
  }
}
