import FourfieldCore
import Testing

@testable import FourfieldLexicons

@Suite struct PatternParserTests {
  @Test(arguments: [
    ("trade", ["trade"]), ("tariff{,s}", ["tariff", "tariffs"]),
    ("{a,b{c,d}}e", ["ae", "bce", "bde"]), ("R&D", ["R|&|D"]), ("G-20", ["G~20"]),
    ("free  trade", ["free trade"]), ("外资", ["外|资"]), ("%", ["%"]), ("🌱", ["🌱"]),
    ("econom*", ["econom*"]), ("{a}{{b}}", ["ab"]), ("{a,{b,{c{},d}}}", ["a", "b", "c", "d"]),
    ("{a,b}{c,d}", ["ac", "ad", "bc", "bd"]), ("a,{b}", ["a|,|b"]),
  ])
  func parses(text: String, expected: [String]) throws {
    let signs: [Pattern.Separator: String] = [.none: "|", .space: " ", .hyphen: "~"]
    let written = try PatternParser.parse(text).map { pattern in
      pattern.units.enumerated().map { index, unit in
        (index == 0 ? "" : signs[unit.separator] ?? "?") + unit.text
      }.joined()
    }
    #expect(written == expected)
  }

  @Test(arguments: [
    "", "a{b", "a}b", "{,a}", "*", "外*", "<0-3> import", "tariff <0-3>", "a <3-1> b", "a <0-51> b",
    "a <0-1> a <0-1> a <0-1> a <0-1> a <0-1> a <0-1> a <0-1> a <0-1> a <0-1> a <0-1> a <0-1> a",
    "...", "。", "«»", "a <b> c", "a <0-1> <0-1> b", "- -", "{a{b}", "{a}}",
    String(repeating: "{a,b}", count: 10), String(repeating: "a", count: 120) + "?",
    String(repeating: "ß", count: 61) + "*",
  ])
  func refuses(text: String) {
    #expect(throws: PatternError.self) { try PatternParser.parse(text) }
  }

  @Test func wildcardsMayBeLong() throws {
    let word = String(repeating: "a", count: 119) + "?*"
    #expect(try PatternParser.parse(word).count == 1)
    #expect(try PatternParser.parse(String(repeating: "a", count: 1000)).count == 1)
  }

  /// Braces around one part are no choice, whatever stands in them: nothing is written out more often than there are alternatives.
  @Test(arguments: ["{a}", "{{a}}", "{}"])
  func bracesAroundOnePartCostNothing(braces: String) throws {
    let text =
      String(repeating: braces, count: 1600 / braces.count) + String(repeating: "{a,b}", count: 8)
    let alternatives = try Alternatives(Array(text), atMost: 256)
    #expect(alternatives.count == 256)
    #expect(alternatives.whole.pieces.count == (braces == "{}" ? 8 : 9))
    #expect(alternatives[255].suffix(8) == ArraySlice(Array("bbbbbbbb")))
    #expect(throws: PatternError.self) { try Alternatives(Array(text), atMost: 255) }
  }
}
