import FourfieldCore
import FourfieldLexicons
import FourfieldMatching
import Testing

/// Words that a line end divides, where the lexicon has the whole, its parts, or both.
@Suite struct DividedWordTests {
  private static let entries: [(text: String, language: Language?)] = [
    ("viceministr{o,a}", .spanish), ("vice-ministr{o,a}", .portuguese), ("g*", .spanish),
    ("green bond{,s}", .english), ("govern*", .english), ("cooperation", .english),
    ("co-operation", .english), ("city state", .english), ("desarroll*", nil),
  ]

  private func lexicon() throws -> CompiledLexicon {
    let place = SourceLocation(file: "t", line: 1)
    var lexicon = Lexicon(name: "t", themes: [Theme(id: "a")])
    lexicon.entries = try Self.entries.map {
      Entry(
        concept: 0, text: $0.text, patterns: try PatternParser.parse($0.text),
        language: $0.language, comparison: .folded, location: place)
    }
    lexicon.entries[8].unless = Proximity(patterns: try PatternParser.parse("cit*"), within: 1)
    lexicon.entries[8].near = Proximity(patterns: try PatternParser.parse("{econ*,sur}"), within: 3)
    lexicon.concepts = [
      Concept(
        id: "c", memberships: [Membership(theme: 0, group: "g", weight: 1)],
        entries: 0..<lexicon.entries.count, location: place)
    ]
    return CompiledLexicon(lexicon)
  }

  @Test(
    arguments: [
      ("El vice-\nministro habló.", .spanish, ["0:vice-\nministro"]),
      ("O vice-\nministro falou.", .portuguese, ["1:vice-\nministro"]),
      ("The vice-\nministro spoke.", .english, []),
      ("the green-\nbond years", .english, ["3:green-\nbond"]),
      ("the govern-\nment", .english, ["4:govern-\nment"]),
      ("the co-\noperation", .english, ["5:co-\noperation"]),
      ("a city-\nstate", .english, ["7:city-\nstate"]),
      ("desa-\nrrollo del sur", .spanish, ["8:desa-\nrrollo"]),
      ("desarrollo eco-\nnómico", .portuguese, ["8:desarrollo"]),
      ("desarrollo ci-\nty sur", .portuguese, []),
      ("desarrollo eco-\nlógico", .spanish, []),
    ] as [(String, Language, [String])])
  func areReadAsTheLexiconHasThem(text: String, language: Language, expected: [String]) throws {
    let bytes = Array(text.utf8)
    var scanner = FourfieldMatching.Scanner(try lexicon())
    var found: [String] = []
    scanner.scan(bytes.span, language: language) { match in
      found.append("\(match.entry):" + String(decoding: bytes[match.range.indices], as: UTF8.self))
    }
    #expect(found == expected)
  }
}
