import FourfieldCore
import FourfieldLexicons
import Testing

/// Every mistake is told, with its place, what was found and what was expected, in the order of place.
@Suite struct LexiconMistakeTests {
  private static let header = "name: t\nlanguages: [en, zh]\nthemes: [{id: a}, {id: b}]\n"

  /// The mistakes of a theme's file, without their sentences where those do not matter.
  private func mistakes(_ add: (inout LexiconReader) -> Void) throws -> [String] {
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: Self.header)
    add(&reader)
    do {
      _ = try reader.finish()
      return []
    } catch {
      return error.errors.map(\.description)
    }
  }

  private func expect(_ found: [String], _ expected: [String]) {
    #expect(found.count == expected.count, "\(found)")
    for (message, start) in zip(found, expected) {
      #expect(message.hasPrefix(start), "\(message) is not \(start)")
      #expect(message.contains("expected"), "\(message)")
    }
  }

  @Test(arguments: [
    (
      name: "a rule of each kind", entry: #"{match: "*", weight: x, foo: 1}"#,
      expected: ["3:32: found the wildcard", "3:44: found weight 'x'", "3:47: found key 'foo'"]
    ),
    (
      name: "a condition", entry: #"{match: a, near: {of: ["*","{"], within: 99}}"#,
      expected: ["3:47: found the wildcard", "3:51: found '{'", "3:64: found '99'"]
    ),
    (
      name: "conditions without a pattern",
      entry: "{match: a, near: {of: [], within: 2}, unless: []}",
      expected: ["3:45: found an empty list", "3:69: found an empty list"]
    ),
    (
      name: "patterns without quotes",
      entry: "{rise,fall}, trade: war, ?gas, {pattern: x}, {mach: x}",
      expected: [
        "3:23: found a mapping with the keys rise, fall, expected a pattern or {match: pattern}; a pattern with braces",
        "3:36: found a mapping with the keys trade, expected",
        "3:48: found a mapping with the keys gas",
        "3:54: found a mapping with the keys pattern, expected", "3:69: found key 'mach'",
      ]
    ),
    (
      name: "rules that speak against each other",
      entry: "{match: a, case: exact, diacritics: fold}",
      expected: ["3:59: found diacritics: fold beside case: exact"]
    ),
    (
      name: "numbers with signs", entry: #"{match: "a <+1-+3> b", near: {of: [c], within: +8}}"#,
      expected: ["3:32: found '<+1-+3>' in 'a <+1-+3> b'", "3:70: found '+8'"]
    ),
    (
      name: "a brace behind marks", entry: "\"e\u{301}e\u{301}}x\"",
      expected: ["3:28: found '}' without a '{' before it"]
    ),
    (
      name: "nothing but wrong keys", entry: "{near: [b]}",
      expected: ["3:23: found no key 'match'", "3:30: found near without a distance"]
    ),
    (
      name: "escaped controls", entry: #""a\u0007b", "a\0b", "a\x7fb", "\ufffe""#,
      expected: [
        "3:25: found the control character U+0007", "3:37: found the control character U+0000",
        "3:45: found the control character U+007F", "3:54: found the non-character U+FFFE",
      ]
    ),
    (name: "a huge weight", entry: "{match: a, weight: 1.7e308}", expected: ["3:42: found weight"]),
    (name: "a weight below", entry: "{match: a, weight: -1e10}", expected: ["3:42: found weight"]),
    (name: "the largest weight", entry: "{match: a, weight: -1000000000}", expected: []),
  ])
  func inEntries(name: String, entry: String, expected: [String]) throws {
    let yaml = "theme: a\nblock:\n  - {concept: x, en: [\(entry)]}\n"
    let found = try mistakes { $0.addTheme(file: "a.yaml", yaml: yaml) }
    expect(found, expected.map { "a.yaml:" + $0 })
  }

  @Test(arguments: [
    (
      name: "themes", concept: "{concept: x, themes: {a: 1, q: 1, b/x: abc, b/: 1}, en: [c]}",
      expected: [
        "4:38: found theme 'q', expected one of a, b", "4:46: found weight 'abc'",
        "4:51: found 'b/' without a group",
      ]
    ),
    (
      name: "a theme twice", concept: "{concept: x, themes: {a: 1, a/g: 2}, en: [c]}",
      expected: ["4:35: found theme 'a' again, expected one group in each theme"]
    ),
    (
      name: "two groups of a theme", concept: "{concept: x, themes: {a/g: 1, a/h: 2}, en: [c]}",
      expected: ["4:37: found theme 'a' again, expected one group in each theme"]
    ),
    (
      name: "another file's theme", concept: "{concept: x, themes: {b: 1}, en: [c]}",
      expected: ["4:28: found no weight for 'a', expected one, as it is the theme of this file"]
    ),
    (
      name: "both", concept: "{concept: x, weight: 1, themes: {a: 1}, en: [c]}",
      expected: ["4:28: found a weight beside themes, expected one of the two"]
    ),
    (
      name: "no name",
      concept: #"{concept: "", weight: 1e300, xx: 1, en: ["*"], tests: {maybe: []}}"#,
      expected: [
        "4:17: found an empty concept", "4:29: found weight '1e300'", "4:36: found key 'xx'",
        "4:49: found the wildcard", "4:62: found key 'maybe'",
      ]
    ),
    (
      name: "no entry", concept: "{concept: x, weight: 1}",
      expected: ["4:17: found concept 'x' without an entry"]
    ),
  ])
  func inConcepts(name: String, concept: String, expected: [String]) throws {
    let yaml = "theme: a\ngroups:\n  g:\n    - \(concept)\n"
    let found = try mistakes { $0.addTheme(file: "a.yaml", yaml: yaml) }
    expect(found, expected.map { "a.yaml:" + $0 })
  }

  @Test(arguments: [
    (
      name: "an empty group",
      yaml: "theme: a\ngroups:\n  \"\": [{concept: x, weight: 1, en: [c]}]\n",
      expected: ["3:3: found an empty group, expected a name"]
    ),
    (
      name: "weights of a blocker",
      yaml: "theme: a\nblock: [{concept: x, weight: 1, themes: {a: 1}, en: [c]}]\n",
      expected: ["2:30: found weight of a blocker", "2:41: found themes of a blocker"]
    ),
    (
      name: "a wrong theme", yaml: "grups: {}\ntheme: q\nblock: [{concept: x, en: ['*']}]\n",
      expected: ["1:1: found key 'grups'", "2:8: found theme 'q'", "3:28: found the wildcard"]
    ),
    (
      name: "half a pair", yaml: "theme: \"\\ud800\"\n",
      expected: ["1:11: found half a surrogate pair, U+D800, expected a whole one"]
    ),
    (
      name: "no character", yaml: "theme: \"\\U00110000\"\n",
      expected: ["1:11: found an escape beyond the last character, expected at most"]
    ),
    (name: "a tab", yaml: "theme: a\n\tx: b\n", expected: ["2:1: found a tab, expected blanks"]),
    (
      name: "two documents", yaml: "theme: a\n---\ntheme: b\n",
      expected: ["2:1: found a second document in the file, expected one"]
    ),
    (
      name: "an open list", yaml: "theme: [a",
      expected: ["2:1: found the end of the file, expected ',' or ']'"]
    ),
    (
      name: "braces", yaml: "theme: [a{b,c}]",
      expected: [
        "1:10: found '{', expected ',' or ']'; entries with braces, commas or colons need quotes"
      ]
    ),
    (
      name: "an alias", yaml: "theme: *gas\n",
      expected: ["1:8: found an alias of nothing, expected its anchor before it; entries that"]
    ),
  ])
  func inFiles(name: String, yaml: String, expected: [String]) throws {
    let found = try mistakes { $0.addTheme(file: "a.yaml", yaml: yaml) }
    expect(found, expected.map { "a.yaml:" + $0 })
    if !name.hasPrefix("braces") { #expect(!"\(found)".contains("braces"), "\(found)") }
  }

  @Test(arguments: [
    (
      name: "all at once",
      yaml: """
      name: [x]
      themes: [{id: a, x: 1}, {id: a}, {id: ""}, {id: b/c}]
      defaults: {weight: 1e10}
      """,
      expected: [
        "1:7: found a list", "2:18: found key 'x'", "2:25: found theme 'a' again, expected it once",
        "2:39: found an empty theme", "2:49: found theme 'b/c'", "3:20: found weight '1e10'",
      ]
    ),
    (name: "no theme", yaml: "name: t\nthemes: []\n", expected: ["2:9: found no theme, expected"]),
  ])
  func inTheHeader(name: String, yaml: String, expected: [String]) throws {
    let error = #expect(throws: LexiconErrors.self) {
      try LexiconReader(file: "lexicon.yaml", yaml: yaml)
    }
    expect((error?.errors ?? []).map(\.description), expected.map { "lexicon.yaml:" + $0 })
  }

  /// A key that is only misspelt is one mistake.
  @Test(arguments: [
    ("wieght: 1, concept: x, en: [c]", "found key 'wieght'"),
    ("weight: 1, concpt: x, en: [c]", "found key 'concpt'"),
    ("weight: 1, concept: x, fr: [c]", "found key 'fr'"),
    ("weight: 1, concept: x, en: [{mach: c}]", "found key 'mach'"),
  ])
  func misspeltKeys(concept: String, message: String) throws {
    let found = try mistakes {
      $0.addTheme(file: "a.yaml", yaml: "theme: a\ngroups: {g: [{\(concept)}]}\n")
    }
    #expect(found.count == 1 && found[0].contains(message), "\(found)")
  }

  /// A key that is nothing like the one that is missing is told beside it.
  @Test func otherKeysAreNoMisspelling() throws {
    let found = try mistakes {
      $0.addTheme(
        file: "a.yaml", yaml: "theme: a\ngroups: {g: [{conxyzt: x, weight: 1, en: [c]}]}\n")
    }
    expect(found, ["a.yaml:2:14: found no key 'concept'", "a.yaml:2:15: found key 'conxyzt'"])
  }

  /// What is wrong in the themes of `lexicon.yaml` is not held against the rows.
  @Test func tablesBesideWrongThemes() throws {
    var reader = LexiconReader(file: "lexicon.yaml")
    reader.addHeader(yaml: "name: t\nlanguages: [en]\nthemes: [{id: a}, {id: c, color: x}]\n")
    reader.addTable(
      file: "t.tsv",
      tsv: "theme\tgroup\tconcept\tpattern\na\tg\tx\ty\nb\th\tx\ty\nc\ti\tx\tz\n")
    let error = #expect(throws: LexiconErrors.self) { try reader.finish() }
    expect(
      (error?.errors ?? []).map(\.description),
      ["lexicon.yaml:3:27: found key 'color'"])
  }

  @Test func inNamesAndLanguages() throws {
    var reader = LexiconReader(file: "lexicon.yaml")
    reader.addHeader(yaml: "name: ''\nlanguages: [en, '', en]\nthemes: [{id: a}]\n")
    let error = #expect(throws: LexiconErrors.self) { try reader.finish() }
    expect(
      (error?.errors ?? []).map(\.description),
      [
        "lexicon.yaml:1:7: found an empty name", "lexicon.yaml:2:17: found an empty language",
        "lexicon.yaml:2:21: found language 'en' again",
      ])
  }

  @Test(arguments: [
    (
      name: "names of several lines",
      yaml: "name: \"a\\nb\"\nversion: \"1\\u2028\"\nthemes: [{id: \"a\\rb\"}]\n",
      expected: [
        "1:7: found a name with a line end in it, expected it in one line",
        "2:10: found a name with a line end in it", "3:15: found a name with a line end in it",
      ]
    ),
    (
      name: "no name", yaml: "name: \"\"\nthemes: [{id: a}]\n",
      expected: ["1:7: found an empty name"]
    ),
    (
      name: "another kind of name", yaml: "name: [a]\nthemes: [{id: a}]\n",
      expected: ["1:7: found a list, expected text"]
    ),
  ])
  func inHeaders(name: String, yaml: String, expected: [String]) throws {
    var found: [String] = []
    do {
      var reader = try LexiconReader(file: "lexicon.yaml", yaml: yaml)
      reader.addTheme(file: "a.yaml", yaml: "block:\n  - {concept: x, en: [y]}\n")
      _ = try reader.finish()
    } catch {
      found = error.errors.map(\.description)
    }
    expect(found, expected.map { "lexicon.yaml:" + $0 })
  }

  @Test func aLexiconHasAnEntry() throws {
    let found = try mistakes { $0.addTheme(file: "a.yaml", yaml: "theme: a\n") }
    expect(found, ["lexicon.yaml: found a lexicon without an entry, expected at least one"])
  }

  @Test(arguments: [
    (
      name: "the header", tsv: "theme\tgrüp\tpattern\tpattern\n",
      expected: [
        "1:7: found column 'grüp'", "1:20: found column 'pattern' again",
        "1:27: found no column 'concept'",
      ]
    ),
    (
      name: "a misspelt column", tsv: "Theme\tconept\tpattern\na\tx\ty\n",
      expected: ["1:1: found column 'Theme'", "1:7: found column 'conept'"]
    ),
    (name: "nothing", tsv: "", expected: ["1:1: found no header, expected theme, group,"]),
    (
      name: "commas", tsv: "theme,concept,pattern\na,x,y\n",
      expected: [
        "1:1: found 'theme,concept,pattern' as the header, expected theme, group, concept, language, pattern, weight, case, unless, near, note with tabs between them in the first line"
      ]
    ),
    (
      name: "no header", tsv: "a\tx\ty\nb\tz\tv\n",
      expected: ["1:1: found 'a x y' as the header"]
    ),
    (
      name: "old line ends", tsv: "theme\tconcept\tpattern\ra\tx\ty\r",
      expected: ["1:1: found carriage returns alone as line ends, expected line feeds"]
    ),
    (
      name: "in quotes", tsv: "\"theme\"\tconcept\tpattern\na\tx\t\"y{,\"\n\"q\"\tx\t\"*\"\n",
      expected: [
        "2:7: found '{' without", "3:2: found theme 'q'", "3:8: found the wildcard '*' alone",
      ]
    ),
    (
      name: "controls",
      tsv: "theme\tconcept\tpattern\tnote\na\tx\ty\u{7}\tn\u{1B}\na\tz\u{9B}\ty\n",
      expected: ["2:6: found the control", "2:9: found the control", "3:4: found the control"]
    ),
    (
      name: "a row", tsv: "theme\tconcept\tpattern\tweight\tnear\nq\tx\t-\t-1e10\t8: a||b\tc\td\n",
      expected: [
        "2:1: found theme 'q'", "2:5: found an empty pattern", "2:7: found weight '-1e10'",
        "2:18: found an empty pattern", "2:21: found 7 cells",
      ]
    ),
    (
      name: "conditions",
      tsv: "theme\tconcept\tpattern\tnear\tunless\na\tx\ty\t8:\t 3 : \na\tx\tz\t+8: b\t\n",
      expected: [
        "2:9: found an empty pattern", "2:14: found an empty pattern",
        "3:7: found '+8: b', expected words from 1 to 50 and patterns",
      ]
    ),
    (
      name: "behind marks",
      tsv: "theme\tconcept\tpattern\na\tx\te\u{301}e\u{301}}x\na\ty\te\u{301}\u{7}\n",
      expected: ["2:9: found '}' without a '{' before it", "3:7: found the control"]
    ),
    (
      name: "a blocker", tsv: "theme\tconcept\tpattern\na\tx\ty\n\tx\tz\n\tw\tv\n",
      expected: ["3:1: found a blocker's row of 'x', which has a theme at t.tsv:2:1, expected"]
    ),
    (
      name: "two groups of a theme",
      tsv:
        "theme\tgroup\tconcept\tpattern\na\tg\tx\ty\nb\th\tx\ty\na\tg\tx\tz\nb\th\tx\tz\na\th\tx\tv\nb\th\tx\tv\n",
      expected: [
        "6:1: found 'x' in group 'h', which is in group 'g' at t.tsv:2:1, expected one group in each theme"
      ]
    ),
    (
      name: "a pattern under one of two themes",
      tsv: "theme\tconcept\tpattern\na\tx\ty\nb\tx\ty\na\tx\tz\nb\tx\ty\n",
      expected: [
        "4:1: found 'z' of 'x' not under each of its themes, expected a row for each of a, b",
        "5:1: found 'y' of 'x' not under each of its themes",
      ]
    ),
    (
      name: "a rule under one of two themes",
      tsv: "theme\tconcept\tpattern\tcase\na\tx\ty\texact\nb\tx\ty\n",
      expected: ["2:1: found 'y' of 'x' not under each", "3:1: found 'y' of 'x' not under each"]
    ),
    (
      name: "weights that differ twice",
      tsv: "theme\tconcept\tpattern\tweight\na\tx\ty\t1\nb\tx\ty\t2\na\tx\tz\t3\nb\tx\tz\t4\n",
      expected: ["5:1: found weight 4.0 beside 3.0 in another theme, expected one weight"]
    ),
    (
      name: "a hexadecimal weight", tsv: "theme\tconcept\tpattern\tweight\na\tx\ty\t0x10\n",
      expected: ["2:7: found weight '0x10'"]
    ),
    (
      name: "a blocker's weight", tsv: "theme\tconcept\tpattern\tweight\n\tx\ty\t2\n",
      expected: ["2:6: found weight of a blocker"]
    ),
  ])
  func inTables(name: String, tsv: String, expected: [String]) throws {
    let found = try mistakes { $0.addTable(file: "t.tsv", tsv: tsv) }
    expect(found, expected.map { "t.tsv:" + $0 })
  }

  /// Concepts, entries and themes of lexicons put together refer to each other as before.
  @Test func lexiconsTogetherAreOne() throws {
    func lexicon(_ name: String, themes: String, concept: String) throws -> Lexicon {
      var reader = try LexiconReader(
        file: "lexicon.yaml",
        yaml:
          "name: \(name)\nversion: \(name)1\nlanguages: [en]\nthemes: [\(themes)]\ncodebook: \(name)!\n"
      )
      reader.addTheme(
        file: "a.yaml",
        yaml:
          "theme: a\ngroups: {g: [{concept: \(concept), weight: 1, en: [\(concept)1, \(concept)2]}]}\n"
      )
      return try reader.finish()
    }
    let merged = try LexiconMerger.merge([
      lexicon("t", themes: "{id: b}, {id: a}", concept: "x"),
      lexicon("u", themes: "{id: a}, {id: c}", concept: "y"),
    ])
    #expect(merged.name == "t+u")
    #expect(merged.version == "t1+u1")
    #expect(merged.codebook == "t!\nu!")
    #expect(merged.languages == [.english])
    #expect(merged.themes.map(\.id) == ["b", "a", "c"])
    #expect(merged.concepts.map { $0.memberships.map(merged.groupName) } == [["a/g"], ["a/g"]])
    #expect(
      merged.entries.map { merged.concepts[$0.concept].id + ":" + $0.text } == [
        "x:x1", "x:x2", "y:y1", "y:y2",
      ])
    #expect(merged.concepts.map(\.entries) == [0..<2, 2..<4])
  }

  /// Two lexicons of one run may not share a concept; each that they share is told.
  @Test func inLexiconsTogether() throws {
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: Self.header)
    reader.addTheme(
      file: "a.yaml",
      yaml: "theme: a\nblock:\n  - {concept: x, en: [c]}\n  - {concept: y, en: [d]}\n")
    let lexicon = try reader.finish()
    let error = #expect(throws: LexiconErrors.self) { try LexiconMerger.merge([lexicon, lexicon]) }
    expect((error?.errors ?? []).map(\.description), ["a.yaml:3:15: found", "a.yaml:4:15: found"])
  }
}
