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
    let concepts = table.entries.concepts
    if parts.first(where: { !$0.isEmpty })?[0].theme == nil {
      for part in parts {
        for match in part { keys.append(Scorer.key(match.entry, concepts)) }
      }
      add(&keys, theme: nil, &themes, &groups)
    } else {
      for theme in themes.indices {
        keys.removeAll(keepingCapacity: true)
        for part in parts {
          for match in part where match.theme == theme {
            keys.append(Scorer.key(match.entry, concepts))
          }
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
  @inline(__always) private static func key(_ entry: Int, _ concepts: [Int32]) -> UInt64 {
    UInt64(UInt32(concepts[entry])) << 32 | UInt64(entry)
  }

  /// Adds matches up, given as keys, concept by concept; for one theme alone where that is given.
  private func add(
    _ keys: inout [UInt64], theme: Int?, _ themes: inout [ThemeScore],
    _ groups: inout [GroupScore]
  ) {
    keys.sort()
    let table = table
    let sorted = keys.span
    var sums = themes.mutableSpan
    var start = 0
    while start < sorted.count {
      let concept = sorted[start] >> 32
      var end = start + 1
      while end < sorted.count, sorted[end] >> 32 == concept { end += 1 }
      for membership in table.entries.memberships(ofConcept: Int(concept)) {
        let own = Int(table.entries.themes[membership])
        if let theme, own != theme { continue }
        let score = Scorer.score(sorted.extracting(start..<end), membership, table.entries)
        sums[own].score += score
        sums[own].count += end - start
        Scorer.add(score, end - start, to: Int(table.groupNumbers[membership]), &groups)
      }
      start = end
    }
  }

  /// What the matches of one concept, given as keys whose lower half is the entry, count in one of its memberships.
  @inline(__always)
  private static func score(
    _ keys: borrowing Span<UInt64>, _ membership: Int, _ entries: EntryTable
  ) -> Double {
    var weight = 0.0
    for index in keys.indices {
      weight += entries.weight(of: Int(keys[index] & 0xFFFF_FFFF), in: membership)
    }
    let count = Double(keys.count)
    return weight / count * (keys.count == 1 ? 1 : 1 + log2(count))
  }

  @inline(__always)
  private static func add(
    _ score: Double, _ count: Int, to group: Int, _ groups: inout [GroupScore]
  ) {
    if let known = groups.firstIndex(where: { $0.group == group }) {
      groups[known].score += score
      groups[known].count += count
    } else {
      groups.append(GroupScore(group: group, score: score, count: count))
    }
  }

  /// Six digits after the point, as records hold it.
  public static func round(_ score: Double) -> Double { (score * 1_000_000).rounded() / 1_000_000 }
}
