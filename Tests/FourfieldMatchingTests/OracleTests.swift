import FourfieldCore
import FourfieldLexicons
import TestSupport
import Testing

@testable import FourfieldMatching

/// The scanner against a matcher that tries everything: random lexicons and texts over a small alphabet with Han characters, Traditional forms,
/// diacritics, combining marks, dotted İ, ß, a ligature, full width, soft hyphens, hyphens, line breaks and signs, under every policy.
@Suite struct OracleTests {
  private static let words = ["a", "b", "ab", "ba", "aa", "fi", "ss", "i", "abab"]
  private static let wildcards = ["a*", "*b", "?b", "a*b", "s*"]
  private static let hans = ["中", "国"]
  private static let surfaces = [
    "a", "b", "ab", "Ab", "áb", "a\u{301}b", "ba", "B", "aa", "ﬁ", "fi", "ß", "ss", "İ", "i", "ｂ",
    "a\u{AD}b", "a\u{200B}", "ab\u{AD}", "中", "国", "國", "中国", "a中", "国b", "\u{301}", "abab",
    "é", "5", "a\u{301}", "⒜", "(a)",
  ]
  /// A paragraph of other words.
  private static let tail = "\n\nxyz xyz, xyz xyz. xyz xyz xyz"
  private static let gaps = [
    " ", " ", " ", " ", "\n", "\n\n", "-", "-", "-\n", "- ", "–", ", ", ". ", ".", "。", "&", "",
    "‐\n", "‐", "'", "' ",
    "\u{AD} ", "\u{AD}\n", ".) ", ". ) ", ".” ", ".\")", "!) ", "! ", "?", "!", "% ", "%. ", "(",
    " (", ")",
    "… ", "…", "．", "． ", "！", ".\u{200B}", ".\u{AD} ", "!\u{301} ", "... ", ".,", " . ",
  ]

