import FourfieldCore
import FourfieldLexicons
import Testing

@Suite struct LexiconReaderTests {
  private let header = "name: t\nlanguages: [en, zh]\nthemes: [{id: a}, {id: b, reported: false}]\n"

  @Test func reads() throws {
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: header)
    try reader.addTheme(
      file: "a.yaml",
      yaml: """
        theme: a
        groups:
          g:
            - concept: trade
              themes: {a: 2, b/h: 1}
              en: [trade, {match: FTA, case: exact, weight: 3}]
              tests: {"yes": ["Trade grew"], "no": ["Tirade"]}
        block:
          - concept: trade-wind
            en: [trade wind]
        """)
    let lexicon = reader.finish()
    #expect(lexicon.concepts.map(\.id) == ["trade", "trade-wind"])
    #expect(lexicon.concepts[1].isBlocker)
    #expect(lexicon.concepts[0].memberships.map(lexicon.groupName) == ["a/g", "b/h"])
    #expect(lexicon.entries.map(\.text) == ["trade", "FTA", "trade wind"])
    #expect(lexicon.entries[1].comparison == .exact)
    #expect(lexicon.entries[1].weight(in: lexicon.concepts[0].memberships[0]) == 3)
    #expect(lexicon.concepts[0].tests.map(\.expectsMatch) == [true, false])
  }

  @Test(arguments: [
    ("theme: c\n", "a.yaml:1:8: found theme 'c', expected one of a, b"),
    (
      "theme: a\ngrups: {}\n",
      "a.yaml:2:1: found key 'grups' in a theme's file, expected one of theme, groups, block"
    ),
    (
      "theme: a\ngroups:\n  g:\n    - concept: x\n      weight: 1\n      en: [\"a{b\"]\n",
      "a.yaml:6:13: found '{' without a '}' after it"
    ),
    (
      "theme: a\ngroups:\n  g:\n    - concept: x\n      weight: heavy\n      en: [a]\n",
      "a.yaml:5:15: found weight 'heavy', expected a number of 0 or more"
    ),
  ])
  func refuses(yaml: String, message: String) throws {
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: header)
    let error = #expect(throws: LexiconError.self) {
      try reader.addTheme(file: "a.yaml", yaml: yaml)
    }
    #expect(error?.description == message)
  }
}
