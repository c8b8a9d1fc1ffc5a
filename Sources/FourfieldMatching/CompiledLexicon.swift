public import FourfieldCore

/// A lexicon made ready for the scan: literal and wildcard *atoms*, and a trie of atom sequences.
///
/// An atom is one unit of a pattern under one comparison. The scan asks once per distinct word which atoms it satisfies and then
/// follows the trie from token to token; the cost per token hardly grows with the lexicon.
///
/// - Note: Immutable; safe to share between tasks.
public struct CompiledLexicon: Sendable {
  /// The lexicon it was made from; ``Match/entry`` is an index into its entries.
  public let lexicon: Lexicon
  let atoms: AtomTable
  let trie: PatternTrie

  /// Compiles a lexicon.
  ///
  /// - Complexity: O(*n*) in the units of all patterns.
  public init(_ lexicon: Lexicon) {
    var atoms = AtomTable()
    var builder = PatternTrie.Builder()
    for (index, entry) in lexicon.entries.enumerated() {
      for pattern in entry.patterns {
        var node = 0
        var isLiteral = true
        for unit in pattern.units {
          let atom = atoms.insert(unit, comparison: entry.comparison)
          node = builder.child(of: node, atom: atom, separator: unit.separator)
          isLiteral = isLiteral && !unit.isWildcard
        }
        builder.add(entry: index, language: entry.language, isLiteral: isLiteral, at: node)
      }
    }
    self.lexicon = lexicon
    self.atoms = atoms
    trie = builder.finish(atomCount: atoms.count)
  }
}
