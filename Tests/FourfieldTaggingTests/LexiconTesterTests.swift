import FourfieldCore
import FourfieldLexicons
import FourfieldMatching
import FourfieldTagging
import Testing

/// The examples and counter-examples of a lexicon.
@Suite struct LexiconTesterTests {
  /// The failures of a lexicon of two concepts, the first of which has a test.
  private func failures(_ test: String) throws -> [String] {
    var reader = try LexiconReader(
      file: "lexicon.yaml", yaml: "name: t\nlanguages: [en, es]\nthemes: [{id: a}]\n")
    reader.addTheme(
      file: "a.yaml",
      yaml: """
        theme: a
        groups:
          g:
            - {concept: tax, weight: 1, en: [tax], es: [impuesto], tests: {\(test)}}
            - {concept: haven, weight: 1, any: [tax haven]}
        """)
    return LexiconTester.failures(CompiledLexicon(try reader.finish())).map { failure in
      "\(failure.concept) \(failure.test.expectsMatch) \(failure.others)"
    }
  }

  @Test(arguments: [
    ("a match", "'yes': [a tax]", []),
    ("a match in the second language", "'yes': [un impuesto]", []),
    ("no match", "'yes': [a fee]", ["tax true []"]),
    ("another in its place", "'yes': [a tax haven]", [#"tax true ["haven"]"#]),
    ("none, as it should be", "'no': [a tax haven]", []),
    ("a match that should not be", "'no': [a tax]", ["tax false []"]),
    ("one in the second language", "'no': [un impuesto]", ["tax false []"]),
  ])
  func holds(name: String, test: String, expected: [String]) throws {
    #expect(try failures(test) == expected, "\(name)")
  }
}
