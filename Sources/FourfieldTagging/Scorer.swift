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
    var sums = GroupSums(of: table.groups.count, room: min(count, table.groups.count))
    if parts.first(where: { !$0.isEmpty })?[0].theme == nil {
      add(parts, count, theme: nil, &themes, &sums)
    } else {
      for theme in themes.indices { add(parts, count, theme: theme, &themes, &sums) }
    }
    var groups = sums.sorted()
    for index in themes.indices { themes[index].score = Scorer.round(themes[index].score) }
    for index in groups.indices { groups[index].score = Scorer.round(groups[index].score) }
    return (themes, groups)
  }

  /// Adds the matches of all parts up, `count` in all; for one theme alone where that is given.
  private func add(
    _ parts: [[Match]], _ count: Int, theme: Int?, _ themes: inout [ThemeScore],
    _ groups: inout GroupSums
  ) {
    guard count <= FewNumbers.limit, table.entries.count <= FewNumbers.bound else {
      var entries: [Int32] = []
      entries.reserveCapacity(count)
      for part in parts {
        for match in part where theme == nil || match.theme == theme {
          entries.append(Int32(match.entry))
        }
      }
      entries.sort()
      return add(entries.span, theme: theme, &themes, &groups)
    }
    var entries = FewNumbers()
    for part in parts {
      for match in part where theme == nil || match.theme == theme {
        entries.append(Int32(match.entry))
      }
    }
    let sorted = entries.sorted()
    add(sorted.span.extracting(0..<entries.count), theme: theme, &themes, &groups)
  }

  /// Adds matches up, given as sorted numbers of entries, concept by concept: the entries of a concept stand together. For one theme alone where that is given.
  private func add(
    _ sorted: borrowing Span<Int32>, theme: Int?, _ themes: inout [ThemeScore],
    _ groups: inout GroupSums
  ) {
    let table = table
    var sums = themes.mutableSpan
    var start = 0
    while start < sorted.count {
      let concept = table.entries.concepts[Int(sorted[start])]
      var end = start + 1
      while end < sorted.count, table.entries.concepts[Int(sorted[end])] == concept { end += 1 }
      for membership in table.entries.memberships(ofConcept: Int(concept)) {
        let own = Int(table.entries.themes[membership])
        if let theme, own != theme { continue }
        let score = Scorer.score(sorted.extracting(start..<end), membership, table.entries)
        sums[own].score += score
        sums[own].count += end - start
        groups.add(score, end - start, to: Int(table.groupNumbers[membership]))
      }
      start = end
    }
  }

  /// What the matches of one concept, given as its entries, count in one of its memberships.
  @inline(__always)
  private static func score(
    _ matched: borrowing Span<Int32>, _ membership: Int, _ entries: EntryTable
  ) -> Double {
    var weight = 0.0
    for index in matched.indices {
      weight += entries.weight(of: Int(matched[index]), in: membership)
    }
    let count = Double(matched.count)
    return matched.count == 1 ? weight : weight / count * (1 + log2(count))
  }

  /// Six digits after the point, as records hold it.
  public static func round(_ score: Double) -> Double {
    // Whole weights of single matches add up to whole numbers.
    if abs(score) < 1_000_000_000, Double(Int(score)) == score { return score }
    return (score * 1_000_000).rounded() / 1_000_000
  }
}
