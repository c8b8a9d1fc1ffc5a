import FourfieldCore
import FourfieldLexicons
import FourfieldMatching
import TestSupport
import Testing

@Suite struct ScannerTests {
  private func lexicon(_ patterns: [(String, Entry.Comparison)]) throws -> Lexicon {
    var lexicon = Lexicon(name: "t", languages: [.english], themes: [Theme(id: "a")])
    for (index, (text, comparison)) in patterns.enumerated() {
      let place = SourceLocation(file: "t", line: index + 1)
      lexicon.entries.append(
        Entry(
          concept: index, text: text, patterns: try PatternParser.parse(text), language: nil,
          comparison: comparison, location: place))
      lexicon.concepts.append(
        Concept(
          id: "c\(index)", memberships: [Membership(theme: 0, group: "g", weight: 1)],
          entries: index..<(index + 1), location: place))
    }
    return lexicon
  }

  private func surfaces(_ text: String, _ patterns: [(String, Entry.Comparison)]) throws -> [String]
  {
    let bytes = Array(text.utf8)
    var scanner = Scanner(CompiledLexicon(try lexicon(patterns)))
    var found: [String] = []
    scanner.scan(bytes.span, language: .english) { match in
      found.append(
        "\(match.entry):" + String(decoding: bytes[match.range.indices], as: UTF8.self))
    }
    return found
  }

  /// Chains of gaps over a text that gives each of them every way to go: what leads nowhere is gone to once, not from every start.
  @Test(.timeLimit(.minutes(1)), arguments: ["x", "x a x", "x b"])
  func chainsOfGaps(end: String) throws {
    let chain = (0..<9).map { _ in "a <0-10> " }.joined() + "a <0-10> b"
    let text = String(repeating: "a ", count: 60_000) + end
    let found = try surfaces(text, [(chain, .folded), ("x", .folded)])
    // The chain's first word may be at most nine gaps of eleven words, and one of eleven, before its last: the leftmost that reaches it wins.
    let reach = end == "x b" ? "0:" + String(repeating: "a ", count: 109) + "x b" : "1:x"
    #expect(found == (end == "x a x" ? ["1:x", "1:x"] : [reach]))
  }

  /// Words longer than 16 bytes that differ only at their ends, and characters beyond the first plane: none waits for the others in the table of types.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      (0..<60_000).map { "internationalisierung" + String($0, radix: 36) },
      (0..<60_000).map { String($0, radix: 36) + "internationalisierung" },
      (0..<60_000).compactMap { Unicode.Scalar(0x20000 + $0).map { String(Character($0)) } },
    ])
  func manyLongWords(words: [String]) throws {
    let text = words.joined(separator: " ") + " trade"
    #expect(try surfaces(text, [("trade", .folded)]) == ["0:trade"])
  }

  @Test(arguments: [
    ("a word, any case", "Trade and TRADE, not trades", ["trade"], ["0:Trade", "0:TRADE"]),
    ("diacritics fold", "la economia y la economía", ["economía"], ["0:economia", "0:economía"]),
    ("decomposed", "la econom\u{69}\u{301}a", ["economía"], ["0:econom\u{69}\u{301}a"]),
    (
      "a phrase over hyphens and line ends", "free-trade, free\n trade", ["free trade"],
      ["0:free-trade", "0:free\n trade"]
    ),
    ("signs break a phrase", "free, trade", ["free trade"], []),
    (
      "longest wins", "free trade agreement", ["free trade", "free trade agreement"],
      ["1:free trade agreement"]
    ),
    ("leftmost wins", "a b c", ["b c", "a b"], ["1:a b"]),
    ("literal before wildcard", "exports", ["export*", "exports"], ["1:exports"]),
    (
      "signs are literal", "R&D in the U.S. cost 50%", ["R&D", "U.S.", "50%"],
      ["0:R&D", "1:U.S.", "2:50%"]
    ),
    ("a hyphen is literal", "G-20, G 20", ["G-20"], ["0:G-20"]),
    ("Han needs no boundary", "发展中国家和中国", ["中国", "发展中国家"], ["1:发展中国家", "0:中国"]),
    ("adjacent Han terms", "外资贸易", ["外资", "贸易"], ["0:外资", "1:贸易"]),
    ("Traditional folds", "貿易協定", ["贸易"], ["0:貿易"]),
    ("full width", "ＣＯ２ 排放", ["CO2"], ["0:ＣＯ２"]),
    ("a soft hyphen is nothing", "tra\u{AD}de", ["trade"], ["0:tra\u{AD}de"]),
    ("one character", "ecology ecxlogy", ["eco?logy", "ec?logy"], ["1:ecology", "1:ecxlogy"]),
    ("dotted capital I", "İthalat trade", ["trade"], ["0:trade"]),
  ])
  func scans(name: String, text: String, patterns: [String], expected: [String]) throws {
    #expect(try surfaces(text, patterns.map { ($0, .folded) }) == expected, "\(name)")
  }

  @Test func comparesExactly() throws {
    #expect(try surfaces("US us", [("US", .exact)]) == ["0:US"])
    #expect(try surfaces("sí si SÍ", [("sí", .diacritics)]) == ["0:sí", "0:SÍ"])
  }

  /// Every gap of a lexicon has a number of its own, also behind the two hundred and fifty-third.
  @Test(arguments: [0, 3, 17, 24])
  func manyGapsAreToldApart(words: Int) throws {
    let gaps = (0..<25).flatMap { least in (0..<25).map { (least, least + $0) } }
    let patterns = ["w", "v", "u"].flatMap { last in
      gaps.map { ("a <\($0)-\($1)> \(last)", Entry.Comparison.folded) }
    }
    var scanner = Scanner(CompiledLexicon(try lexicon(patterns)), overlap: .all)
    let bytes = Array(("a" + String(repeating: " x", count: words) + " v").utf8)
    var found: Set<Int> = []
    scanner.scan(bytes.span, language: .english) { found.insert($0.entry) }
    let expected = gaps.indices.filter { (gaps[$0].0...gaps[$0].1).contains(words) }
    #expect(found == Set(expected.map { $0 + gaps.count }))
  }
}
