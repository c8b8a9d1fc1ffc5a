internal import FourfieldCore

/// The byte form of a compiled lexicon.
enum LexiconArchive {
  /// What an archive holds.
  struct Parts {
    var lexicon: Lexicon
    var languages: [Language]
    var atoms: AtomTable
    var trie: PatternTrie
    var context: PatternTrie
    var conditions: ConditionTable
  }

  static func write(_ compiled: CompiledLexicon) -> [UInt8] {
    var writer = ArchiveWriter()
    write(compiled.lexicon, to: &writer)
    writer.strings(compiled.languages.map(\.code))
    writer.array(compiled.atoms.pool)
    writer.array(compiled.atoms.starts)
    writer.array(compiled.atoms.kinds)
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

  private static func write(_ trie: PatternTrie, to writer: inout ArchiveWriter) {
    writer.array(trie.flags)
    writer.array(trie.outputs.map(\.entry))
    writer.array(trie.outputs.map(\.language))
    writer.array(trie.outputs.map { $0.isLiteral ? UInt8(1) : 0 })
    writer.array(trie.outputStart)
    writer.array(trie.edges.map(\.key))
    writer.array(trie.edges.map(\.node))
    writer.array(trie.gaps.map(\.least))
    writer.array(trie.gaps.map(\.most))
    let nodes = trie.gapsOfNode.sorted { $0.key < $1.key }
    writer.array(nodes.flatMap { node, codes in codes.map { _ in node } })
    writer.array(nodes.flatMap(\.value))
  }

  static func read(_ bytes: [UInt8], from start: Int) -> Parts? {
    var reader = ArchiveReader(bytes, from: start)
    guard let lexicon = lexicon(&reader) else { return nil }
    let languages = reader.strings().map(Language.init)
    let atoms = AtomTable(
      pool: reader.array(UInt32.self), starts: reader.array(UInt32.self),
      kinds: reader.array(UInt8.self))
    guard let atoms, let trie = trie(&reader, atoms: atoms.count, entries: lexicon.entries.count)
    else { return nil }
    // The number of sets stands behind the conditions: any number will do until then.
    guard let context = self.trie(&reader, atoms: atoms.count, entries: Int(Int32.max)),
      let conditions = conditions(&reader, entries: lexicon.entries.count),
      context.outputs.allSatisfy({ $0.entry < conditions.setCount }), reader.isComplete
    else { return nil }
    return Parts(
      lexicon: lexicon, languages: languages, atoms: atoms, trie: trie, context: context,
      conditions: conditions)
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
      edges: keys.indices.map { PatternTrie.Edge(key: keys[$0], node: targets[$0]) },
      gaps: zip(least, most).map { PatternTrie.Gap(least: $0, most: $1) }, gapsOfNode: gapsOfNode)
  }

  private static func write(_ lexicon: Lexicon, to writer: inout ArchiveWriter) {
    writer.strings([
      lexicon.name, lexicon.version, lexicon.title, lexicon.license, lexicon.citation,
      lexicon.codebook,
    ])
    writer.strings(lexicon.authors)
    writer.strings(lexicon.languages.map(\.code))
    writer.integer(UInt32(lexicon.themes.count))
    for theme in lexicon.themes {
      writer.strings([theme.id, theme.color, theme.description])
      let titles = theme.titles.sorted { $0.key < $1.key }
      writer.strings(titles.flatMap { [$0.key, $0.value] })
      writer.integer(UInt8(theme.isReported ? 1 : 0))
    }
    let memberships = lexicon.concepts.flatMap(\.memberships)
    writer.strings(lexicon.concepts.map(\.id))
    writer.array(lexicon.concepts.map { UInt32($0.entries.count) })
    writer.array(lexicon.concepts.map { UInt32($0.memberships.count) })
    writer.array(memberships.map { UInt32($0.theme) })
    writer.strings(memberships.map(\.group))
    writer.array(memberships.map(\.weight.bitPattern))
    write(lexicon.entries, to: &writer)
  }

