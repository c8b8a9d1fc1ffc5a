public import FourfieldCore
internal import Glibc

/// Adds matches up to scores.
///
/// The score of a theme is Σ over its concepts of w × (1 + log2 n), where n counts the concept's matches and w is the mean of their
/// weights; a repeated word does not win by itself. Concepts are added in the order of the lexicon, so the sum is the same to the last bit
/// however the matches were found.
public struct Scorer: Sendable {
  let lexicon: Lexicon

  /// Creates a scorer.
  public init(_ lexicon: Lexicon) { self.lexicon = lexicon }

  /// The scores of all themes and of the groups with a match.
  ///
  /// - Parameter matches: matches of one passage or of one document's passages together.
  /// - Returns: the themes in the order of the lexicon, and the groups by name.
  /// - Complexity: O(*m* log *m*).
  public func scores(
    _ matches: [Match]
  ) -> (themes: [ThemeScore], groups: [(name: String, score: ThemeScore)]) {
    var themes = [ThemeScore](repeating: ThemeScore(), count: lexicon.themes.count)
    var groups: [String: ThemeScore] = [:]
    guard !matches.isEmpty else { return (themes, []) }
    let entries = matches.map(\.entry).sorted {
      (lexicon.entries[$0].concept, $0) < (lexicon.entries[$1].concept, $1)
    }
    var start = 0
    while start < entries.count {
      let concept = lexicon.entries[entries[start]].concept
      var end = start
      while end < entries.count, lexicon.entries[entries[end]].concept == concept { end += 1 }
      for membership in lexicon.concepts[concept].memberships {
        var weight = 0.0
        for entry in entries[start..<end] {
          weight += lexicon.entries[entry].weight(in: membership)
        }
        let count = Double(end - start)
        let score = weight / count * (1 + log2(count))
        themes[membership.theme].score += score
        themes[membership.theme].count += end - start
        let name = lexicon.groupName(membership)
        groups[name, default: ThemeScore()].score += score
        groups[name, default: ThemeScore()].count += end - start
      }
      start = end
    }
    for index in themes.indices { themes[index].score = Scorer.round(themes[index].score) }
    let sorted = groups.map { (name: $0.key, score: $0.value) }.sorted { $0.name < $1.name }
      .map {
        (
          name: $0.name,
          score: ThemeScore(score: Scorer.round($0.score.score), count: $0.score.count)
        )
      }
    return (themes, sorted)
  }

  /// Six digits after the point, as records hold it.
  public static func round(_ score: Double) -> Double { (score * 1_000_000).rounded() / 1_000_000 }
}
