public import FourfieldCore

/// A lexicon made ready for the scan: literal and wildcard *atoms*, and a trie of atom sequences.
///
/// An atom is one unit of a pattern under one comparison. The scan asks once per distinct word which atoms it satisfies and then
/// follows the trie from token to token; the cost per token hardly grows with the lexicon.
///
/// - Note: Immutable; safe to share between tasks.
public final class CompiledLexicon: Sendable {
  /// The lexicon it was made from; `Match/entry` is an index into its entries.
  ///
  /// The entries of a lexicon that was restored from ``archive()`` have no `Entry/patterns`, and its concepts no tests.
  public let lexicon: Lexicon
  /// The languages that entries name; outputs of the trie refer to them by number.
  let languages: [Language]
  let atoms: AtomTable
  let trie: PatternTrie
  /// The patterns of the conditions; an output's entry is the number of a set.
  let context: PatternTrie
  let conditions: ConditionTable

  /// Compiles a lexicon.
  ///
  /// - Complexity: O(*n*) in the units of all patterns.
  public init(_ lexicon: Lexicon) {
    var atoms = AtomTable()
    var builder = PatternTrieBuilder()
    let languages = Set(lexicon.entries.compactMap(\.language)).sorted()
    var contextBuilder = PatternTrieBuilder()
    var conditions = ConditionTable()
    for (index, entry) in lexicon.entries.enumerated() {
      let language = entry.language.flatMap(languages.firstIndex).map { Int16($0) }
      for pattern in entry.patterns {
        CompiledLexicon.insert(
          pattern, comparison: entry.comparison, entry: index,
          language: language ?? PatternTrie.anyLanguage, &atoms, &builder)
      }
      for (set, patterns) in conditions.append(entry, index) {
        for pattern in patterns {
          CompiledLexicon.insert(
            pattern, comparison: .folded, entry: Int(set), language: PatternTrie.anyLanguage,
            &atoms, &contextBuilder)
        }
      }
    }
    conditions.finish()
    self.lexicon = lexicon
    self.languages = languages
    self.atoms = atoms
    self.conditions = conditions
    trie = builder.finish(atomCount: atoms.count)
    context = contextBuilder.finish(atomCount: atoms.count)
  }

  private static func insert(
    _ pattern: Pattern, comparison: Entry.Comparison, entry: Int, language: Int16,
    _ atoms: inout AtomTable, _ builder: inout PatternTrieBuilder
  ) {
    var node = PatternTrieBuilder.Node.root
    for unit in pattern.units {
      let atom = atoms.insert(unit, comparison: comparison)
      node = builder.child(of: node, atom: atom, unit: unit)
    }
    let isLiteral = !pattern.units.contains { $0.isWildcard || $0.gap != nil }
    builder.add(entry: entry, language: language, isLiteral: isLiteral, at: node)
  }

  /// Restores what ``archive()`` wrote, from a byte on; nil where the bytes are anything else.
  ///
  /// - Complexity: O(*n*) in the bytes.
  public init?(archive: [UInt8], from start: Int = 0) {
    guard let parts = LexiconArchive.read(archive, from: start) else { return nil }
    lexicon = parts.lexicon
    languages = parts.languages
    atoms = parts.atoms
    trie = parts.trie
    context = parts.context
    conditions = parts.conditions
  }

  /// The compiled form as bytes: the same for the same lexicon on every machine.
  ///
  /// What only checks and tests need of the lexicon is left out.
  public func archive() -> [UInt8] {
    LexiconArchive.write(self)
  }
}