  private static func write(_ entries: [Entry], to writer: inout ArchiveWriter) {
    let languages = Set(entries.compactMap(\.language)).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: languages.enumerated().map { ($1, Int16($0)) })
    writer.strings(languages.map(\.code))
    writer.strings(entries.map(\.text))
    writer.array(entries.map { entry in entry.language.flatMap { numbers[$0] } ?? -1 })
    writer.array(entries.map { $0.weight == nil ? UInt8(0) : 1 })
    writer.array(entries.compactMap(\.weight?.bitPattern))
    writer.array(entries.map(\.share.bitPattern))
  }

  private static func lexicon(_ reader: inout ArchiveReader) -> Lexicon? {
    let header = reader.strings()
    guard header.count == 6 else { return nil }
    var lexicon = Lexicon(
      name: header[0], version: header[1], title: header[2], license: header[3],
      citation: header[4], codebook: header[5])
    lexicon.authors = reader.strings()
    lexicon.languages = reader.strings().map(Language.init)
    for _ in 0..<reader.count(width: 12) {
      let texts = reader.strings()
      let titles = reader.strings()
      guard texts.count == 3, titles.count.isMultiple(of: 2) else { return nil }
      var theme = Theme(id: texts[0], color: texts[1], description: texts[2])
      for index in stride(from: 0, to: titles.count, by: 2) {
        theme.titles[titles[index]] = titles[index + 1]
      }
      theme.isReported = reader.integer(UInt8.self) == 1
      lexicon.themes.append(theme)
    }
    guard addConcepts(&reader, to: &lexicon), addEntries(&reader, to: &lexicon) else { return nil }
    return reader.isValid ? lexicon : nil
  }

  private static let nowhere = SourceLocation(file: "")

  /// Adds the concepts; false where the arrays do not fit together.
  private static func addConcepts(_ reader: inout ArchiveReader, to lexicon: inout Lexicon) -> Bool
  {
    let ids = reader.strings()
    let entryCounts = reader.array(UInt32.self)
    let counts = reader.array(UInt32.self)
    let themes = reader.array(UInt32.self)
    let groups = reader.strings()
    let weights = reader.array(UInt64.self)
    guard reader.isValid, ids.count == entryCounts.count, ids.count == counts.count,
      themes.count == groups.count, themes.count == weights.count,
      counts.reduce(0, { $0 + Int($1) }) == themes.count,
      themes.allSatisfy({ $0 < lexicon.themes.count })
    else { return false }
    var entry = 0
    var membership = 0
    for index in ids.indices {
      let own = (membership..<(membership + Int(counts[index]))).map {
        Membership(
          theme: Int(themes[$0]), group: groups[$0], weight: Double(bitPattern: weights[$0]))
      }
      let end = entry + Int(entryCounts[index])
      lexicon.concepts.append(
        Concept(id: ids[index], memberships: own, entries: entry..<end, location: nowhere))
      entry = end
      membership += own.count
    }
    return true
  }

  /// Adds the entries of all concepts; false where there are not as many as the concepts say.
  private static func addEntries(_ reader: inout ArchiveReader, to lexicon: inout Lexicon) -> Bool {
    let languages = reader.strings().map(Language.init)
    let texts = reader.strings()
    let numbers = reader.array(Int16.self)
    let flags = reader.array(UInt8.self)
    let weights = reader.array(UInt64.self)
    let shares = reader.array(UInt64.self)
    guard reader.isValid, texts.count == numbers.count, texts.count == flags.count,
      texts.count == shares.count,
      texts.count == lexicon.concepts.last?.entries.upperBound ?? 0,
      flags.count(where: { $0 == 1 }) == weights.count,
      numbers.allSatisfy({ Int($0) < languages.count })
    else { return false }
    lexicon.entries.reserveCapacity(texts.count)
    var nextWeight = 0
    for (concept, owner) in lexicon.concepts.enumerated() {
      for index in owner.entries {
        var weight: Double?
        if flags[index] == 1 {
          weight = Double(bitPattern: weights[nextWeight])
          nextWeight += 1
        }
        var entry = Entry(
          concept: concept, text: texts[index], patterns: [],
          language: numbers[index] < 0 ? nil : languages[Int(numbers[index])], weight: weight,
          location: nowhere)
        entry.share = Double(bitPattern: shares[index])
        lexicon.entries.append(entry)
      }
    }
    return true
  }
}
