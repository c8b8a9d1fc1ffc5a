internal import FourfieldCore

/// The byte form of a compiled lexicon: its arrays as they lie in memory, so that reading is copying and a check that they fit together.
///
/// Numbers stand in the order of the machine's bytes: an archive from a machine of another order does not fit together.
enum LexiconArchive {
  /// To be raised with every change of what is written, or of what it means: of folding, of the units of patterns, of the tables of Unicode.
  static let version: UInt32 = 22
  /// The most languages that entries name: they have numbers of 16 bits.
  private static let languageLimit = Int(Int16.max)

  /// What an archive holds.
  struct Parts {
    var outline: Lexicon
    var entries: EntryTable
    var languages: [Language]
    var atoms: AtomTable
    var trie: PatternTrie
    var context: PatternTrie
    var conditions: ConditionTable
  }

  static func write(_ parts: Parts) -> [UInt8] {
    var writer = ArchiveWriter()
    writer.integer(version)
    write(parts.outline, to: &writer)
    parts.entries.write(to: &writer)
    writer.strings(parts.languages.map(\.code))
    writer.array(parts.atoms.pool)
    writer.array(parts.atoms.starts)
    writer.array(parts.atoms.kinds)
    writer.array(parts.atoms.uses)
    writer.array(parts.atoms.slots)
    writer.array(parts.atoms.filter)
    write(parts.trie, to: &writer)
    writer.array(parts.conditions.conditions)
    writer.array(parts.conditions.sets.starts)
    writer.array(parts.conditions.sets.classes)
    writer.integer(parts.conditions.sets.classCount)
    write(parts.context, to: &writer)
    return writer.bytes
  }

  static func read(_ reader: inout ArchiveReader) -> Parts? {
    guard reader.integer(UInt32.self) == version, let outline = outline(&reader),
      outline.themes.count <= Lexicon.themeLimit,
      let entries = EntryTable(&reader, themeCount: outline.themes.count)
    else { return nil }
    let languages = reader.strings().map(Language.init)
    let atoms = AtomTable(
      pool: reader.array(UInt32.self), starts: reader.array(UInt32.self),
      kinds: reader.array(UInt8.self), uses: reader.array(UInt8.self),
      slots: reader.array(Int32.self), filter: reader.array(UInt64.self))
    guard languages.count <= languageLimit, let atoms, atoms.count < Token.typeLimit,
      let trie = trie(&reader, atoms: atoms.count, entries: entries.count)
    else { return nil }
    guard let conditions = conditions(&reader, entries: entries.count),
      let context = self.trie(
        &reader, atoms: atoms.count, entries: Int(conditions.sets.classCount)),
      conditions.sets.classCount <= context.outputs.count, reader.isComplete
    else { return nil }
    return Parts(
      outline: outline, entries: entries, languages: languages, atoms: atoms, trie: trie,
      context: context, conditions: conditions)
  }

  private static func conditions(
    _ reader: inout ArchiveReader, entries: Int
  ) -> ConditionTable? {
    let conditions = reader.array(ConditionTable.Condition.self)
    let sets = PatternSets(
      starts: reader.array(Int32.self), classes: reader.array(Int32.self),
      classCount: reader.integer(Int32.self))
    guard let sets, reader.isValid else { return nil }
    return ConditionTable(conditions, sets, entryCount: entries)
  }

  // MARK: Tries

  private static func write(_ trie: PatternTrie, to writer: inout ArchiveWriter) {
    writer.array(trie.flags)
    writer.array(trie.outputs)
    writer.array(trie.outputStart)
    writer.array(trie.slots)
    writer.array(trie.filter)
    writer.array(trie.ways)
    writer.array(trie.gaps)
    let nodes = trie.gapsOfNode.sorted { $0.key < $1.key }
    writer.array(nodes.flatMap { node, codes in codes.map { _ in node } })
    writer.array(nodes.flatMap(\.value))
    writer.array(trie.lists.nodes)
    writer.array(trie.lists.starts)
    writer.array(trie.lists.edges)
  }

  private static func trie(
    _ reader: inout ArchiveReader, atoms: Int, entries limit: Int
  ) -> PatternTrie? {
    let flags = reader.array(UInt8.self)
    let outputs = reader.array(PatternTrie.Output.self)
    guard outputs.allSatisfy({ $0.entry >= 0 && Int($0.entry) < limit }) else { return nil }
    let starts = reader.array(Int32.self)
    let slots = reader.array(PatternTrie.Edge.self)
    let filter = reader.array(UInt64.self)
    let ways = reader.array(UInt64.self)
    let gaps = reader.array(PatternTrie.Gap.self)
    let gapNodes = reader.array(Int32.self)
    let gapCodes = reader.array(UInt16.self)
    let lists = EdgeLists(
      nodes: reader.array(Int32.self), starts: reader.array(Int32.self),
      edges: reader.array(EdgeLists.Edge.self), atomCount: atoms, nodeCount: flags.count,
      codeLimit: Int(PatternTrie.firstGapCode) + gaps.count)
    guard reader.isValid, let lists, gapNodes.count == gapCodes.count else { return nil }
    var gapsOfNode: [Int32: [UInt16]] = [:]
    for (node, code) in zip(gapNodes, gapCodes) { gapsOfNode[node, default: []].append(code) }
    let parts = PatternTrie.Parts(
      flags: flags, outputs: outputs, outputStart: starts, slots: slots, filter: filter,
      ways: ways, gaps: gaps, gapsOfNode: gapsOfNode, lists: lists)
    return PatternTrie.restore(parts, atomCount: atoms, entryLimit: limit)
  }

  // MARK: The outline

  private static func write(_ outline: Lexicon, to writer: inout ArchiveWriter) {
    writer.strings([
      outline.name, outline.version, outline.title, outline.license, outline.citation,
      outline.codebook,
    ])
    writer.strings(outline.authors)
    writer.strings(outline.languages.map(\.code))
    writer.integer(UInt32(outline.themes.count))
    for theme in outline.themes {
      writer.strings([theme.id, theme.color, theme.description])
      let titles = theme.titles.sorted { $0.key < $1.key }
      writer.strings(titles.flatMap { [$0.key, $0.value] })
      writer.integer(UInt8(theme.isReported ? 1 : 0))
    }
  }

  private static func outline(_ reader: inout ArchiveReader) -> Lexicon? {
    let header = reader.strings()
    guard header.count == 6 else { return nil }
    var outline = Lexicon(
      name: header[0], version: header[1], title: header[2], license: header[3],
      citation: header[4], codebook: header[5])
    outline.authors = reader.strings()
    outline.languages = reader.strings().map(Language.init)
    for _ in 0..<reader.count(width: 12) {
      let texts = reader.strings()
      let titles = reader.strings()
      guard texts.count == 3, titles.count.isMultiple(of: 2) else { return nil }
      var theme = Theme(id: texts[0], color: texts[1], description: texts[2])
      for index in stride(from: 0, to: titles.count, by: 2) {
        theme.titles[titles[index]] = titles[index + 1]
      }
      theme.isReported = reader.integer(UInt8.self) == 1
      outline.themes.append(theme)
    }
    return reader.isValid ? outline : nil
  }
}
