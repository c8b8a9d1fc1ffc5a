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

  /// What is found is named for what it is, and what was expected stands behind it.
  @Test(arguments: [
    ("", "found an empty pattern '', expected at least one word"),
    ("-", "found an empty pattern '-', expected at least one word"),
    ("-gate", "found a hyphen at the edge of '-gate', expected a word on each side of it"),
    ("anti- ", "found a hyphen at the edge of 'anti- ', expected a word on each side of it"),
    ("{–,}gate", "found a hyphen at the edge of '{–,}gate', expected a word on each side of it"),
    ("_", "found only punctuation in '_', expected at least one word or symbol"),
    ("\u{200B}", "found an empty pattern '\u{200B}', expected at least one word"),
    ("\u{AD}", "found an empty pattern '\u{AD}', expected at least one word"),
    ("{a,}", "found an empty alternative in '{a,}', expected at least one word"),
    ("\u{301}", "found a combining mark alone in '\u{301}', expected a letter before it"),
    ("a \u{301} b", "found a combining mark alone in 'a \u{301} b', expected a letter before it"),
    ("*", "found the wildcard '*' alone in '*', expected letters beside it"),
    (
      "*\u{301}",
      "found the wildcard '*\u{301}' alone in '*\u{301}', expected letters beside it"
    ),
    (
      "贸*",
      "found a wildcard beside Han characters in '贸*', expected the words written out: there every character is a word of its own"
    ),
    (
      "x*贸",
      "found a wildcard beside Han characters in 'x*贸', expected the words written out: there every character is a word of its own"
    ),
    ("a\u{7}b", "found the control character U+0007, expected text without it"),
    ("a\0b", "found the control character U+0000, expected text without it"),
    ("a\u{7F}b", "found the control character U+007F, expected text without it"),
    ("a\u{9B}b", "found the control character U+009B, expected text without it"),
    ("a\u{FFFE}b", "found the non-character U+FFFE, expected text without it"),
    ("a\u{10FFFF}b", "found the non-character U+10FFFF, expected text without it"),
    ("a{b", "found '{' without a '}' after it, expected pairs"),
    ("a}b", "found '}' without a '{' before it, expected pairs"),
    (
      "<0-1> a",
      "found a gap at the edge of '<0-1> a' or beside another, expected a word on each side of it"
    ),
    (
      String(repeating: "{a,b}", count: 12),
      "found 4096 alternatives, expected at most 512; split the entry"
    ),
    (
      "{" + String(repeating: "a,", count: 899) + "a}",
      "found 900 alternatives, expected at most 512; split the entry"
    ),
    (
      String(repeating: "{a,b}", count: 400),
      "found 1000000000 or more alternatives, expected at most 512; split the entry"
    ),
  ])
  func tellsWhatItFoundAndExpected(text: String, message: String) {
    let error = #expect(throws: PatternError.self) { try PatternParser.parse(text) }
    #expect(error?.message == message)
  }

  /// Non-characters among others, which cannot be written as such in Swift.
  @Test(
    arguments: [(0xFDCF, false), (0xFDD0, true), (0xFDEF, true), (0xFDF0, false)]
      as [(UInt32, Bool)])
  func refusesNonCharacters(value: UInt32, isRefused: Bool) throws {
    let text = "a\(try #require(Unicode.Scalar(value)))b"
    do throws(PatternError) {
      _ = try PatternParser.parse(text)
      #expect(!isRefused)
    } catch {
      #expect(isRefused && error.message.hasPrefix("found the non-character U+FD"))
      #expect(error.column == 1)
    }
  }

  /// Tabs and line ends are blanks; what is not seen is passed over, or belongs to the sign before it.
  @Test(arguments: [
    ("free\ttrade", ["free", "trade"]), ("free\u{85}trade", ["free", "trade"]),
    ("free\r\ntrade", ["free", "trade"]),
    ("free \u{200B} trade", ["free", "trade"]), ("❤️", ["❤️"]), ("a ❤️ b", ["a", "❤️", "b"]),
    ("贸\u{200B}易", ["贸\u{200B}", "易"]), ("%\u{301}", ["%\u{301}"]),
  ])
  func keepsWhatIsNotSeenWithWhatIs(text: String, units: [String]) throws {
    #expect(try PatternParser.parse(text).map { $0.units.map(\.text) } == [units])
  }

  @Test(arguments: [
    ("a <0-0> b", 0...0), ("a<2-2>b", 2...2), ("a <50-50> b", 50...50), ("a <0-50> b", 0...50),
  ])
  func readsGaps(text: String, gap: ClosedRange<Int>) throws {
    #expect(try PatternParser.parse(text).map { $0.units.map(\.gap) } == [[nil, gap]])
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

  /// A character may have marks without end: bytes are counted too.
  @Test func countsBytes() throws {
    func marks(_ count: Int) -> String { "xé" + String(repeating: "\u{301}", count: count) + "y" }
    #expect(try PatternParser.parse(marks(7_998)).count == 1)
    let error = #expect(throws: PatternError.self) { try PatternParser.parse(marks(7_999)) }
    #expect(error?.message == "found a pattern of 16002 bytes, expected at most 16000")
  }

  @Test func countsCharacters() throws {
    func letters(_ count: Int) -> String { String(repeating: "é", count: count) }
    #expect(try PatternParser.parse(letters(2_000)).count == 1)
    let error = #expect(throws: PatternError.self) { try PatternParser.parse(letters(2_001)) }
    #expect(error?.message == "found a pattern of 2001 characters, expected at most 2000")
  }
}
