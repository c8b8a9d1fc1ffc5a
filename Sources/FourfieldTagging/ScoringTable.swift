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
    var known: [Int64: Int32] = [:]
    var names: [String] = []
    var numbers = entries.themes.indices.map { membership in
      let key = Int64(entries.themes[membership]) << 32 | Int64(entries.groupNumber(of: membership))
      if let number = known[key] { return number }
      let number = Int32(names.count)
      known[key] = number
      let theme = themes[Int(entries.themes[membership])].id
      names.append("\(theme)/\(entries.group(of: membership))")
      return number
    }
    let sorted = Set(names).sorted()
    let places = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, Int32($0)) })
    let placeOfNumber = names.map { places[$0] ?? 0 }
    for index in numbers.indices { numbers[index] = placeOfNumber[Int(numbers[index])] }
    groupNumbers = numbers
    groups = sorted
  }
}