  /// 8 × 1,250 lexicons × 20 texts: 200,000 pairs.
  @Test(arguments: 0..<8)
  func agreesWithNaiveMatcher(seed: UInt64) throws {
    var random = SeededGenerator(seed: 1000 + seed)
    for _ in 0..<1250 {
      let rules = (0..<Int.random(in: 2...4, using: &random)).map { _ in
        OracleTests.rule(&random)
      }
      let lexicon = CompiledLexicon(try OracleTests.lexicon(rules))
      var scanners = Overlap.allCases.map { ($0, Scanner(lexicon, overlap: $0)) }
      for number in 0..<20 {
        let text = OracleTests.text(&random)
        let naive = NaiveMatcher(text, rules)
        for index in scanners.indices {
          scanners[index].1.fewAtoms = number % 4 < 2 ? 0 : 8
          scanners[index].1.fewOutputs = number % 8 < 4 ? 0 : 64
        }
        // The last words of a text are read by other means than those with more behind them.
        let whole = number % 2 == 0 ? text : text + OracleTests.tail
        for index in scanners.indices {
          let found = OracleTests.scan(whole, &scanners[index].1)
          let expected = naive.found(scanners[index].0)
          if found == expected { continue }
          let described = rules.map { $0.units.map(\.written).joined() }
          #expect(
            found == expected,
            "\(scanners[index].0): \(described) in \(text.debugDescription)")
          return
        }
      }
    }
  }

  /// Conditions of many patterns that other conditions share, asked in stretches of the text that are as short as can be; words that
  /// lines divide are the other tests' matter.
  @Test(arguments: 0..<4)
  func agreesInShortStretches(seed: UInt64) throws {
    var random = SeededGenerator(seed: 2000 + seed)
    for _ in 0..<250 {
      var rules = (0..<Int.random(in: 3...5, using: &random)).map { _ in OracleTests.rule(&random) }
      let patterns = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        OracleTests.units(&random)
      }
      for index in rules.indices {
        let some = patterns.filter { _ in Bool.random(using: &random) }
        let within = Int.random(in: 0...3, using: &random)
        if Bool.random(using: &random) { rules[index].near = (some, max(1, within)) }
        if Bool.random(using: &random) { rules[index].unless = (some.reversed(), within) }
      }
      let lexicon = CompiledLexicon(try OracleTests.lexicon(rules))
      for overlap in Overlap.allCases {
        var scanner = Scanner(lexicon, overlap: overlap)
        scanner.stretchLimit = Int.random(in: 1...8, using: &random)
        if Bool.random(using: &random) { scanner.surroundings.few = 0 }
        if Bool.random(using: &random) { scanner.fewOutputs = 0 }
        for _ in 0..<5 {
          let text = (0..<4).map { _ in OracleTests.text(&random) }.joined()
            .replacing("-\n", with: "-").replacing("‐\n", with: "-").replacing("\u{AD}", with: "")
          let found = OracleTests.scan(text, &scanner)
          let expected = NaiveMatcher(text, rules).found(overlap)
          #expect(found == expected, "\(overlap) in \(text.debugDescription)")
          if found != expected { return }
        }
      }
    }
  }

  /// Many gaps that begin behind one word, which are gone over at once.
  @Test(arguments: 0..<4)
  func agreesWhereManyGapsBegin(seed: UInt64) throws {
    var random = SeededGenerator(seed: 3000 + seed)
    var listed = 0
    for _ in 0..<40 {
      let rules = (0..<20).map { _ in
        var rule = OracleTests.rule(&random)
        let least = Int.random(in: 0...2, using: &random)
        rule.isExact = false
        rule.units[0].joint = .gap(least, least + Int.random(in: 0...3, using: &random))
        rule.units.insert(NaiveMatcher.Unit(text: "a"), at: 0)
        return rule
      }
      let lexicon = CompiledLexicon(try OracleTests.lexicon(rules))
      listed += lexicon.trie.gapsOfNode.values.contains { $0.count > PatternTrie.fewGaps } ? 1 : 0
      for overlap in Overlap.allCases {
        var scanner = Scanner(lexicon, overlap: overlap)
        for _ in 0..<10 {
          let text = "a " + OracleTests.text(&random) + " a " + OracleTests.text(&random)
          let found = OracleTests.scan(text, &scanner)
          let expected = NaiveMatcher(text, rules).found(overlap)
          #expect(found == expected, "\(overlap) in \(text.debugDescription)")
          if found != expected { return }
        }
      }
    }
    // Of twelve kinds of gaps twenty rules nearly always have nine.
    #expect(listed > 30)
  }

  /// Gaps behind gaps, in texts where nearly every word may begin or go on what others began: pairs of node and word are reached from many starts and in many ways.
  @Test(arguments: 0..<8)
  func agreesWhereGapsFollowGaps(seed: UInt64) throws {
    var random = SeededGenerator(seed: 4000 + seed)
    for _ in 0..<60 {
      let rules = (0..<Int.random(in: 2...4, using: &random)).map { _ in
        OracleTests.chain(&random)
      }
      let lexicon = CompiledLexicon(try OracleTests.lexicon(rules))
      for overlap in Overlap.allCases {
        var scanner = Scanner(lexicon, overlap: overlap)
        if Bool.random(using: &random) {
          scanner.walk.mostKept = Int.random(in: 0...30, using: &random)
          scanner.contextWalk.mostKept = scanner.walk.mostKept
        }
        if Bool.random(using: &random) { scanner.walk.fewSteps = 0 }
        for _ in 0..<4 {
          let text = OracleTests.chainText(&random)
          let found = OracleTests.scan(text, &scanner)
          let expected = NaiveMatcher(text, rules).found(overlap)
          if found == expected { continue }
          let described = rules.map { $0.units.map(\.written).joined() }
          #expect(found == expected, "\(overlap): \(described) in \(text.debugDescription)")
          return
        }
      }
    }
  }

  /// A rule of words with gaps between most of them, which may ask for others of the kind.
  private static func chain(_ random: inout SeededGenerator) -> NaiveMatcher.Rule {
    var rule = NaiveMatcher.Rule(units: chainUnits(&random))
    rule.themes = [[0], [1], [0, 1], []][Int.random(in: 0..<4, using: &random)]
    switch Int.random(in: 0..<4, using: &random) {
    case 0: rule.near = ([chainUnits(&random, most: 3)], Int.random(in: 1...3, using: &random))
    case 1: rule.unless = ([chainUnits(&random, most: 3)], Int.random(in: 0...2, using: &random))
    default: break
    }
    return rule
  }

  private static func chainUnits(
    _ random: inout SeededGenerator, most: Int = 5
  ) -> [NaiveMatcher.Unit] {
    var units: [NaiveMatcher.Unit] = []
    for _ in 0..<Int.random(in: 2...most, using: &random) {
      let text = ["a", "a", "a", "b", "a*", "⒜"].randomElement(using: &random) ?? "a"
      var unit = NaiveMatcher.Unit(text: text)
      if !units.isEmpty {
        let least = max(0, Int.random(in: -2...2, using: &random))
        let gap = NaiveMatcher.Joint.gap(least, least + Int.random(in: 0...4, using: &random))
        unit.joint = Int.random(in: 0..<4, using: &random) == 0 ? .space : gap
      }
      let isApart = text == "⒜" && Bool.random(using: &random)
      units += isApart ? unit.parts : [unit]
    }
    return units
  }

  /// A text of few different words and signs, with a sentence end here and there.
  private static func chainText(_ random: inout SeededGenerator) -> String {
    let others = ["b", "ab", "i", "(a)", "⒜"]
    return (0..<Int.random(in: 8...24, using: &random)).map { _ in
      let word =
        Bool.random(using: &random) ? "a" : others.randomElement(using: &random) ?? "a"
      let rare = [", ", "-", ". ", "\n"].randomElement(using: &random) ?? " "
      return word + (Int.random(in: 0..<8, using: &random) == 0 ? rare : " ")
    }.joined()
  }

  /// What stands before a text, a paragraph of other words, changes nothing but the offsets: wherever the blocks and chunks end that the tokens are cut by.
  @Test func agreesBehindOtherText() throws {
    var random = SeededGenerator(seed: 77)
    for _ in 0..<300 {
      let rules = (0..<3).map { _ in OracleTests.rule(&random) }
      var scanner = Scanner(CompiledLexicon(try OracleTests.lexicon(rules)))
      for _ in 0..<20 {
        let text = OracleTests.text(&random) + OracleTests.text(&random)
        let whole = [64, 2048, 4096].randomElement(using: &random) ?? 64
        let words = String(repeating: "xyz, ", count: whole / 5 + 1).utf8
        let length = max(0, whole - Int.random(in: 0...text.utf8.count, using: &random))
        let filler = String(decoding: Array(words.prefix(length)), as: UTF8.self) + "\n\n"
        let expected = OracleTests.scan(text, &scanner)
        let tail = Bool.random(using: &random) ? OracleTests.tail : ""
        let found = OracleTests.scan(filler + text + tail, &scanner).map { match in
          NaiveMatcher.Found(
            entry: match.entry, theme: match.theme, start: match.start - filler.utf8.count,
            end: match.end - filler.utf8.count)
        }
        #expect(found == expected, "\(text.debugDescription) behind \(filler.utf8.count) bytes")
      }
    }
  }

  /// A word is one however many blocks and chunks it goes over.
  @Test func readsLongWords() throws {
    let rule = NaiveMatcher.Rule(units: [NaiveMatcher.Unit(text: "ab")])
    var scanner = Scanner(CompiledLexicon(try OracleTests.lexicon([rule])))
    for length in [1, 15, 16, 17, 63, 64, 65, 2047, 2048, 2049, 5000] {
      let word = String(repeating: "y", count: length)
      for text in ["ab \(word) ab", "\(word)ab ab \(word)", "ab \(word)é ab"] {
        let starts = OracleTests.scan(text, &scanner).map(\.start)
        let expected = text.utf8.count - 2
        #expect(
          starts == (text.hasPrefix("ab") ? [0, expected] : [length + 3]), "\(length): \(text)")
        #expect(scanner.wordCount == 3)
      }
    }
  }

  private static func scan(_ text: String, _ scanner: inout Scanner) -> [NaiveMatcher.Found] {
    var found: [NaiveMatcher.Found] = []
    scanner.scan(Array(text.utf8).span, language: .english) { match in
      found.append(
        NaiveMatcher.Found(
          entry: match.entry, theme: match.theme, start: match.range.start, end: match.range.end))
    }
    return found
  }

  private static func text(_ random: inout SeededGenerator) -> String {
    (0..<Int.random(in: 3...9, using: &random)).map { _ in
      (surfaces.randomElement(using: &random) ?? "") + (gaps.randomElement(using: &random) ?? "")
    }.joined()
  }

  private static func units(_ random: inout SeededGenerator) -> [NaiveMatcher.Unit] {
    var units: [NaiveMatcher.Unit] = []
    for index in 0..<[1, 1, 2, 2, 3][Int.random(in: 0..<5, using: &random)] {
      let isHan = Int.random(in: 0..<5, using: &random) == 0
      // A wildcard beside a Han character is refused.
      let isWild =
        !isHan && Int.random(in: 0..<5, using: &random) == 0
        && !units.contains { hans.contains($0.text) }
      let text =
        (isHan && !units.contains(where: \.isWildcard) ? hans : isWild ? wildcards : words)
        .randomElement(using: &random) ?? "a"
      var unit = NaiveMatcher.Unit(text: text)
      if index > 0 { unit.joint = joint(units[index - 1], unit, &random) }
      // A letter in brackets, which is also one character.
      let isBracketed = text == "a" && Int.random(in: 0..<3, using: &random) == 0
      if isBracketed { unit.text = "⒜" }
      units += isBracketed && Bool.random(using: &random) ? unit.parts : [unit]
    }
    return units
  }

  private static func joint(
    _ last: NaiveMatcher.Unit, _ next: NaiveMatcher.Unit, _ random: inout SeededGenerator
  ) -> NaiveMatcher.Joint {
    switch Int.random(in: 0..<6, using: &random) {
    case 0:
      let least = Int.random(in: 0...1, using: &random)
      return .gap(least, least + Int.random(in: 0...2, using: &random))
    case 1: return .hyphen
    case 2 where hans.contains(last.text) || hans.contains(next.text): return .none
    default: return .space
    }
  }

  private static func rule(_ random: inout SeededGenerator) -> NaiveMatcher.Rule {
    var rule = NaiveMatcher.Rule(units: units(&random))
    rule.themes = [[0], [1], [0, 1], []][Int.random(in: 0..<4, using: &random)]
    rule.isExact = Int.random(in: 0..<8, using: &random) == 0
    if Int.random(in: 0..<4, using: &random) == 0 {
      rule.near = ([units(&random), units(&random)], Int.random(in: 1...3, using: &random))
    }
    if Int.random(in: 0..<4, using: &random) == 0 {
      rule.unless = ([units(&random)], Int.random(in: 0...2, using: &random))
    }
    return rule
  }

  private static func lexicon(_ rules: [NaiveMatcher.Rule]) throws -> Lexicon {
    var lexicon = Lexicon(name: "t", themes: [Theme(id: "a"), Theme(id: "b")])
    let place = SourceLocation(file: "t")
    func patterns(_ units: [NaiveMatcher.Unit]) throws -> [Pattern] {
      try PatternParser.parse(units.map(\.written).joined())
    }
    func proximity(_ rule: (of: [[NaiveMatcher.Unit]], within: Int)?) throws -> Proximity? {
      try rule.map { Proximity(patterns: try $0.of.flatMap(patterns), within: $0.within) }
    }
    for (index, rule) in rules.enumerated() {
      var entry = Entry(
        concept: index, text: "", patterns: try patterns(rule.units), language: nil,
        comparison: rule.isExact ? .exact : .folded, location: place)
      entry.near = try proximity(rule.near)
      entry.unless = try proximity(rule.unless)
      lexicon.entries.append(entry)
      lexicon.concepts.append(
        Concept(
          id: "c\(index)",
          memberships: rule.themes.map { Membership(theme: $0, group: "g", weight: 1) },
          entries: index..<(index + 1), location: place))
    }
    return lexicon
  }
}
