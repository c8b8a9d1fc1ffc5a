import FourfieldCore
import FourfieldLexicons
import FourfieldMatching
import TestSupport
import Testing

/// Gaps, `near` and `unless`.
@Suite struct ConditionTests {
  /// One entry of a test's lexicon.
  struct Rule {
    var pattern: String
    var near: (of: [String], within: Int)?
    var unless: (of: [String], within: Int)?

    init(
      _ pattern: String, near: (of: [String], within: Int)? = nil,
      unless: (of: [String], within: Int)? = nil
    ) {
      self.pattern = pattern
      self.near = near
      self.unless = unless
    }
  }

  private func compiled(_ rules: [Rule]) throws -> CompiledLexicon {
    var lexicon = Lexicon(name: "t", themes: [Theme(id: "a")])
    let place = SourceLocation(file: "t")
    func proximity(_ rule: (of: [String], within: Int)?) throws -> Proximity? {
      guard let rule else { return nil }
      var patterns: [Pattern] = []
      for text in rule.of { patterns += try PatternParser.parse(text) }
      return Proximity(patterns: patterns, within: rule.within)
    }
    for (index, rule) in rules.enumerated() {
      var entry = Entry(
        concept: index, text: rule.pattern, patterns: try PatternParser.parse(rule.pattern),
        language: nil, location: place)
      entry.near = try proximity(rule.near)
      entry.unless = try proximity(rule.unless)
      lexicon.entries.append(entry)
      lexicon.concepts.append(
        Concept(
          id: "c\(index)", memberships: [Membership(theme: 0, group: "g", weight: 1)],
          entries: index..<(index + 1), location: place))
    }
    return CompiledLexicon(lexicon)
  }

  private func surfaces(_ text: String, _ compiled: CompiledLexicon) -> [String] {
    let bytes = Array(text.utf8)
    var scanner = Scanner(compiled)
    var found: [String] = []
    scanner.scan(bytes.span, language: .english) { match in
      found.append("\(match.entry):" + String(decoding: bytes[match.range.indices], as: UTF8.self))
    }
    return found
  }

  @Test(arguments: [
    ("next to each other", "tariffs imports", ["0:tariffs imports"]),
    ("three words between", "tariffs on all our imports", ["0:tariffs on all our imports"]),
    ("four are too many", "tariffs on all of our imports", []),
    (
      "signs do not count", "tariffs (on steel), imports", ["0:tariffs (on steel), imports"]
    ),
    ("not over the end of a sentence", "He cut tariffs. More imports came", []),
    ("an abbreviation ends none", "tariffs of U.S. imports", ["0:tariffs of U.S. imports"]),
    ("not over a paragraph", "tariffs\n\nimports", []),
    ("the longest way", "tariffs imports imports", ["0:tariffs imports imports"]),
  ])
  func leapsGaps(name: String, text: String, expected: [String]) throws {
    #expect(surfaces(text, try compiled([Rule("tariff* <0-3> import*")])) == expected, "\(name)")
  }

  @Test func gapsInHanTextCountHalfWords() throws {
    let lexicon = try compiled([Rule("贸易 <0-1> 增长")])
    #expect(surfaces("贸易总额增长", lexicon) == ["0:贸易总额增长"])
    #expect(surfaces("贸易进口额增长", lexicon) == [])
    #expect(surfaces("贸易下降。增长", lexicon) == [])
  }

  @Test(arguments: [
    ("left", "the deficit of trade", true), ("right", "trade and its deficit", true),
    ("too far", "trade between the two old friends shows a deficit", false),
    ("none", "trade grew", false), ("over signs", "trade: a (small) deficit", true),
  ])
  func asksForANeighbour(name: String, text: String, expected: Bool) throws {
    let lexicon = try compiled([Rule("trade", near: (["deficit", "surplus"], 4))])
    #expect(surfaces(text, lexicon) == (expected ? ["0:trade"] : []), "\(name)")
  }

