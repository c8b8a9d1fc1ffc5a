import FourfieldCore
import TestSupport
import Testing

@testable import FourfieldMatching

@Suite struct ScannerTests {
  private func surfaces(_ text: String, _ patterns: [(String, Entry.Comparison)]) throws -> [String]
  {
    CompiledLexicon(try Lexicon(patterns: patterns)).surfaces(in: text)
  }

  /// Chains of gaps over a text that gives each of them every way to go: what leads nowhere is gone to once, not from every start.
  @Test(arguments: ["x", "x a x", "x b"])
  func chainsOfGaps(end: String) throws {
    let time = ThreadTime()
    let chain = (0..<9).map { _ in "a <0-10> " }.joined() + "a <0-10> b"
    let text = String(repeating: "a ", count: 60_000) + end
    let found = try surfaces(text, [(chain, .folded), ("x", .folded)])
    // The chain's first word may be at most nine gaps of eleven words, and one of eleven, before its last: the leftmost that reaches it wins.
    let reach = end == "x b" ? "0:" + String(repeating: "a ", count: 109) + "x b" : "1:x"
    #expect(found == (end == "x a x" ? ["1:x", "1:x"] : [reach]))
    #expect(time.seconds < ThreadTime.limit)
  }

  /// The same beside an entry that is found at every word: what it finds does not have the chains gone to again.
  @Test(arguments: [(Overlap.longest, 3_000), (.all, 1_000)])
  func chainsOfGapsBesideAShortOne(overlap: Overlap, words: Int) throws {
    let time = ThreadTime()
    let chains = (30..<50).map { most in
      "a <0-\(most)> " + String(repeating: "a <0-50> ", count: 9) + "b"
    }
    let lexicon = try Lexicon(patterns: (["a <0-1> a"] + chains).map { ($0, .folded) })
    var scanner = Scanner(CompiledLexicon(lexicon), overlap: overlap)
    var ranges: [ByteRange] = []
    let text = String(repeating: "a ", count: words)
    scanner.scan(Array(text.utf8).span, language: .english) { ranges.append($0.range) }
    // Three words at a time; under `all` from each of them, and the last but one has one word behind it.
    let starts = stride(from: 0, to: words - 1, by: overlap == .all ? 1 : 3)
    #expect(ranges == starts.map { ByteRange(2 * $0, min(2 * $0 + 5, 2 * words - 1)) })
    #expect(time.seconds < ThreadTime.limit)
  }

