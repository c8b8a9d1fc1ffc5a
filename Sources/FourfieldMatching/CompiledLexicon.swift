public import FourfieldCore
internal import Synchronization

/// A lexicon made ready for the scan: literal and wildcard *atoms*, and a trie of atom sequences.
///
/// An atom is one unit of a pattern under one comparison. The scan asks once per distinct word which atoms it satisfies and then
/// follows the trie from token to token; the cost per token hardly grows with the lexicon.
///
/// - Note: Immutable; safe to share between tasks.
public final class CompiledLexicon: Sendable {
  /// The lexicon without its concepts and entries: its name, its themes.
  public let outline: Lexicon
  /// The concepts and entries; `Match/entry` is an index into them.
  package let entries: EntryTable
  /// The whole lexicon, once it was asked for.
  private let whole: Mutex<Lexicon?>
  /// The languages that entries name; outputs of the trie refer to them by number.
  let languages: [Language]
  let atoms: AtomTable
  let trie: PatternTrie
  /// The patterns of the conditions; an output's entry is the number of a class, see ``PatternSets``.
  let context: PatternTrie
  let conditions: ConditionTable
  /// Where entries end behind gaps.
  let endings: GapEndings

  /// The version of what ``archive()`` writes: bytes of another are not read.
  package static let archiveVersion = LexiconArchive.version

  /// Compiles a lexicon.
  ///
  /// - Precondition: `Lexicon/isConsistent`; fewer than 2²³ distinct words in its patterns, at most 4,092 kinds of gaps, gaps and conditions of at most
  ///   `Lexicon/distanceLimit` words. Every lexicon that was read from files is so.
  /// - Complexity: O(*n*) in the units of all patterns.
  public init(_ lexicon: Lexicon) {
    precondition(lexicon.isConsistent, "the entries of a concept do not stand together")
    var atoms = AtomTable()
    var builder = PatternTrieBuilder()
    let languages = EntryTable.languages(lexicon)
    var contextBuilder = PatternTrieBuilder()
    var conditions = ConditionTable()
    var sets = PatternSetsBuilder()
    builder.reserve(
      steps: lexicon.entries.reduce(0) { sum, entry in
        entry.patterns.reduce(sum) { $0 + $1.units.count - 1 }
      })
    for (index, entry) in lexicon.entries.enumerated() {
      let language =
        entry.language.flatMap(languages.firstIndex).map { Int16($0) } ?? PatternTrie.anyLanguage
      for pattern in entry.patterns {
        CompiledLexicon.insert(
          pattern, comparison: entry.comparison, entry: index, language: language, &atoms,
          &builder)
      }
      for patterns in conditions.append(entry, index) {
        sets.append(
          patterns.flatMap {
            CompiledLexicon.nodes(
              of: $0, .folded, use: AtomTable.conditionUse, &atoms, &contextBuilder)
          })
      }
    }
    precondition(atoms.count < Token.typeLimit, "a lexicon has more than 8,388,607 distinct words")
    conditions.finish(
      sets.finish { node, patternClass in
        contextBuilder.add(
          entry: Int(patternClass), language: PatternTrie.anyLanguage, isLiteral: false, at: node)
      })
    entries = EntryTable(lexicon)
    outline = CompiledLexicon.outline(lexicon)
    whole = Mutex(lexicon)
    self.languages = languages
    self.atoms = atoms
    self.conditions = conditions
    trie = builder.finish(atoms)
    context = contextBuilder.finish(atoms)
    endings = GapEndings(trie, conditions)
  }

  /// The lexicon it was made from.
  ///
  /// The entries of a lexicon that was restored from ``archive()`` have no `Entry/patterns`, and its concepts no tests.
  ///
  /// - Complexity: O(*n*) in the entries at the first call after a restoration, O(1) else. ``entry(_:)`` and ``concept(_:)`` put together one.
  public var lexicon: Lexicon {
    whole.withLock { whole in
      if let whole { return whole }
      var lexicon = outline
      lexicon.concepts = (0..<entries.conceptCount).map(entries.concept)
      lexicon.entries = (0..<entries.count).map(entries.entry)
      whole = lexicon
      return lexicon
    }
  }

  /// The entry of a match, as far as ``lexicon`` has it.
  public func entry(_ index: Int) -> Entry { entries.entry(index) }

  /// A concept, as far as ``lexicon`` has it.
  public func concept(_ index: Int) -> Concept { entries.concept(index) }

