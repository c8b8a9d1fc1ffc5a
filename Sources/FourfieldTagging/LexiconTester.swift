public import FourfieldCore
public import FourfieldMatching

/// Runs the examples and counter-examples that a lexicon carries.
public enum LexiconTester {
  /// A test that did not hold.
  public struct Failure: Hashable, Sendable {
    /// The concept's id.
    public var concept: String
    /// The test.
    public var test: ConceptTest
    /// The concepts that took the place instead, for messages.
    public var others: [String]
  }

  /// The tests that do not hold, in the order of the files.
  ///
  /// A `yes` holds when the concept matches under the rules of at least one language, with the whole lexicon beside it; a `no` when it
  /// matches under none.
  public static func failures(_ compiled: CompiledLexicon) -> [Failure] {
    let lexicon = compiled.lexicon
    var scanner = Scanner(compiled)
    var failures: [Failure] = []
    for (index, concept) in lexicon.concepts.enumerated() {
      for test in concept.tests {
        var found: Set<Int> = []
        for language in lexicon.languages {
          let bytes = Array(test.text.utf8)
          scanner.scan(bytes.span, language: language) { match in
            found.insert(lexicon.entries[match.entry].concept)
          }
        }
        if found.contains(index) != test.expectsMatch {
          let others = found.subtracting([index]).map { lexicon.concepts[$0].id }.sorted()
          failures.append(Failure(concept: concept.id, test: test, others: others))
        }
      }
    }
    return failures
  }
}
