import FourfieldCore
import TestSupport
import Testing

@testable import FourfieldLexicons

@Suite struct LexiconReaderTests {
  private let header = "name: t\nlanguages: [en, zh]\nthemes: [{id: a}, {id: b, reported: false}]\n"

  @Test func reads() throws {
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: header)
    reader.addTheme(
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
    let lexicon = try reader.finish()
    #expect(lexicon.concepts.map(\.id) == ["trade", "trade-wind"])
    #expect(lexicon.concepts[1].isBlocker)
    #expect(lexicon.concepts[0].memberships.map(lexicon.groupName) == ["a/g", "b/h"])
    #expect(lexicon.entries.map(\.text) == ["trade", "FTA", "trade wind"])
    #expect(lexicon.entries[1].comparison == .exact)
    #expect(lexicon.entries[1].weight(in: lexicon.concepts[0].memberships[0]) == 3)
    #expect(lexicon.concepts[0].tests.map(\.expectsMatch) == [true, false])
  }

  /// Entries are numbered as they stand in the file, be they blockers or not.
  @Test func keepsTheOrderOfTheFile() throws {
    let parts = [
      "groups: {g: [{concept: trade, weight: 1, en: [trade]}]}\n",
      "block: [{concept: no-trade, en: [trade]}]\n",
    ]
    for (yaml, first) in [(parts[0] + parts[1], "trade"), (parts[1] + parts[0], "no-trade")] {
      var reader = try LexiconReader(file: "lexicon.yaml", yaml: header)
      reader.addTheme(file: "a.yaml", yaml: yaml + "theme: a\n")
      #expect(try reader.finish().concepts.first?.id == first)
    }
  }

  /// Keys that hold no end of values, and what only looks like them; both kinds of aliases stay where they are values.
  @Test(
    arguments: [
      ("? *a29\n: x", 33), ("{*a29 : x}", 33), ("[*a29]: x", 33), ("- ? [*a28]\n  : y", 33),
      ("[*a29]:1", 33), ("[*a29]:[]", 33), ("?[*a29]:1", 33), ("?*a29", 33), ("{[*a29]:1}", 33),
      ("y: {*a29 : x}", 33), ("!t [*a29]: 1", 33),
    ] as [(String, Int)])
  func refusesAliasesAsKeys(key: String, line: Int) throws {
    let time = ThreadTime()
    let bomb = (1..<30).map { "  a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
    let yaml = "theme: a\nx:\n  a0: &a0 [x]\n\(bomb)\(key)\n"
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: header)
    reader.addTheme(file: "a.yaml", yaml: yaml)
    let error = #expect(throws: LexiconErrors.self) { try reader.finish() }
    #expect(
      error?.errors.map(\.description) == [
        "a.yaml:\(line):1: found a list, a mapping or an alias as a key beside anchors, expected a word"
      ])
    #expect(time.seconds < ThreadTime.limit)
    // The anchor may stand directly behind a quoted key.
    var tight = try LexiconReader(file: "lexicon.yaml", yaml: header)
    let quoted = (1..<30).map { "  \"a\($0)\":&a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
    tight.addTheme(
      file: "a.yaml", yaml: "theme: a\nx:\n  \"a0\":&a0 [x]\n\(quoted)\(key)\n")
    let other = #expect(throws: LexiconErrors.self) { try tight.finish() }
    #expect(other?.errors.count == 1)
    #expect(other?.errors.first?.message.hasPrefix("found a list, a mapping or an alias") == true)
  }

  /// Signs in a text are neither anchors nor aliases.
  @Test func readsSignsInTexts() throws {
    var reader = try LexiconReader(
      file: "lexicon.yaml",
      yaml:
        "name: t\ntitle: |\n  Q &A on *trade* and more\n  the notes [1]: coded by hand\nthemes: [{id: a}]\n"
    )
    reader.addTheme(
      file: "a.yaml", yaml: "theme: a\ngroups:\n  g:\n    - {concept: x, weight: 1, any: [y]}\n")
    #expect(try reader.finish().title.contains("notes [1]: coded"))
  }

