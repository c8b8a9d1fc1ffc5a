import FourfieldCore
import TestSupport
import Testing

@testable import FourfieldLexicons

/// What a lexicon may have at most, and how much is told of one that is wrong throughout.
@Suite struct LexiconLimitTests {
  /// The mistakes of a lexicon with this header and this table.
  private func mistakes(header: String, tsv: String? = nil) -> [String] {
    var reader = LexiconReader(file: "lexicon.yaml")
    reader.addHeader(yaml: header)
    if let tsv { reader.addTable(file: "t.tsv", tsv: tsv) }
    let error = #expect(throws: LexiconErrors.self) { try reader.finish() }
    return (error?.errors ?? []).map(\.description)
  }

  private func codes(_ count: Int) -> [String] { (0..<count).map { "l\($0)" } }

  private func header(languages: [String]) -> String {
    "name: t\nlanguages: [\(languages.joined(separator: ", "))]\nthemes: [{id: a}]\n"
  }

  /// The matcher has numbers for 32,767 languages; more stopped the program.
  @Test func hasAtMost256Languages() throws {
    #expect(
      mistakes(header: header(languages: codes(257)), tsv: "theme\tconcept\tpattern\na\tx\ty\n")
        == [
          "lexicon.yaml:2:12: found 257 languages, expected at most 256"
        ])
    var reader = LexiconReader(file: "lexicon.yaml")
    reader.addHeader(yaml: header(languages: codes(256)))
    reader.addTable(file: "t.tsv", tsv: "theme\tconcept\tpattern\na\tx\ty\n")
    #expect(try reader.finish().languages.count == 256)
  }

  @Test func lexiconsTogetherHaveAtMost256Languages() throws {
    func lexicon(_ name: String, _ languages: Range<Int>) -> Lexicon {
      Lexicon(
        name: name, languages: languages.map { Language("l\($0)") }, themes: [Theme(id: "a")])
    }
    let shared = [lexicon("t", 0..<200), lexicon("u", 56..<256)]
    #expect(try LexiconMerger.merge(shared).languages.count == 256)
    let error = #expect(throws: LexiconErrors.self) {
      try LexiconMerger.merge(shared + [lexicon("v", 256..<300)])
    }
    #expect(
      error?.description == "t+u+v: found 300 languages in all lexicons, expected at most 256")
  }

  @Test func hasAtMost64Themes() throws {
    func header(_ count: Int) -> String {
      "name: t\nthemes: [\((0..<count).map { "{id: t\($0)}" }.joined(separator: ", "))]\n"
    }
    #expect(try LexiconReader(file: "lexicon.yaml", yaml: header(64)).lexicon.themes.count == 64)
    #expect(
      mistakes(header: header(65)) == ["lexicon.yaml:2:9: found 65 themes, expected at most 64"])
  }

  @Test func lexiconsTogetherHaveAtMost64Themes() throws {
    func lexicon(_ name: String, _ themes: Range<Int>) -> Lexicon {
      Lexicon(name: name, themes: themes.map { Theme(id: "t\($0)") })
    }
    let shared = [lexicon("t", 0..<40), lexicon("u", 30..<64)]
    #expect(try LexiconMerger.merge(shared).themes.count == 64)
    let error = #expect(throws: LexiconErrors.self) {
      try LexiconMerger.merge(shared + [lexicon("v", 60..<66)])
    }
    #expect(error?.description == "v: found 66 themes in all lexicons, expected at most 64")
  }

  /// Two lexicons that each have room may be too much together.
  @Test func lexiconsTogetherHaveAtMost64MillionBytes() throws {
    let unit = Pattern.Unit(text: String(repeating: "w", count: 1_000_000))
    func lexicon(_ name: String, units: Int) -> Lexicon {
      var lexicon = Lexicon(name: name, themes: [Theme(id: "a")])
      lexicon.entries = [
        Entry(
          concept: 0, text: name, patterns: [Pattern(units: Array(repeating: unit, count: units))],
          language: nil, location: SourceLocation(file: name, line: 3))
      ]
      return lexicon
    }
    #expect(
      try LexiconMerger.merge([lexicon("t", units: 32), lexicon("u", units: 32)]).entries.count == 2
    )
    let error = #expect(throws: LexiconErrors.self) {
      try LexiconMerger.merge([lexicon("t", units: 32), lexicon("u", units: 33)])
    }
    #expect(error?.description.hasPrefix("u:3: found 65000000 bytes in all patterns") == true)
  }

  @Test(arguments: [
    (1, "l0"), (20, "l18, l19"), (21, "l18, l19 and 1 other"), (30, "l18, l19 and 10 others"),
  ])
  func listsNameTwenty(count: Int, end: String) {
    #expect(NameList.text(codes(count)).hasSuffix(end))
    #expect(NameList.text(codes(count)).hasPrefix("l0"))
  }

  @Test func messagesListTwentyNames() {
    let header = header(languages: codes(40))
    let found = mistakes(header: header, tsv: "theme\tconcept\tlanguage\tpattern\na\tx\tfr\ty\n")
    #expect(found.count == 1)
    #expect(
      found.first?.hasSuffix(
        "expected one of any, \(codes(19).joined(separator: ", ")) and 21 others") == true)
  }

  /// Names are repeated in messages: as long as somebody may want them, counted in code points.
  @Test(arguments: ["x", "é", "e\u{301}", "中"])
  func namesHaveAtMost200Characters(letter: String) throws {
    func name(_ count: Int) -> String {
      String(repeating: letter, count: count / letter.unicodeScalars.count)
    }
    let excess = 200 + letter.unicodeScalars.count
    let (good, bad) = (name(200), name(excess))
    let message = "found a name of \(excess) characters, expected at most 200"
    func expect(_ found: [String], _ places: [String]) {
      #expect(found == places.map { "\($0): \(message)" })
    }
    let header = "name: t\nlanguages: [\(good)]\nthemes: [{id: \(good)}]\n"
    let tsv = "theme\tgroup\tconcept\tlanguage\tpattern\n"
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: header)
    reader.addTable(
      file: "t.tsv", tsv: tsv + [good, good, good, good, "c"].joined(separator: "\t"))
    reader.addTheme(
      file: "a.yaml",
      yaml:
        "theme: \(good)\ngroups: {\(good): [{concept: c, themes: {\(good)/\(good): 1}, any: [d]}]}\n"
    )
    _ = try reader.finish()
    expect(
      mistakes(header: "name: t\nlanguages: [\(bad)]\nthemes: [{id: \(bad)}]\n"),
      ["lexicon.yaml:2:13", "lexicon.yaml:3:15"])
    expect(
      mistakes(header: header, tsv: tsv + [good, bad, bad, good, "c"].joined(separator: "\t")),
      ["t.tsv:2:202", "t.tsv:2:\(203 + excess)"])
    var other = try LexiconReader(file: "lexicon.yaml", yaml: header)
    other.addTheme(
      file: "a.yaml",
      yaml: """
        theme: \(good)
        groups:
          \(bad):
            - concept: \(bad)
              themes: {\(good)/\(bad): 1}
              any: [d]
        """)
    let error = #expect(throws: LexiconErrors.self) { try other.finish() }
    expect(
      (error?.errors ?? []).map(\.description), ["a.yaml:3:3", "a.yaml:4:16", "a.yaml:5:16"])
  }

  /// One long text may be many values, by aliases: a message repeats the beginning.
  @Test func quotesTheBeginning() throws {
    let long = String(repeating: "x", count: 20_000)
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: header(languages: ["en"]))
    let entries = (0..<2_000).map { _ in "{match: y, weight: *w}" }.joined(separator: ", ")
    reader.addTheme(
      file: "a.yaml",
      yaml: "theme: a\ngroups: {g: [{concept: c, weight: &w \(long), en: [\(entries)]}]}\n")
    let error = #expect(throws: LexiconErrors.self) { try reader.finish() }
    let messages = (error?.errors ?? []).map(\.message)
    #expect(messages.count == 20)
    let quoted = long.prefix(200)
    #expect(messages.allSatisfy { $0.hasPrefix("found weight '\(quoted)…', expected a number") })
  }

  private func rows(_ count: Int) -> String {
    "theme\tconcept\tpattern\n"
      + (0..<count).map { "q\($0)\tx\($0)\ty\n" }.joined()
  }

  @Test(arguments: [9_999, 10_000, 10_001, 25_000])
  func tellsTenThousandMistakes(count: Int) {
    let found = mistakes(header: header(languages: []), tsv: rows(count))
    #expect(found.count == min(count, 10_001))
    for (index, message) in found.prefix(10_000).enumerated() {
      #expect(message == "t.tsv:\(index + 2):1: found theme 'q\(index)', expected one of a")
    }
    if count > 10_000 {
      #expect(
        found.last
          == "lexicon.yaml: found \(count - 10_000) more mistakes in the lexicon, expected none")
    }
  }

  /// What a header left out is wrong in every row: the same words are told twenty times, the last of them with how many more there are.
  @Test func tellsTheSameTwentyTimes() throws {
    func table(_ counts: [(theme: String, rows: Int)]) -> String {
      "theme\tconcept\tpattern\n"
        + counts.map { theme, rows in
          (0..<rows).map { "\(theme)\t\(theme)\($0)\ty\n" }.joined()
        }.joined()
    }
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: header(languages: []))
    reader.addTable(file: "t.tsv", tsv: table([("p", 15), ("q", 20), ("r", 21)]))
    reader.addTable(file: "u.tsv", tsv: table([("p", 50_000), ("s", 1)]))
    let error = #expect(throws: LexiconErrors.self) { try reader.finish() }
    let found = (error?.errors ?? []).map(\.description)
    #expect(found.count == 15 + 20 + 20 + 5 + 1)
    #expect(found[34] == "t.tsv:36:1: found theme 'q', expected one of a")
    #expect(found[54] == "t.tsv:56:1: found theme 'r', expected one of a; the same at 1 more place")
    #expect(
      found[59] == "u.tsv:6:1: found theme 'p', expected one of a; the same at 49995 more places")
    #expect(found[60].hasPrefix("u.tsv:50002:1: found theme 's'"))
  }

  /// The place of a column must not be counted from the beginning of the line: that took the square of their number.
  @Test func tellsWrongColumns() {
    let time = ThreadTime()
    let tsv = "theme" + (0..<400_000).map { "\té\($0)" }.joined() + "\n"
    let found = mistakes(header: header(languages: []), tsv: tsv)
    #expect(found.count == 10_001)
    #expect(found[0].hasPrefix("t.tsv:1:7: found column 'é0'"))
    #expect(found[9_999].hasPrefix("t.tsv:1:58891: found column 'é9999'"))
    #expect(time.seconds < ThreadTime.limit)
  }

  /// What is beyond the limit in one file or behind another's is counted all the same.
  @Test func countsTheMistakesOfAllFiles() throws {
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: header(languages: []))
    reader.add(LexiconError(SourceLocation(file: "b.yml"), "found a name"))
    for (number, file) in ["t.tsv", "u.tsv", "v.tsv"].enumerated() {
      reader.addTable(file: file, tsv: rows(6_000).replacing("\nq", with: "\nq\(number)"))
    }
    let error = #expect(throws: LexiconErrors.self) { try reader.finish() }
    let found = (error?.errors ?? []).map(\.description)
    #expect(found.count == 10_001)
    #expect(found[6_001].hasPrefix("u.tsv:2:1: ") && found[9_999].hasPrefix("u.tsv:4000:1: "))
    #expect(found[10_000].hasPrefix("lexicon.yaml: found 8001 more mistakes"))
  }

  /// A shared concept is a mistake of the two lexicons; a million of them are one line more.
  @Test func tellsTenThousandSharedConcepts() throws {
    var lexicon = Lexicon(name: "t", themes: [Theme(id: "a")])
    for index in 0..<10_500 {
      lexicon.concepts.append(
        Concept(
          id: "c\(index)", memberships: [], entries: 0..<0, location: SourceLocation(file: "a")))
    }
    let error = #expect(throws: LexiconErrors.self) { try LexiconMerger.merge([lexicon, lexicon]) }
    #expect(error?.errors.count == 10_001)
    #expect(error?.errors.last?.description.hasPrefix("t+t: found 500 more mistakes") == true)
  }
}