  private static func outline(_ lexicon: Lexicon) -> Lexicon {
    var outline = lexicon
    outline.concepts = []
    outline.entries = []
    return outline
  }

  private static func insert(
    _ pattern: Pattern, comparison: Entry.Comparison, entry: Int, language: Int16,
    _ atoms: inout AtomTable, _ builder: inout PatternTrieBuilder
  ) {
    let isLiteral = !pattern.units.contains { $0.isWildcard || $0.gap != nil }
    let use = AtomTable.use(ofLanguage: language)
    for node in CompiledLexicon.nodes(of: pattern, comparison, use: use, &atoms, &builder) {
      builder.add(entry: entry, language: language, isLiteral: isLiteral, at: node)
    }
  }

  /// The nodes that a pattern ends at: one, and one more for each character that it may begin with in the place of several tokens.
  private static func nodes(
    of pattern: Pattern, _ comparison: Entry.Comparison, use: UInt8, _ atoms: inout AtomTable,
    _ builder: inout PatternTrieBuilder
  ) -> [PatternTrieBuilder.Node] {
    let units = CompositeSigns.apart(pattern.units)
    var nodes = [node(of: units, comparison, use: use, &atoms, &builder)]
    for sign in CompositeSigns.signs(units[...], comparison) {
      let rest = units[sign.keys.count...]
      nodes.append(
        node(of: [Pattern.Unit(text: sign.text)] + rest, comparison, use: use, &atoms, &builder))
    }
    return nodes
  }

  /// The node that units end at; from each on the way also those edges lead on that stand for several units.
  private static func node(
    of units: [Pattern.Unit], _ comparison: Entry.Comparison, use: UInt8,
    _ atoms: inout AtomTable, _ builder: inout PatternTrieBuilder
  ) -> PatternTrieBuilder.Node {
    var node = PatternTrieBuilder.Node.root
    var shortcuts: [(from: PatternTrieBuilder.Node, unit: Pattern.Unit, end: Int)] = []
    for (index, unit) in units.enumerated() {
      if index > 0 {
        for sign in CompositeSigns.signs(units[index...], comparison) {
          var whole = unit
          whole.text = sign.text
          shortcuts.append((node, whole, index + sign.keys.count))
        }
      }
      let atom = atoms.insert(unit, comparison: comparison, use: use)
      node = builder.child(of: node, atom: atom, unit: unit)
      for shortcut in shortcuts where shortcut.end == index + 1 {
        let atom = atoms.insert(shortcut.unit, comparison: comparison, use: use)
        builder.join(shortcut.from, atom: atom, unit: shortcut.unit, to: node)
      }
      shortcuts.removeAll { $0.end == index + 1 }
    }
    return node
  }

  /// Restores what ``archive()`` wrote; nil where the bytes are anything else.
  ///
  /// - Complexity: O(*n*) in the bytes.
  public convenience init?(archive: [UInt8]) {
    var start = 0
    self.init(archiveSize: archive.count) { buffer in
      let piece = archive[start...].prefix(buffer.count)
      buffer.replaceSubrange(0..<piece.count, with: piece)
      start = piece.endIndex
      return piece.count
    }
  }

  /// Restores what ``archive()`` wrote, read a piece at a time; nil where the bytes are anything else.
  ///
  /// - Parameters:
  ///   - size: how many bytes there are.
  ///   - fill: puts the next of them into an array, whose size it keeps, from its beginning on, and says how many; 0 where there are none.
  /// - Complexity: O(*n*) in the bytes, which are never in memory as a whole.
  package init?(archiveSize size: Int, fill: @escaping (inout [UInt8]) -> Int) {
    var reader = ArchiveReader(size: size, fill: fill)
    guard let parts = LexiconArchive.read(&reader) else { return nil }
    outline = parts.outline
    entries = parts.entries
    whole = Mutex(nil)
    languages = parts.languages
    atoms = parts.atoms
    trie = parts.trie
    context = parts.context
    conditions = parts.conditions
    endings = GapEndings(trie, conditions)
  }

  /// The compiled form as bytes: the same for the same lexicon on every machine of one order of bytes.
  ///
  /// What only checks and tests need of the lexicon is left out.
  public func archive() -> [UInt8] {
    LexiconArchive.write(
      LexiconArchive.Parts(
        outline: outline, entries: entries, languages: languages, atoms: atoms, trie: trie,
        context: context, conditions: conditions))
  }
}
