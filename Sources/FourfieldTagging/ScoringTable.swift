internal import FourfieldCore

/// What a score needs of a lexicon, in flat arrays: looked at once per match, so nothing here holds a string or a reference.
final class ScoringTable: Sendable {
  /// What one match of an entry counts in one theme.
  struct Share: Sendable {
    let theme: Int32
    /// The index of the group in ``groups``.
    let group: Int32
    let weight: Double
  }

  /// The concept of every entry.
  let concepts: [Int32]
  /// The shares of an entry are `shares[shareStarts[entry]..<shareStarts[entry + 1]]`; every entry of a concept has as many.
  let shares: [Share]
  let shareStarts: [Int32]
  /// The names of all groups (`theme/group`), sorted: the order in which records write them.
  let groups: [String]
  let themeCount: Int

  init(_ lexicon: Lexicon) {
    let names = Set(lexicon.concepts.flatMap { $0.memberships.map(lexicon.groupName) }).sorted()
    let indices = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Int32($0)) })
    var shares: [Share] = []
    shares.reserveCapacity(lexicon.entries.count)
    var starts: [Int32] = [0]
    starts.reserveCapacity(lexicon.entries.count + 1)
    for concept in lexicon.concepts {
      let groups = concept.memberships.map { indices[lexicon.groupName($0)] ?? 0 }
      for entry in concept.entries {
        for (membership, group) in zip(concept.memberships, groups) {
          shares.append(
            Share(
              theme: Int32(membership.theme), group: group,
              weight: lexicon.entries[entry].weight(in: membership)))
        }
        starts.append(Int32(shares.count))
      }
    }
    concepts = lexicon.entries.map { Int32($0.concept) }
    self.shares = shares
    shareStarts = starts
    groups = names
    themeCount = lexicon.themes.count
  }

  func shareRange(of entry: Int) -> Range<Int> {
    Int(shareStarts[entry])..<Int(shareStarts[entry + 1])
  }
}