  @Test func aMatchIsNotItsOwnNeighbour() throws {
    let lexicon = try compiled([Rule("deficit", near: (["deficit"], 9))])
    #expect(surfaces("a deficit", lexicon) == [])
    #expect(surfaces("deficit and deficit", lexicon) == ["0:deficit", "0:deficit"])
  }

  @Test func leavesOutWhatLiesInside() throws {
    let lexicon = try compiled([
      Rule("market", unless: (["flea market", "market garden*"], 0)),
      Rule("bank", unless: (["river"], 3)),
    ])
    #expect(surfaces("a flea market, a market", lexicon) == ["0:market"])
    #expect(surfaces("the market gardens", lexicon) == [])
    #expect(surfaces("bank of the river", lexicon) == [])
    #expect(surfaces("bank. It lies far from any river", lexicon) == ["1:bank"])
  }

  /// Where the longest pattern's condition fails, a shorter one takes its place.
  @Test func aFailedConditionLetsOthersMatch() throws {
    let lexicon = try compiled([Rule("free trade", near: (["treaty"], 5)), Rule("free")])
    #expect(surfaces("free trade", lexicon) == ["1:free"])
    #expect(surfaces("free trade treaty", lexicon) == ["0:free trade"])
  }

  /// The cache keeps gaps and conditions.
  @Test func archiveKeepsThem() throws {
    let lexicon = try compiled([
      Rule("tariff* <1-2> import*", unless: (["ban"], 2)), Rule("trade", near: (["deficit"], 4)),
    ])
    let restored = try #require(CompiledLexicon(archive: lexicon.archive()))
    for text in ["tariffs on imports", "tariffs on imports ban", "trade deficit", "trade"] {
      #expect(surfaces(text, restored) == surfaces(text, lexicon), "\(text)")
    }
  }

  /// A pattern that would explode under a matcher that tries all ways, on a long text; it is done when every place was looked at.
  @Test func hostileGapsEnd() throws {
    let lexicon = try compiled([
      Rule("a* <0-5> b* <0-5> c*"), Rule("a <0-50> a <0-50> a <0-50> a <0-50> zz"),
      Rule("b", near: (["a <0-50> zz"], 50), unless: (["c* <0-9> c* <0-9> c*"], 9)),
    ])
    var random = SeededGenerator(seed: 5)
    var text = ""
    for _ in 0..<20_000 { text += ["a ", "b ", "c "].randomElement(using: &random) ?? "" }
    let found = surfaces(text, lexicon)
    #expect(found.count > 1000)
    #expect(found.allSatisfy { $0.hasPrefix("0:a") && $0.hasSuffix("c") })
  }

  /// Random rules over a small alphabet against a matcher that tries everything.
  @Test func agreesWithNaiveOracle() throws {
    var random = SeededGenerator(seed: 11)
    let words = ["aa", "bb", "ab", "ba"]
    func pattern() -> String {
      var text = words.randomElement(using: &random) ?? ""
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        if Bool.random(using: &random) {
          let least = Int.random(in: 0...2, using: &random)
          text += " <\(least)-\(least + Int.random(in: 0...2, using: &random))>"
        }
        text += " " + (words.randomElement(using: &random) ?? "")
      }
      return text
    }
    for round in 0..<3000 {
      let rules = (0..<4).map { _ -> Rule in
        var rule = Rule(pattern())
        if Int.random(in: 0..<3, using: &random) == 0 {
          rule.near = ([pattern(), pattern()], Int.random(in: 1...4, using: &random))
        }
        if Int.random(in: 0..<3, using: &random) == 0 {
          rule.unless = ([pattern()], Int.random(in: 0...3, using: &random))
        }
        return rule
      }
      var text = ""
      for _ in 0..<25 {
        text += (words.randomElement(using: &random) ?? "")
        text += [" ", " ", " ", ", ", ". ", "\n\n"].randomElement(using: &random) ?? " "
      }
      let found = surfaces(text, try compiled(rules))
      let expected = NaiveRules(text, rules).surfaces
      #expect(found == expected, "round \(round): \(rules) in \(text)")
      if found != expected { return }
    }
  }
}

/// The semantics of gaps and conditions word for word, in any time.
private struct NaiveRules {
  private struct Item {
    let text: String
    let isSign: Bool
    let hasBreak: Bool
  }