  @Test func readsAliasesAsValues() throws {
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: header)
    reader.addTheme(
      file: "a.yaml",
      yaml: """
        theme: a
        groups:
          g:
            - concept: one
              weight: 1
              en: &words [trade, "is it? yes", "R&D: *ción"]
            - concept: two
              weight: 1
              en: *words
        """)
    #expect(try reader.finish().entries.count == 6)
  }

  @Test(arguments: [
    ("theme: c\n", "a.yaml:1:8: found theme 'c', expected one of a, b"),
    (
      "theme: a\ngrups: {}\n",
      "a.yaml:2:1: found key 'grups' in a theme's file, expected one of theme, groups, block"
    ),
    (
      "theme: a\ngroups:\n  g:\n    - concept: x\n      weight: 1\n      en: [\"a{b\"]\n",
      "a.yaml:6:14: found '{' without a '}' after it, expected pairs"
    ),
    (
      "theme: a\ngroups:\n  g:\n    - concept: x\n      weight: heavy\n      en: [a]\n",
      "a.yaml:5:15: found weight 'heavy', expected a number from -1000000000 to 1000000000"
    ),
  ])
  func refuses(yaml: String, message: String) throws {
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: header)
    reader.addTheme(file: "a.yaml", yaml: yaml)
    let error = #expect(throws: LexiconErrors.self) { try reader.finish() }
    #expect(error?.description == message)
  }

  /// An error is one line, whatever it quotes: found by the damaged lexicons of FuzzTests.
  @Test func anErrorIsOneLine() {
    let error = LexiconError(SourceLocation(file: "a.yaml"), "found 'a\n\r\u{2028}b\u{1B}[31m'")
    #expect(error.description == "a.yaml: found 'a   b [31m'")
  }

  /// A concept stands once in a lexicon, whatever the files.
  @Test(arguments: [false, true])
  func conceptsStandOnce(isTable: Bool) throws {
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: header)
    let yaml = "theme: a\nblock: [{concept: x, en: [c]}]\n"
    reader.addTheme(file: "a.yaml", yaml: yaml)
    if isTable {
      reader.addTable(file: "t.tsv", tsv: "theme\tconcept\tpattern\na\tw\tv\na\tx\ty\n")
    } else {
      reader.addTheme(file: "b.yaml", yaml: yaml)
    }
    let error = #expect(throws: LexiconErrors.self) { try reader.finish() }
    #expect(
      error?.description
        == "\(isTable ? "t.tsv:3:5" : "b.yaml:2:19"): found concept 'x' again, expected it once in the lexicon, first at a.yaml:2:19"
    )
  }

  /// With `case: exact` diacritics count anyway.
  @Test(
    arguments: [
      ("case: exact", .exact), ("diacritics: exact", .diacritics), ("case: fold", .folded),
      ("case: exact, diacritics: exact", .exact), ("diacritics: exact, case: exact", .exact),
      ("case: fold, diacritics: exact", .diacritics),
    ] as [(String, Entry.Comparison)])
  func comparisons(rules: String, comparison: Entry.Comparison) throws {
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: header)
    reader.addTheme(
      file: "a.yaml", yaml: "theme: a\nblock: [{concept: x, en: [{match: c, \(rules)}]}]\n")
    #expect(try reader.finish().entries[0].comparison == comparison)
  }

  @Test func tellsAllMistakesTogether() throws {
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: header)
    reader.addTheme(
      file: "a.yaml",
      yaml: """
        theme: a
        groups:
          g:
            - concept: x
              weight: 1
              en: ["a{b", fine, "*"]
            - concept: y
              weight: .nan
              en: [c]
            - concept: z
              weight: 1
              en: [{match: d, near: {of: [e], within: 99}}]
        """)
    reader.addTheme(file: "b.yaml", yaml: "theme: nowhere")
    let error = #expect(throws: LexiconErrors.self) { try reader.finish() }
    let places = error?.errors.map { "\($0.location)" }
    #expect(
      places == ["a.yaml:6:14", "a.yaml:6:26", "a.yaml:8:15", "a.yaml:12:47", "b.yaml:1:8"],
      "\(error?.description ?? "")")
  }

  @Test func readsConditions() throws {
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: header)
    reader.addTheme(
      file: "a.yaml",
      yaml: """
        theme: a
        groups:
          g:
            - concept: x
              weight: -1
              en:
                - {match: trade, near: {of: ["deficit{,s}", surplus], within: 8}, unless: [trade wind]}
                - {match: bank, unless: {of: [river], within: 3}}
        """)
    let lexicon = try reader.finish()
    #expect(lexicon.entries[0].near?.within == 8)
    #expect(lexicon.entries[0].near?.patterns.count == 3)
    #expect(lexicon.entries[0].unless?.within == 0)
    #expect(lexicon.entries[1].unless?.within == 3)
    #expect(lexicon.concepts[0].memberships[0].weight == -1)
  }

  /// The table says what the YAML says.
  @Test func readsTables() throws {
    var table = try LexiconReader(file: "lexicon.yaml", yaml: header)
    table.addTable(
      file: "entries.tsv",
      tsv: """
        theme\tgroup\tconcept\tlanguage\tpattern\tweight\tcase\tunless\tnear
        a\tg\ttrade\ten\ttrade\t2\t\ttrade wind\t8: deficit{,s} | surplus
        b\th\ttrade\ten\ttrade\t1\t\ttrade wind\t8: deficit{,s} | surplus
        a\tg\ttrade\tany\tFTA\t3\texact
        b\th\ttrade\tany\tFTA\t3\texact
        \t\ttrade-wind\ten\ttrade wind
        """)
    var yaml = try LexiconReader(file: "lexicon.yaml", yaml: header)
    yaml.addTheme(
      file: "a.yaml",
      yaml: """
        theme: a
        groups:
          g:
            - concept: trade
              themes: {a: 2, b/h: 1}
              en: [{match: trade, near: {of: ["deficit{,s}", surplus], within: 8}, unless: [trade wind]}]
              any: [{match: FTA, case: exact, weight: 3}]
        block:
          - concept: trade-wind
            en: [trade wind]
        """)
    let (left, right) = (try table.finish(), try yaml.finish())
    #expect(left.concepts.map(\.memberships) == right.concepts.map(\.memberships))
    #expect(left.concepts.map(\.entries) == right.concepts.map(\.entries))
    #expect(left.entries.map(\.patterns) == right.entries.map(\.patterns))
    #expect(left.entries.map(\.near) == right.entries.map(\.near))
    #expect(left.entries.map(\.unless) == right.entries.map(\.unless))
    #expect(left.entries.map(\.comparison) == right.entries.map(\.comparison))
    #expect(left.entries.map(\.weight) == right.entries.map(\.weight))
    #expect(left.entries.map(\.language) == right.entries.map(\.language))
  }

  /// Cells in quotes, as spreadsheets write them, are what stands between the quotes.
  @Test func tablesMayQuoteTheirCells() throws {
    var reader = try LexiconReader(
      file: "lexicon.yaml", yaml: "name: t\nlanguages: [en]\nthemes: [{id: a}]\n")
    reader.addTable(
      file: "t.tsv",
      tsv: [
        #"theme\t"concept"\tpattern\tweight\tunless\tnote"#,
        #"a\tc\t"tariff{,s}"\t"2"\t"3: war, ""cold"" | x"\t"a ""note"""\r"#,
        #"a\td\tthe "new" deal\t1"#,
      ].joined(separator: "\n").replacing("\\t", with: "\t").replacing("\\r", with: "\r"))
    let lexicon = try reader.finish()
    #expect(lexicon.entries.map(\.text) == ["tariff{,s}", "the \"new\" deal"])
    #expect(lexicon.entries[0].patterns.map { $0.units.map(\.text) } == [["tariff"], ["tariffs"]])
    #expect(
      lexicon.entries[0].unless?.patterns.map { $0.units.map(\.text) }
        == [["war", ",", "\"", "cold", "\""], ["x"]])
  }

  /// A theme is the same in either spelling of Unicode, as in YAML.
  @Test func tablesNameThemesInAnySpelling() throws {
    var reader = try LexiconReader(
      file: "lexicon.yaml",
      yaml: "name: t\nlanguages: [es]\nthemes: [{id: a}, {id: pol\u{ED}tica}]\n")
    reader.addTable(
      file: "t.tsv", tsv: "theme\tconcept\tpattern\npoli\u{301}tica\tx\ty\n")
    #expect(try reader.finish().concepts.map { $0.memberships.map(\.theme) } == [[1]])
  }

  /// The weights of a concept of two themes are those of the first pattern that weighs differently in them, wherever it stands.
  @Test func tablesWeighByTheme() throws {
    let header = "name: t\nlanguages: [en]\nthemes: [{id: a}, {id: b}]\ndefaults: {weight: 2.5}\n"
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: header)
    reader.addTable(
      file: "t.tsv",
      tsv: """
        theme\tconcept\tpattern\tweight
        b\tx\ttax\t3
        a\tx\ttax\t3
        a\tx\temissions\t-1
        b\tx\temissions\t2
        a\ty\ttrade\t
        b\tz\tport\t5
        a\tz\tport\t4
        """)
    let lexicon = try reader.finish()
    let weights = lexicon.entries.map { entry in
      lexicon.concepts[entry.concept].memberships.map { entry.weight(in: $0) }
    }
    #expect(lexicon.entries.map(\.text) == ["tax", "emissions", "trade", "port"])
    #expect(weights == [[3, 3], [-1, 2], [2.5], [4, 5]])
    #expect(lexicon.concepts.map { $0.memberships.map(\.theme) } == [[0, 1], [0], [0, 1]])
  }

  /// The rows of a concept are taken together where the first stands, and what stands there twice is two entries; blanks around cells are no matter.
  @Test(arguments: [
    ("line ends", "theme\tconcept\tpattern\r\na\tx\ty\r\na\tx\tz\r\n", ["x: y, z"]),
    ("blanks", "theme\tconcept \tpattern\na \tx\t y \n", ["x: y"]),
    ("rows apart", "theme\tconcept\tpattern\na\tx\ty\na\tw\tz\na\tx\tv\n", ["x: y, v", "w: z"]),
    (
      "rows twice", "theme\tconcept\tpattern\na\tx\ty\na\tx\ty\nb\tx\ty\nb\tx\ty\n", ["x: y, y"]
    ),
    ("empty lines", "theme\tconcept\tpattern\n\n \t\na\tx\ty\n\n", ["x: y"]),
  ])
  func gathersRows(name: String, tsv: String, expected: [String]) throws {
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: header)
    reader.addTable(file: "t.tsv", tsv: tsv)
    let lexicon = try reader.finish()
    let found = lexicon.concepts.map { concept in
      "\(concept.id): " + lexicon.entries[concept.entries].map(\.text).joined(separator: ", ")
    }
    #expect(found == expected, "\(name)")
    for (index, entry) in lexicon.entries.enumerated() {
      #expect(lexicon.concepts[entry.concept].entries.contains(index), "\(name)")
    }
  }

  /// An empty cell is what it is in a file: no case, no distance, the weight 1.
  @Test(
    arguments: [
      ("", .folded), ("exact", .exact), ("diacritics", .diacritics),
    ] as [(String, Entry.Comparison)])
  func comparisonsOfTables(cell: String, comparison: Entry.Comparison) throws {
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: header)
    reader.addTable(
      file: "t.tsv", tsv: "theme\tconcept\tpattern\tcase\tunless\na\tx\ty\t\(cell)\ta: b\n")
    let lexicon = try reader.finish()
    #expect(lexicon.entries[0].comparison == comparison)
    // A colon behind anything but a number is a sign.
    #expect(lexicon.entries[0].unless?.patterns.map { $0.units.map(\.text) } == [["a", ":", "b"]])
    #expect(lexicon.entries[0].unless?.within == 0)
    #expect(lexicon.concepts[0].memberships.map(\.weight) == [1])
  }

  /// No group is without a name: records hold it as `theme/group`.
  @Test func namesTheGroupOfRowsWithoutOne() throws {
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: header)
    reader.addTable(file: "t.tsv", tsv: "theme\tconcept\tpattern\na\tx\ty\n")
    #expect(try reader.finish().concepts[0].memberships.map(\.group) == ["all"])
  }

  @Test(arguments: [
    ("theme\tconcept\tpatern\n", "t.tsv:1:15: found column 'patern', expected one of theme"),
    ("theme\tconcept\n", "t.tsv:1:14: found no column 'pattern' in the header"),
    ("theme\tconcept\tpattern\nc\tx\ty\n", "t.tsv:2:1: found theme 'c', expected one of a, b"),
    ("theme\tconcept\tpattern\na\tx\ty{\n", "t.tsv:2:6: found '{' without a '}' after it"),
    ("theme\tconcept\tpattern\tweight\na\tx\ty\tinf\n", "t.tsv:2:7: found weight 'inf'"),
    ("theme\tconcept\tpattern\na\tx\ty\tz\n", "t.tsv:2:7: found 4 cells, expected at most 3"),
    ("theme\tconcept\tpattern\tnear\na\tx\ty\tz\n", "t.tsv:2:7: found 'z', expected words"),
    ("theme\tconcept\tpattern\tnear\na\tx\ty\t8: é | z{\n", "t.tsv:2:15: found '{' without"),
    ("theme\tconcept\tpattern\tunless\na\tx\ty\té|z}\n", "t.tsv:2:10: found '}' without"),
  ])
  func refusesTables(tsv: String, message: String) throws {
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: header)
    reader.addTable(file: "t.tsv", tsv: tsv)
    let error = #expect(throws: LexiconErrors.self) { try reader.finish() }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }

  /// A row that is wrong in several cells is mended in one go.
  @Test func namesEveryWrongCellOfARow() throws {
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: header)
    reader.addTable(
      file: "t.tsv",
      tsv: "theme\tconcept\tpattern\tweight\tcase\nq\tx\ty{\tten\tupper\na\tx\ty\tNaN\n")
    let error = try #require(#expect(throws: LexiconErrors.self) { try reader.finish() })
    let places = error.description.split(separator: "\n").map {
      $0.split(separator: " ").first.map(String.init) ?? ""
    }
    #expect(places == ["t.tsv:2:1:", "t.tsv:2:6:", "t.tsv:2:8:", "t.tsv:2:12:", "t.tsv:3:7:"])
  }

  /// A few lines of braces may not mean gigabytes of patterns: the entry that is too much is named once, and the rest is left unread.
  @Test(arguments: [
    (LexiconSize(atMost: 4), "a.yaml:6:20: found 6 words in all patterns up to here"),
    (LexiconSize(bytes: 12), "a.yaml:6:20: found 18 bytes in all patterns up to here"),
  ])
  func refusesWhatIsTooLarge(size: LexiconSize, message: String) throws {
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: header)
    reader.size = size
    reader.addTheme(
      file: "a.yaml",
      yaml: """
        theme: a
        groups:
          g:
            - {concept: x, weight: 1, en: ["a{b,c}d"]}
            - concept: y
              en: [{match: "e{f,g}h", unless: ["i{j,k}l"]}, "m{n"]
              weight: 1
        """)
    let error = try #require(#expect(throws: LexiconErrors.self) { try reader.finish() })
    #expect(error.description.hasPrefix(message), "\(error)")
    #expect(!error.description.contains("\n"), "what comes behind is read")
    var table = try LexiconReader(file: "lexicon.yaml", yaml: header)
    table.size = size
    table.addTable(
      file: "t.tsv",
      tsv: "theme\tconcept\tpattern\na\tx\ta{b,c}d\na\ty\te{f,g,h,i}j\na\tz\tm{n\n")
    let place = try #require(#expect(throws: LexiconErrors.self) { try table.finish() })
    #expect(place.description.hasPrefix("t.tsv:3:5: found "), "\(place)")
    #expect(!place.description.contains("\n"), "what comes behind is read")
  }

  /// What is as large as it may be is read; the patterns of conditions count too.
  @Test(arguments: ["near: {of: [%], within: 2}", "unless: [%]"])
  func takesWhatJustFits(condition: String) throws {
    let yaml = """
      theme: a
      block:
        - {concept: x, en: ["a{b,c}d"]}
        - {concept: y, en: [{match: "e{f,g}h", \(condition.replacing("%", with: #""i{j,k}l""#))}]}
      """
    func read(_ size: LexiconSize) throws -> Int {
      var reader = try LexiconReader(file: "lexicon.yaml", yaml: header)
      reader.size = size
      reader.addTheme(file: "a.yaml", yaml: yaml)
      return try reader.finish().entries.count
    }
    for size in [LexiconSize(atMost: 6), LexiconSize(bytes: 18)] { #expect(try read(size) == 2) }
    for size in [LexiconSize(atMost: 5), LexiconSize(bytes: 17)] {
      #expect(throws: LexiconErrors.self) { try read(size) }
    }
  }

  /// Five hundred alternatives in each of some patterns.
  @Test(arguments: [200, 201])
  func conditionsHaveAtMost100000Patterns(count: Int) throws {
    let numbers = (0..<500).map(String.init).joined(separator: ",")
    let list = (0..<count).map { "\"{\(numbers)}a\($0)\"" }.joined(separator: ", ")
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: header)
    reader.addTheme(
      file: "a.yaml",
      yaml: "theme: a\nblock:\n  - {concept: x, en: [{match: c, unless: [\(list)]}]}\n")
    if count == 200 {
      #expect(try reader.finish().entries[0].unless?.patterns.count == 100_000)
    } else {
      let error = try #require(#expect(throws: LexiconErrors.self) { try reader.finish() })
      #expect(error.description.contains("found more than 100000 patterns in one condition"))
    }
  }

  /// A distance is 1 to 50 words, in a file as in a table.
  @Test(arguments: [0, 1, 50, 51], ["near", "unless"])
  func distances(words: Int, rule: String) throws {
    var yaml = try LexiconReader(file: "lexicon.yaml", yaml: header)
    yaml.addTheme(
      file: "a.yaml",
      yaml:
        "theme: a\nblock:\n  - {concept: x, en: [{match: c, \(rule): {of: [d], within: \(words)}}]}\n"
    )
    var table = try LexiconReader(file: "lexicon.yaml", yaml: header)
    table.addTable(
      file: "t.tsv", tsv: "theme\tconcept\tpattern\t\(rule)\n\tx\tc\t\(words): d\n")
    for reader in [yaml, table] {
      if (1...50).contains(words) {
        let entry = try reader.finish().entries[0]
        #expect((rule == "near" ? entry.near : entry.unless)?.within == words)
      } else {
        let error = #expect(throws: LexiconErrors.self) { try reader.finish() }
        #expect(error?.description.contains("from 1 to 50") == true, "\(error?.description ?? "")")
      }
    }
  }
}
