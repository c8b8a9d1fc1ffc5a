import FourfieldCore
import FourfieldMatching
import TestSupport
import Testing

/// Gaps and the ends of sentences.
@Suite struct SentenceTests {
  /// The parts of a text that a pattern finds.
  private func found(_ pattern: String, in text: String) throws -> [String] {
    CompiledLexicon(try Lexicon(patterns: [(pattern, .folded)])).matches(in: text).map(\.surface)
  }

  @Test(arguments: [
    ("a word", "aa xx. bb"),
    ("the gap's first word", "aa. bb"),
    ("a question mark", "aa xx? bb"),
    ("an exclamation mark", "aa xx! bb"),
    ("an ellipsis", "aa xx… bb"),
    ("three stops", "aa xx... bb"),
    ("a per cent sign", "aa of 50%. bb"),
    ("a bracket", "aa (on steel). bb"),
    ("a digit is no letter", "aa fell by 5. bb"),
    ("a connector is no letter", "aa _. bb"),
    ("a wide connector is no letter", "aa ＿. bb"),
    ("a curved connector is no letter", "aa ‿. bb"),
    ("one letter, but no full stop", "aa on Plan B! bb"),
    ("one letter and an ellipsis", "aa on Plan B… bb"),
    ("one letter and three stops", "aa on Plan B... bb"),
    ("a blank between letter and stop", "aa B . bb"),
    ("a straight quote behind the stop", "aa.\" bb"),
    ("a bracket behind the stop", "aa.) bb"),
    ("a curly quote behind the stop", "aa.” bb"),
    ("several closers", "aa.’”) bb"),
    ("a closer, another terminator", "aa?”. bb"),
    ("a line end", "aa.\nbb"),
    ("a dash", "aa.—bb"),
    ("an invisible character and a blank", "aa.\u{200B} bb"),
    ("a wide full stop and a blank", "aa． bb"),
    ("a wide full stop of Han text", "aa。bb"),
    ("a wide exclamation mark", "aa！bb"),
    ("a wide question mark", "aa？bb"),
    ("a wide full stop, half wide", "aa｡bb"),
    ("a Han character is no letter", "aa 中. bb"),
    ("an empty line", "aa\n\nbb"),
    ("a clitic is no initial", "aa China's. bb"),
    ("a clitic of the first word", "aa's. bb"),
    ("a clitic behind a curly apostrophe", "aa China’s. bb"),
  ])
  func ends(name: String, text: String) throws {
    for gap in ["<0-5>", "<0-50>"] {
      #expect(try found("aa \(gap) bb", in: text).isEmpty, "\(name): \(text)")
    }
  }

  @Test(arguments: [
    ("signs", "aa (xx), [xx]; xx: “xx” % bb"),
    ("an abbreviation", "aa U.S. bb"),
    ("an initial in quotes", "aa 'B. bb"),
    ("initials", "aa J. K. bb"),
    ("one letter", "aa b. bb"),
    ("one capital letter", "aa B. bb"),
    ("a letter of two bytes", "aa é. bb"),
    ("a capital of two bytes", "aa É. bb"),
    ("a Cyrillic letter", "aa я. bb"),
    ("a letter with a combining mark", "aa e\u{301}. bb"),
    ("a letter with an invisible character", "aa B\u{AD}. bb"),
    ("closers behind an abbreviation", "aa (U.S.) bb"),
    ("a quote behind an abbreviation", "aa “U.S.” bb"),
    ("an abbreviation in wide letters", "aa Ｕ．Ｓ． bb"),
    ("no blank", "aa.bb"),
    ("no blank behind a question mark", "aa?bb"),
    ("no blank behind an ellipsis", "aa…bb"),
    ("no blank behind a wide full stop", "aa．bb"),
    ("no blank behind the closer", "aa.”bb"),
    ("a closer before the blank's opener", "aa.(xx) bb"),
    ("a number", "aa 5.5 bb"),
    ("a zero-width space and a letter", "aa.\u{200B}bb"),
    ("a soft hyphen and a letter", "aa.\u{AD}bb"),
    ("a terminator with a mark and a letter", "aa!\u{301}bb"),
    ("a line end", "aa\nbb"),
    ("a closer with no terminator", "aa) bb"),
  ])
  func goesOn(name: String, text: String) throws {
    for gap in ["<0-5>", "<0-50>"] {
      #expect(try found("aa \(gap) bb", in: text) == [text], "\(name): \(text)")
    }
  }

  /// A full stop that the pattern itself has ends no sentence.
  @Test func leavesOutThePatternsOwnStop() throws {
    #expect(try found("Inc. <0-3> bb", in: "Inc. bb") == ["Inc. bb"])
    #expect(try found("Inc. <0-3> bb", in: "Inc. xx. bb").isEmpty)
    #expect(try found("aa <0-3> bb.", in: "aa bb.") == ["aa bb."])
  }

  /// Signs count no words; a long run of them, or of closers behind a terminator, takes no longer for it.
  @Test(arguments: [(".", ")"), ("", "."), ("", ")")])
  func longRunsOfSigns(stop: String, sign: String) throws {
    let time = ThreadTime()
    let text = String(repeating: "aa ", count: 60) + stop + String(repeating: sign, count: 20_000)
    #expect(try found("aa <0-50> bb", in: text + " bb").isEmpty)
    // Over more than a hundred signs no gap goes.
    #expect(try found("aa <0-50> bb", in: text + "bb").isEmpty)
    #expect(time.seconds < ThreadTime.limit)
  }

  /// A gap behind a sign, from each sign of a long run.
  @Test func gapsBehindRunsOfSigns() throws {
    let time = ThreadTime()
    let text = String(repeating: "%", count: 20_000) + "bb"
    #expect(try found("% <0-3> bb", in: text) == [String(repeating: "%", count: 101) + "bb"])
    #expect(time.seconds < ThreadTime.limit)
  }
}