  private let items: [Item]
  private let rules: [ConditionTests.Rule]
  let source: [Character]
  private let places: [Range<Int>]

  init(_ text: String, _ rules: [ConditionTests.Rule]) {
    self.rules = rules
    source = Array(text)
    var items: [Item] = []
    var places: [Range<Int>] = []
    var index = 0
    var breaks = 0
    while index < source.count {
      let character = source[index]
      if character.isWhitespace {
        if character == "\n" { breaks += 1 }
        index += 1
        continue
      }
      var end = index + 1
      if character.isLetter { while end < source.count, source[end].isLetter { end += 1 } }
      items.append(
        Item(text: String(source[index..<end]), isSign: !character.isLetter, hasBreak: breaks > 1))
      places.append(index..<end)
      breaks = 0
      index = end
    }
    self.items = items
    self.places = places
  }

  var surfaces: [String] {
    var result: [String] = []
    var start = 0
    while start < items.count {
      var best: (end: Int, hasGap: Bool, rule: Int)?
      for (number, rule) in rules.enumerated() {
        let hasGap = rule.pattern.contains("<")
        for end in ends(rule.pattern, start) where holds(rule, start, end) {
          let new = (end, hasGap, number)
          if let old = best {
            if (-end, hasGap ? 1 : 0, number) < (-old.end, old.hasGap ? 1 : 0, old.rule) {
              best = new
            }
          } else {
            best = new
          }
        }
      }
      if let best {
        let range = places[start].lowerBound..<places[best.end - 1].upperBound
        result.append("\(best.rule):" + String(source[range]))
        start = best.end
      } else {
        start += 1
      }
    }
    return result
  }

  /// The ends of all ways in which a pattern matches from a token.
  private func ends(_ pattern: String, _ start: Int) -> Set<Int> {
    let parts = pattern.split(separator: " ").map(String.init)
    guard items[start].text == parts[0] else { return [] }
    var reached: Set<Int> = [start]
    var gap: ClosedRange<Int>?
    for part in parts.dropFirst() {
      if part.hasPrefix("<") {
        let bounds = part.dropFirst().dropLast().split(separator: "-").compactMap { Int($0) }
        gap = bounds[0]...bounds[1]
        continue
      }
      var next: Set<Int> = []
      for from in reached {
        for to in (from + 1)..<max(from + 1, items.count)
        where items[to].text == part && isReachable(from, to, gap) {
          next.insert(to)
        }
      }
      reached = next
      gap = nil
    }
    return Set(reached.map { $0 + 1 })
  }

  private func isReachable(_ from: Int, _ to: Int, _ gap: ClosedRange<Int>?) -> Bool {
    let between = (from + 1)..<to
    if ((from + 1)...to).contains(where: { items[$0].hasBreak }) { return false }
    guard let gap else { return between.isEmpty }
    if between.contains(where: { items[$0].text == "." }) { return false }
    return gap.contains(between.count { !items[$0].isSign })
  }

  private func words(_ range: Range<Int>) -> Int { range.count { !items[$0].isSign } }

  private func holds(_ rule: ConditionTests.Rule, _ start: Int, _ end: Int) -> Bool {
    func occurrences(_ patterns: [String]) -> [Range<Int>] {
      patterns.flatMap { pattern in
        items.indices.flatMap { from in ends(pattern, from).map { from..<$0 } }
      }
    }
    func isBeside(_ other: Range<Int>, _ within: Int) -> Bool {
      if other.upperBound <= start { return words(other.upperBound..<start) < within }
      if other.lowerBound >= end { return words(end..<other.lowerBound) < within }
      return false
    }
    if let near = rule.near,
      !occurrences(near.of).contains(where: { isBeside($0, near.within) })
    {
      return false
    }
    guard let unless = rule.unless else { return true }
    return !occurrences(unless.of).contains { other in
      if other.lowerBound <= start, other.upperBound >= end { return true }
      return unless.within > 0
        && (other.overlaps(start..<end) || isBeside(other, unless.within))
    }
  }
}
