import FourfieldLexicons
import Testing

@Suite struct LexiconCheckerTests {
  private func findings(_ entries: String) throws -> [String] {
    var reader = try LexiconReader(
      file: "lexicon.yaml", yaml: "name: t\nlanguages: [en]\nthemes: [{id: a}]\n")
    reader.addTheme(
      file: "a.yaml",
      yaml: """
        theme: a
        groups:
          g:
            - concept: x
              weight: 1
              en: [\(entries)]
        """)
    return LexiconChecker.findings(try reader.finish()).map(\.description)
  }

  /// Two entries of the default lexicon stood so and never matched anything.
  @Test(arguments: [
    (entries: #""{match: Democrat, case: exact}""#, text: "{match: Democrat, case: exact}"),
    (
      entries: #"senate, {match: "{match: MP, weight: 2}", weight: 2}"#,
      text: "{match: MP, weight: 2}"
    ),
  ])
  func tellsRulesInQuotationMarks(entries: String, text: String) throws {
    let found = try findings(entries)
    #expect(found.count == 1)
    let message = "'\(text)': rules in quotation marks are no rules; take the marks away"
    #expect(found.first?.hasSuffix(message) == true, "\(found)")
  }

  @Test(arguments: [
    (entries: "{match: y, unless: [y]}", message: "'y' stands in its own unless"),
    (
      entries: #"{match: ÉY, case: exact, unless: {of: [z, "e{y,x}"], within: 2}}"#,
      message: "'ÉY' stands in its own unless"
    ),
    (entries: #""a\uFFFDb""#, message: "the character U+FFFD, which is hardly meant"),
    (entries: #""a\u202Eb""#, message: "the character U+202E, which is hardly meant"),
    (entries: #""a\u2069""#, message: "the character U+2069, which is hardly meant"),
  ])
  func tellsWhatIsHardlyMeant(entries: String, message: String) throws {
    let found = try findings(entries)
    #expect(found.count == 1 && found.first?.contains(message) == true, "\(found)")
  }

  @Test func leavesRulesAndChoicesAlone() throws {
    #expect(
      try findings(
        #"{match: Democrat, case: exact}, "{cap,price} match{,es}", {match: y, unless: [y z]}"#
      ).isEmpty)
  }
}
