public import FourfieldCore
public import FourfieldMatching
internal import Glibc

/// Adds matches up to scores.
///
/// The score of a theme is Σ over its concepts of w × (1 + log2 n), where n counts the concept's matches and w is the mean of their
/// weights; a repeated word does not win by itself. Concepts are added in the order of the lexicon, so the sum is the same to the last bit
/// however the matches were found.
public struct Scorer: Sendable {
  private let table: ScoringTable

  /// Creates a scorer.
  ///
  /// - Complexity: O(*n*) in the entries of the lexicon.
  public init(_ lexicon: Lexicon) {
    table = ScoringTable(EntryTable(lexicon), themes: lexicon.themes)
  }

  /// Creates a scorer of a lexicon that is compiled already.
  ///
  /// - Complexity: O(*n*) in the concepts of the lexicon.
  public init(_ compiled: CompiledLexicon) {
    table = ScoringTable(compiled.entries, themes: compiled.outline.themes)
  }

  /// The names of all groups, as `theme/group`, sorted.
  public var groups: [String] { table.groups }

  /// The scores of all themes and of the groups with a match.
  ///
  /// - Parameter matches: matches of one passage or of one document's passages together.
  /// - Returns: the themes in the order of the lexicon, and the groups in the order of their names.
  /// - Complexity: O(*m* log *m*).
  public func scores(_ matches: [Match]) -> (themes: [ThemeScore], groups: [GroupScore]) {
    scores(ofParts: [matches])
  }

  /// The same for the matches of several passages, which are not put together: a document may have millions.
  public func scores(
    ofParts parts: [[Match]]
  ) -> (themes: [ThemeScore], groups: [GroupScore]) {
    var themes = [ThemeScore](repeating: ThemeScore(), count: table.themeCount)
    let count = parts.reduce(0) { $0 + $1.count }
    guard count > 0 else { return (themes, []) }
    var groups: [GroupScore] = []
    groups.reserveCapacity(min(count, table.groups.count))
    var keys: [UInt64] = []
    keys.reserveCapacity(count)
    if parts.first(where: { !$0.isEmpty })?[0].theme == nil {
      for part in parts { for match in part { keys.append(key(match)) } }
      add(&keys, theme: nil, &themes, &groups)
    } else {
      for theme in themes.indices {
        keys.removeAll(keepingCapacity: true)
        for part in parts {
          for match in part where match.theme == theme { keys.append(key(match)) }
        }
        add(&keys, theme: theme, &themes, &groups)
      }
    }
    for index in themes.indices { themes[index].score = Scorer.round(themes[index].score) }
    for index in groups.indices { groups[index].score = Scorer.round(groups[index].score) }
    groups.sort { $0.group < $1.group }
    return (themes, groups)
  }

  /// The concept and the entry of a match.
  private func key(_ match: Match) -> UInt64 {
    UInt64(UInt32(table.entries.concepts[match.entry])) << 32 | UInt64(match.entry)
  }

  /// Adds matches up, given as keys, concept by concept; for one theme alone where that is given.
  private func add(
    _ keys: inout [UInt64], theme: Int?, _ themes: inout [ThemeScore],
    _ groups: inout [GroupScore]
  ) {
    keys.sort()
    var start = 0
    while start < keys.count {
      var end = start + 1
      while end < keys.count, keys[end] >> 32 == keys[start] >> 32 { end += 1 }
      add(keys[start..<end], theme: theme, &themes, &groups)
      start = end
    }
  }

  /// Adds the matches of one concept, given as sorted keys whose lower half is the entry.
  private func add(
    _ keys: ArraySlice<UInt64>, theme: Int?, _ themes: inout [ThemeScore],
    _ groups: inout [GroupScore]
  ) {
    guard let first = keys.first else { return }
    let count = keys.count
    for membership in table.entries.memberships(ofConcept: Int(first >> 32)) {
      let own = Int(table.entries.themes[membership])
      if let theme, own != theme { continue }
      var weight = 0.0
      for key in keys { weight += table.entries.weight(of: Int(key & 0xFFFF_FFFF), in: membership) }
      let score = weight / Double(count) * (count == 1 ? 1 : 1 + log2(Double(count)))
      themes[own].score += score
      themes[own].count += count
      let group = Int(table.groupNumbers[membership])
      if let known = groups.firstIndex(where: { $0.group == group }) {
        groups[known].score += score
        groups[known].count += count
      } else {
        groups.append(GroupScore(group: group, score: score, count: count))
      }
    }
  }

  /// Six digits after the point, as records hold it.
  public static func round(_ score: Double) -> Double { (score * 1_000_000).rounded() / 1_000_000 }
}
