package import FourfieldCore

/// The concepts and entries of a lexicon in flat arrays: what is asked for every match, without a string or a reference in it.
///
/// It is read from the cache as it was written; an ``Entry`` or a ``Concept`` is put together when it is asked for.
package struct EntryTable: Sendable {
  /// The concept of every entry.
  package let concepts: [Int32]
  /// The weight of an entry's own, NaN where it has none.
  @usableFromInline let weights: [Double]
  /// What every entry counts of its weight.
  @usableFromInline let shares: [Double]
  /// The number of every entry's language in ``languages``, -1 for any.
  let languageNumbers: [Int16]
  let languages: [Language]
  let texts: StringPool
  let conceptIDs: StringPool
  /// The entries of concept *c* are `entryStarts[c]..<entryStarts[c + 1]`.
  let entryStarts: [Int32]
  /// The memberships of concept *c* are `membershipStarts[c]..<membershipStarts[c + 1]`.
  @usableFromInline let membershipStarts: [Int32]
  /// The theme of every membership.
  package let themes: [Int32]
  /// The number of every membership's group in ``groups``.
  let groupNumbers: [Int32]
  let groups: [String]
  @usableFromInline let membershipWeights: [Double]

  /// Lays out the concepts and entries of a lexicon.
  ///
  /// - Complexity: O(*n*) in the entries.
  package init(_ lexicon: Lexicon) {
    let memberships = lexicon.concepts.flatMap(\.memberships)
    let languages = EntryTable.languages(lexicon)
    let numbers = Dictionary(uniqueKeysWithValues: languages.enumerated().map { ($1, Int16($0)) })
    let groups = Set(memberships.map(\.group)).sorted()
    let places = Dictionary(uniqueKeysWithValues: groups.enumerated().map { ($1, Int32($0)) })
    // By their numbers: an entry that is handed out is copied, with all that it holds.
    let entries = lexicon.entries
    concepts = entries.indices.map { Int32(entries[$0].concept) }
    weights = entries.indices.map { entries[$0].weight ?? .nan }
    shares = entries.indices.map { entries[$0].share }
    languageNumbers = entries.indices.map { entries[$0].language.flatMap { numbers[$0] } ?? -1 }
    self.languages = languages
    texts = StringPool(entries.indices.lazy.map { entries[$0].text })
    conceptIDs = StringPool(lexicon.concepts.lazy.map(\.id))
    entryStarts = [0] + lexicon.concepts.map { Int32($0.entries.upperBound) }
    var start: Int32 = 0
    membershipStarts =
      [0]
      + lexicon.concepts.map {
        start += Int32($0.memberships.count)
        return start
      }
    themes = memberships.map { Int32($0.theme) }
    groupNumbers = memberships.map { places[$0.group] ?? 0 }
    self.groups = groups
    membershipWeights = memberships.map(\.weight)
  }

  /// The languages that entries name, sorted.
  static func languages(_ lexicon: Lexicon) -> [Language] {
    var found: Set<Language> = []
    var last: Language?
    // Entries of one language mostly stand together.
    for index in lexicon.entries.indices where lexicon.entries[index].language != last {
      last = lexicon.entries[index].language
      if let last { found.insert(last) }
    }
    return found.sorted()
  }

  /// The number of entries.
  package var count: Int { concepts.count }

  /// The number of concepts.
  package var conceptCount: Int { entryStarts.count - 1 }

  /// The numbers of a concept's memberships; none of a blocker.
  @inlinable @inline(__always)
  package func memberships(ofConcept concept: Int) -> Range<Int> {
    Int(membershipStarts[concept])..<Int(membershipStarts[concept + 1])
  }

  /// Whether an entry only stands in the way of others.
  @inlinable package func isBlocker(_ entry: Int) -> Bool {
    memberships(ofConcept: Int(concepts[entry])).isEmpty
  }

  /// What a match of an entry counts in one of its concept's memberships, as `Entry.weight(in:)` has it.
  @inlinable @inline(__always)
  package func weight(of entry: Int, in membership: Int) -> Double {
    let own = weights[entry]
    return Entry.weight(
      written: own.isNaN ? membershipWeights[membership] : own, share: shares[entry])
  }

  /// The name of a membership's group, without its theme.
  package func group(of membership: Int) -> String { groups[Int(groupNumbers[membership])] }

  /// The number of a membership's group: the same for groups of the same name under different themes.
  package func groupNumber(of membership: Int) -> Int32 { groupNumbers[membership] }

  /// The texts of all entries as UTF-8, one after another.
  package var textBytes: [UInt8] { texts.bytes }

  /// Where the text of an entry stands among ``textBytes``.
  package func textRange(of entry: Int) -> Range<Int> { texts.range(entry) }

  /// The ids of all concepts as UTF-8, one after another.
  package var idBytes: [UInt8] { conceptIDs.bytes }

  /// Where the id of a concept stands among ``idBytes``.
  package func idRange(ofConcept concept: Int) -> Range<Int> { conceptIDs.range(concept) }

  private static let nowhere = SourceLocation(file: "")

  /// An entry without patterns and place.
  func entry(_ index: Int) -> Entry {
    let number = languageNumbers[index]
    var entry = Entry(
      concept: Int(concepts[index]), text: texts[index], patterns: [],
      language: number < 0 ? nil : languages[Int(number)],
      weight: weights[index].isNaN ? nil : weights[index], location: EntryTable.nowhere)
    entry.share = shares[index]
    return entry
  }

  /// A concept without tests and place.
  func concept(_ index: Int) -> Concept {
    let memberships = memberships(ofConcept: index).map {
      Membership(theme: Int(themes[$0]), group: group(of: $0), weight: membershipWeights[$0])
    }
    return Concept(
      id: conceptIDs[index], memberships: memberships,
      entries: Int(entryStarts[index])..<Int(entryStarts[index + 1]), location: EntryTable.nowhere)
  }

  // MARK: The archive

  func write(to writer: inout ArchiveWriter) {
    writer.strings(languages.map(\.code))
    writer.strings(groups)
    writer.pool(conceptIDs)
    writer.array(entryStarts)
    writer.array(membershipStarts)
    writer.array(themes)
    writer.array(groupNumbers)
    writer.array(membershipWeights)
    writer.pool(texts)
    writer.array(concepts)
    writer.array(languageNumbers)
    writer.array(weights)
    writer.array(shares)
  }

  /// Reads what ``write(to:)`` wrote; nil where the arrays do not fit together.
  init?(_ reader: inout ArchiveReader, themeCount: Int) {
    languages = reader.strings().map(Language.init)
    groups = reader.strings()
    guard let ids = reader.pool() else { return nil }
    conceptIDs = ids
    entryStarts = reader.array(Int32.self)
    membershipStarts = reader.array(Int32.self)
    themes = reader.array(Int32.self)
    groupNumbers = reader.array(Int32.self)
    membershipWeights = reader.array(Double.self)
    guard let texts = reader.pool() else { return nil }
    self.texts = texts
    concepts = reader.array(Int32.self)
    languageNumbers = reader.array(Int16.self)
    weights = reader.array(Double.self)
    shares = reader.array(Double.self)
    guard reader.isValid, fitsTogether(themeCount) else { return nil }
  }

  private func fitsTogether(_ themeCount: Int) -> Bool {
    let isBelow = { (numbers: [Int32], limit: Int) in
      numbers.allSatisfy { $0 >= 0 && Int($0) < limit }
    }
    return texts.count == count && languageNumbers.count == count && weights.count == count
      && shares.count == count && entryStarts.count == conceptIDs.count + 1
      && membershipStarts.count == entryStarts.count && entryStarts.first == 0
      && entryStarts.last.map { Int($0) } == count && entryStarts.ascends
      && membershipStarts.first == 0 && membershipStarts.last.map { Int($0) } == themes.count
      && membershipStarts.ascends && groupNumbers.count == themes.count
      && membershipWeights.count == themes.count && isBelow(themes, themeCount)
      && isBelow(groupNumbers, groups.count) && isBelow(concepts, conceptCount)
      && languageNumbers.allSatisfy { $0 >= -1 && Int($0) < languages.count }
      && weights.allSatisfy { $0.isNaN || abs($0) <= Entry.weightLimit }
      && membershipWeights.allSatisfy { abs($0) <= Entry.weightLimit }
      && shares.allSatisfy((0...1).contains)
  }
}
