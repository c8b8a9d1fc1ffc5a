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
    #expect(try compiled([Rule("tariff* <0-3> import*")]).surfaces(in: text) == expected, "\(name)")
  }

  @Test func gapsInHanTextCountHalfWords() throws {
    let lexicon = try compiled([Rule("贸易 <0-1> 增长")])
    #expect(lexicon.surfaces(in: "贸易总额增长") == ["0:贸易总额增长"])
    #expect(lexicon.surfaces(in: "贸易进口额增长") == [])
    #expect(lexicon.surfaces(in: "贸易下降。增长") == [])
  }

  @Test(arguments: [
    ("left", "the deficit of trade", true), ("right", "trade and its deficit", true),
    ("too far", "trade between the two old friends shows a deficit", false),
    ("none", "trade grew", false), ("over signs", "trade: a (small) deficit", true),
  ])
  func asksForANeighbour(name: String, text: String, expected: Bool) throws {
    let lexicon = try compiled([Rule("trade", near: (["deficit", "surplus"], 4))])
    #expect(lexicon.surfaces(in: text) == (expected ? ["0:trade"] : []), "\(name)")
  }

  @Test func aMatchIsNotItsOwnNeighbour() throws {
    let lexicon = try compiled([Rule("deficit", near: (["deficit"], 9))])
    #expect(lexicon.surfaces(in: "a deficit") == [])
    #expect(lexicon.surfaces(in: "deficit and deficit") == ["0:deficit", "0:deficit"])
  }

  @Test func leavesOutWhatLiesInside() throws {
    let lexicon = try compiled([
      Rule("market", unless: (["flea market", "market garden*"], 0)),
      Rule("bank", unless: (["river"], 3)),
    ])
    #expect(lexicon.surfaces(in: "a flea market, a market") == ["0:market"])
    #expect(lexicon.surfaces(in: "the market gardens") == [])
    #expect(lexicon.surfaces(in: "bank of the river") == [])
    #expect(lexicon.surfaces(in: "bank. It lies far from any river") == ["1:bank"])
  }

  /// Where the longest pattern's condition fails, a shorter one takes its place.
  @Test func aFailedConditionLetsOthersMatch() throws {
    let lexicon = try compiled([Rule("free trade", near: (["treaty"], 5)), Rule("free")])
    #expect(lexicon.surfaces(in: "free trade") == ["1:free"])
    #expect(lexicon.surfaces(in: "free trade treaty") == ["0:free trade"])
  }

  /// The cache keeps gaps and conditions.
  @Test func archiveKeepsThem() throws {
    let lexicon = try compiled([
      Rule("tariff* <1-2> import*", unless: (["ban"], 2)), Rule("trade", near: (["deficit"], 4)),
    ])
    let restored = try #require(CompiledLexicon(archive: lexicon.archive()))
    for text in ["tariffs on imports", "tariffs on imports ban", "trade deficit", "trade"] {
      #expect(restored.surfaces(in: text) == lexicon.surfaces(in: text), "\(text)")
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
    let found = lexicon.surfaces(in: text)
    #expect(found.count > 1000)
    #expect(found.allSatisfy { $0.hasPrefix("0:a") && $0.hasSuffix("c") })
  }

  /// What the gaps of two words both reach is looked at once: a chain of wide gaps from every word of a text, none of which may be left out.
  @Test
  func chainsOfGapsAround() throws {
    let time = ThreadTime()
    let chain = (0..<9).map { _ in "a <0-50> " }.joined() + "a"
    let lexicon = try compiled([Rule("b", near: ([chain], 50)), Rule("c", near: ([chain], 1))])
    let text = String(repeating: "a ", count: 500)
    #expect(lexicon.surfaces(in: text + "b x c") == ["0:b"])
    #expect(lexicon.surfaces(in: text + "c") == ["1:c"])
    #expect(time.seconds < ThreadTime.limit)
  }
}
