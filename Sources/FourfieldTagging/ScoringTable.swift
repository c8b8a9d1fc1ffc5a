internal import FourfieldCore
internal import FourfieldMatching

/// What a score needs of a lexicon, in flat arrays: looked at once per match, so nothing here holds a string or a reference.
final class ScoringTable: Sendable {
  let entries: EntryTable
  /// The number in ``groups`` of every membership's group.
  let groupNumbers: [Int32]
  /// The names of all groups (`theme/group`), sorted: the order in which records write them.
  let groups: [String]
  let themeCount: Int

  init(_ entries: EntryTable, themes: [Theme]) {
    self.entries = entries
    themeCount = themes.count
    // There are few pairs of theme and group among the memberships of a large lexicon.
    var names: [Int64: String] = [:]
    let keys = entries.themes.indices.map { membership in
      let key = Int64(entries.themes[membership]) << 32 | Int64(entries.groupNumber(of: membership))
      if names[key] == nil {
        let theme = themes[Int(entries.themes[membership])].id
        names[key] = "\(theme)/\(entries.group(of: membership))"
      }
      return key
    }
    let sorted = Set(names.values).sorted()
    let places = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, Int32($0)) })
    let numbers = names.mapValues { places[$0] ?? 0 }
    groupNumbers = keys.map { numbers[$0] ?? 0 }
    groups = sorted
  }
}