  /// Words longer than 16 bytes that differ only at their ends, and characters beyond the first plane: none waits for the others in the table of types.
  @Test(
    arguments: [
      (0..<60_000).map { "internationalisierung" + String($0, radix: 36) },
      (0..<60_000).map { String($0, radix: 36) + "internationalisierung" },
      (0..<60_000).compactMap { Unicode.Scalar(0x20000 + $0).map { String(Character($0)) } },
    ])
  func manyLongWords(words: [String]) throws {
    let time = ThreadTime()
    let text = words.joined(separator: " ") + " trade"
    #expect(try surfaces(text, [("trade", .folded)]) == ["0:trade"])
    #expect(time.seconds < ThreadTime.limit)
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
    ("kana of half width", "ﾋﾞﾃﾞｵ", ["ビデオ"], ["0:ﾋﾞﾃﾞｵ"]),
    ("a long kana", "エネルギーCO2", ["エネルギー", "CO2"], ["0:エネルギー", "1:CO2"]),
    ("a number in brackets", "⑴GDP ⒈GDP 3½GDP", ["GDP"], ["0:GDP", "0:GDP", "0:GDP"]),
    ("a circled number", "①GDP", ["GDP", "1GDP"], ["1:①GDP"]),
    ("a fraction is no word", "½", ["*2", "1*", "1⁄2"], ["2:½"]),
    ("dotted capital I", "İthalat trade", ["trade"], ["0:trade"]),
    (
      "the alternative that matches decides", "colour colours",
      ["colour{,s*}", "colour", "colours"],
      ["0:colour", "2:colours"]
    ),
    (
      "literal before a gap", "free trade now", ["free <0-1> now", "free trade now"],
      ["1:free trade now"]
    ),
    ("blanks before the second half", "eco-\n  nomy", ["economy"], ["0:eco-\n  nomy"]),
    ("a short hyphen and blanks", "eco‐\n  nomy", ["economy"], ["0:eco‐\n  nomy"]),
  ])
  func scans(name: String, text: String, patterns: [String], expected: [String]) throws {
    #expect(try surfaces(text, patterns.map { ($0, .folded) }) == expected, "\(name)")
  }

  /// What is written one way or the other is the same also where case and diacritics count.
  @Test(arguments: [
    ("case", "US us", "US", Entry.Comparison.exact, ["0:US"]),
    ("diacritics", "sí si SÍ", "sí", .diacritics, ["0:sí", "0:SÍ"]),
    (
      "an apostrophe", "People’s Daily, people's daily", "People's Daily", .exact,
      ["0:People’s Daily"]
    ),
    ("a grave accent", "People`s Daily", "People's Daily", .exact, ["0:People`s Daily"]),
    ("quotes", "\"x\" “x”", "“x”", .exact, ["0:\"x\"", "0:“x”"]),
    ("digits and width", "CO₂ ＣＯ２ co2", "CO2", .exact, ["0:CO₂", "0:ＣＯ２"]),
    ("a ligature", "oﬃce Oﬃce", "office", .exact, ["0:oﬃce"]),
    ("Traditional", "貿易", "贸易", .exact, ["0:貿易"]),
    ("sharp s is no double s", "Straße Strasse", "Straße", .exact, ["0:Straße"]),
    ("a composed text", "é e", "e\u{301}", .exact, ["0:é"]),
    ("a decomposed text", "e\u{301} e", "é", .exact, ["0:e\u{301}"]),
    ("marks in another order", "ạ́ ạ", "a\u{301}\u{323}", .diacritics, ["0:ạ́"]),
    ("no composition", "g̃ g", "g̃", .exact, ["0:g̃"]),
    ("a selector", "I ❤️ NY, ©️", "I ❤ NY", .exact, ["0:I ❤️ NY"]),
    ("a selector in the pattern", "I ❤ NY", "I ❤️ NY", .diacritics, ["0:I ❤ NY"]),
    ("a skin tone", "👍🏽 👍", "👍", .exact, ["0:👍🏽", "0:👍"]),
    ("kana of half width", "ﾋﾞﾃﾞｵ ﾋﾃｵ", "ビデオ", .diacritics, ["0:ﾋﾞﾃﾞｵ"]),
  ])
  func compares(
    name: String, text: String, pattern: String, comparison: Entry.Comparison, expected: [String]
  ) throws {
    #expect(try surfaces(text, [(pattern, comparison)]) == expected, "\(name)")
  }

  /// Marks and invisible characters belong to what stands before them, in patterns as in texts.
  @Test(arguments: [
    ("a selector in both", "a ❤️ b", "❤️", ["0:❤️"]),
    ("a selector in the text", "a ❤️ b", "❤", ["0:❤️"]),
    ("a selector in the pattern", "a ❤ b", "❤️", ["0:❤"]),
    ("a keycap", "press #️⃣ now", "#️⃣", ["0:#️⃣"]),
    ("a mark behind a sign", "50%\u{301}", "%\u{301}", ["0:%\u{301}"]),
    ("joined emoji", "👨‍👩", "👨‍👩", ["0:👨‍👩"]),
    ("a skin tone", "👍🏽", "👍", ["0:👍🏽"]),
    ("a variant of a character", "贸\u{E0100}易", "贸易", ["0:贸\u{E0100}易"]),
    ("an invisible character first", "trade", "\u{200B}trade", ["0:trade"]),
    // Characters that were seen before are read by other means.
    ("a zero-width space, later", "贸易，贸易\u{200B}额", "贸易", ["0:贸易", "0:贸易\u{200B}"]),
    ("a mark of three bytes, later", "贸易，贸易\u{302A}额", "贸易", ["0:贸易", "0:贸易\u{302A}"]),
    ("a voiced mark, later", "カ，カﾞ", "カ", ["0:カ", "0:カﾞ"]),
  ])
  func takesMarksAlong(name: String, text: String, pattern: String, expected: [String]) throws {
    #expect(try surfaces(text, [(pattern, .folded)]) == expected, "\(name)")
  }

  /// A line end divides a word once: chains of hyphens are no word that grows with every line.
  @Test(arguments: ["-\n", "\u{AD} ", "\u{AD}\n"])
  func dividesWordsOnce(joint: String) throws {
    let time = ThreadTime()
    #expect(try surfaces("a\(joint)d b", [("ad", .folded)]) == ["0:a\(joint)d"])
    let chain = String(repeating: "a\(joint)", count: 30_000) + "a"
    // A soft hyphen behind a word belongs to it.
    let pair = "0:a\(joint)a" + (joint.hasPrefix("\u{AD}") ? "\u{AD}" : "")
    #expect(
      try surfaces(chain, [("a*", .folded)]) == Array(repeating: pair, count: 15_000) + ["0:a"])
    #expect(time.seconds < ThreadTime.limit)
  }

  /// Words that hardly come again, such as encoded files, are not kept: the memory would grow with every text.
  @Test func forgetsHugeWords() throws {
    var scanner = Scanner(
      CompiledLexicon(try Lexicon(patterns: [("trade", .folded), ("x*z", .folded)])))
    for number in 0..<40 {
      let word = Array("x\(number)".utf8) + [UInt8](repeating: 0x61, count: 1 << 20) + [0x7A]
      var found = 0
      scanner.scan((word + Array(" trade".utf8)).span, language: .english) { _ in found += 1 }
      #expect(found == 2)
    }
    #expect(scanner.tokenizer.types.roomTaken < 1 << 20)
  }

  /// A word that a line end divides is one where it is found, two Han characters are one, a sign is none; what was seen before counts the same.
  @Test(arguments: [
    ("words", "one two, three", 3), ("a divided word", "the eco-\nnomy, eco-\nnomy", 3),
    ("a word that is none when joined", "the eco-\nlogy", 3), ("Han characters", "中国人民", 2),
    ("an odd one", "中国人", 2), ("among words", "one 中国 two", 3),
    ("in quotes", "“one” “one” ‘one’", 3), ("signs", "% & 🌱", 0), ("several in a run", "a“b”c", 3),
  ])
  func countsWords(name: String, text: String, count: Int) throws {
    var scanner = Scanner(CompiledLexicon(try Lexicon(patterns: [("economy", .folded)])))
    for _ in 0..<3 {
      for (tail, more) in [("", 0), (". One two three four five.", 5)] {
        scanner.scan(Array((text + tail).utf8).span, language: .english) { _ in }
        #expect(scanner.wordCount == count + more, "\(name)")
      }
    }
  }

  /// Every language has its own entries, however many there are: where an entry ends there is room for the numbers of fourteen.
  @Test(arguments: [1, 14, 15, 16, 17, 40])
  func languagesAreToldApart(count: Int) throws {
    let patterns = (0..<count).flatMap {
      [("free a\($0)", Entry.Comparison.folded), ("b\($0)", .folded)]
    }
    var lexicon = try Lexicon(patterns: patterns)
    let languages = (0..<count).map { Language("l\($0 + 10)") }
    for index in lexicon.entries.indices { lexicon.entries[index].language = languages[index / 2] }
    let text = Array((0..<count).map { "free a\($0), b\($0)" }.joined(separator: "; ").utf8)
    var scanner = Scanner(CompiledLexicon(lexicon))
    // English has none.
    for (number, language) in (languages + [.english]).enumerated() {
      var found: [Int] = []
      scanner.scan(text.span, language: language) { found.append($0.entry) }
      #expect(found == (number < count ? [2 * number, 2 * number + 1] : []), "\(language)")
    }
  }

  /// Every gap of a lexicon has a number of its own, also behind the two hundred and fifty-third.
  @Test(arguments: [0, 3, 17, 24])
  func manyGapsAreToldApart(words: Int) throws {
    let gaps = (0..<25).flatMap { least in (0..<25).map { (least, least + $0) } }
    let patterns = ["w", "v", "u"].flatMap { last in
      gaps.map { ("a <\($0)-\($1)> \(last)", Entry.Comparison.folded) }
    }
    var scanner = Scanner(CompiledLexicon(try Lexicon(patterns: patterns)), overlap: .all)
    let bytes = Array(("a" + String(repeating: " x", count: words) + " v").utf8)
    var found: Set<Int> = []
    scanner.scan(bytes.span, language: .english) { found.insert($0.entry) }
    let expected = gaps.indices.filter { (gaps[$0].0...gaps[$0].1).contains(words) }
    #expect(found == Set(expected.map { $0 + gaps.count }))
  }
}
