internal import FourfieldCore

/// The byte form of a compiled lexicon: its arrays as they lie in memory, so that reading is copying and a check that they fit together.
enum LexiconArchive {
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

  static func write(_ compiled: CompiledLexicon) -> [UInt8] {
    var writer = ArchiveWriter()
    write(compiled.outline, to: &writer)
    compiled.entries.write(to: &writer)
    writer.strings(compiled.languages.map(\.code))
    writer.array(compiled.atoms.pool)
    writer.array(compiled.atoms.starts)
    writer.array(compiled.atoms.kinds)
    writer.array(compiled.atoms.slots)
    writer.array(compiled.atoms.filter)
    write(compiled.trie, to: &writer)
    write(compiled.context, to: &writer)
    let conditions = compiled.conditions.conditions
    writer.array(conditions.map(\.entry))
    writer.array(conditions.map(\.set))
    writer.array(conditions.map(\.within))
    writer.array(conditions.map { $0.isNear ? UInt8(1) : 0 })
    writer.integer(compiled.conditions.setCount)
    return writer.bytes
  }

  static func read(_ bytes: [UInt8], from start: Int) -> Parts? {
    var reader = ArchiveReader(bytes, from: start)
    guard let outline = outline(&reader),
      let entries = EntryTable(&reader, themeCount: outline.themes.count)
    else { return nil }
    let languages = reader.strings().map(Language.init)
    let atoms = AtomTable(
      pool: reader.array(UInt32.self), starts: reader.array(UInt32.self),
      kinds: reader.array(UInt8.self), slots: reader.array(Int32.self),
      filter: reader.array(UInt64.self))
    guard let atoms, let trie = trie(&reader, atoms: atoms.count, entries: entries.count)
    else { return nil }
    // The number of sets stands behind the conditions: any number will do until then.
    guard let context = self.trie(&reader, atoms: atoms.count, entries: Int(Int32.max)),
      let conditions = conditions(&reader, entries: entries.count),
      context.outputs.allSatisfy({ $0.entry < conditions.setCount }), reader.isComplete
    else { return nil }
    return Parts(
      outline: outline, entries: entries, languages: languages, atoms: atoms, trie: trie,
      context: context, conditions: conditions)
  }

  private static func conditions(
    _ reader: inout ArchiveReader, entries: Int
  ) -> ConditionTable? {
    let owners = reader.array(Int32.self)
    let sets = reader.array(Int32.self)
    let widths = reader.array(Int32.self)
    let kinds = reader.array(UInt8.self)
    let setCount = reader.integer(Int32.self)
    guard reader.isValid, owners.count == sets.count, owners.count == widths.count,
      owners.count == kinds.count, setCount >= 0, setCount <= owners.count
    else { return nil }
    let conditions = owners.indices.map {
      ConditionTable.Condition(
        entry: owners[$0], set: sets[$0], within: widths[$0], isNear: kinds[$0] == 1)
    }
    return ConditionTable(conditions, entryCount: entries, setCount: setCount)
  }

  // MARK: Tries

  private static func write(_ trie: PatternTrie, to writer: inout ArchiveWriter) {
    writer.array(trie.flags)
    writer.array(trie.outputs.map(\.entry))
    writer.array(trie.outputs.map(\.language))
    writer.array(trie.outputs.map { $0.isLiteral ? UInt8(1) : 0 })
    writer.array(trie.outputStart)
    writer.array(trie.slots.map(\.key))
    writer.array(trie.slots.map(\.node))
    writer.array(trie.filter)
    writer.array(trie.gaps.map(\.least))
    writer.array(trie.gaps.map(\.most))
    let nodes = trie.gapsOfNode.sorted { $0.key < $1.key }
    writer.array(nodes.flatMap { node, codes in codes.map { _ in node } })
    writer.array(nodes.flatMap(\.value))
  }

  private static func trie(
    _ reader: inout ArchiveReader, atoms: Int, entries limit: Int
  ) -> PatternTrie? {
    let flags = reader.array(UInt8.self)
    let entries = reader.array(Int32.self)
    let numbers = reader.array(Int16.self)
    let literals = reader.array(UInt8.self)
    guard entries.count == numbers.count, entries.count == literals.count,
      entries.allSatisfy({ $0 >= 0 && Int($0) < limit })
    else { return nil }
    let starts = reader.array(Int32.self)
    let keys = reader.array(UInt64.self)
    let targets = reader.array(Int32.self)
    let filter = reader.array(UInt64.self)
    let least = reader.array(Int32.self)
    let most = reader.array(Int32.self)
    let gapNodes = reader.array(Int32.self)
    let gapCodes = reader.array(UInt16.self)
    guard reader.isValid, keys.count == targets.count, least.count == most.count,
      gapNodes.count == gapCodes.count
    else { return nil }
    var gapsOfNode: [Int32: [UInt16]] = [:]
    for (node, code) in zip(gapNodes, gapCodes) { gapsOfNode[node, default: []].append(code) }
    return PatternTrie.restore(
      atomCount: atoms, flags: flags,
      outputs: entries.indices.map {
        PatternTrie.Output(
          entry: entries[$0], language: numbers[$0], isLiteral: literals[$0] == 1)
      },
      outputStart: starts,
      slots: zip(keys, targets).map { key, node in
        // A node that is not there is found out when the arrays are checked.
        PatternTrie.Edge(
          key: key, node: node, flags: flags.indices.contains(Int(node)) ? flags[Int(node)] : 0)
      },
      filter: filter,
      gaps: zip(least, most).map { PatternTrie.Gap(least: $0, most: $1) }, gapsOfNode: gapsOfNode)
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
