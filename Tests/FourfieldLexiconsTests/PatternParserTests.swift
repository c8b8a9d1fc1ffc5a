import FourfieldCore
import FourfieldLexicons
import Testing

@Suite struct PatternParserTests {
  @Test(arguments: [
    ("trade", ["trade"]), ("tariff{,s}", ["tariff", "tariffs"]),
    ("{a,b{c,d}}e", ["ae", "bce", "bde"]), ("R&D", ["R|&|D"]), ("G-20", ["G~20"]),
    ("free  trade", ["free trade"]), ("外资", ["外|资"]), ("%", ["%"]), ("🌱", ["🌱"]),
    ("econom*", ["econom*"]),
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
    "...", "。", "«»", "a <b> c", "a <0-1> <0-1> b", "- -",
  ])
  func refuses(text: String) {
    #expect(throws: PatternError.self) { try PatternParser.parse(text) }
  }
}
