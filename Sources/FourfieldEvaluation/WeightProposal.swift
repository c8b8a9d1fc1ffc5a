public import FourfieldCore
internal import Foundation

/// Weights of concepts that labelled texts suggest, for a person to accept or not.
///
/// A multinomial logistic regression with an elastic net on the concepts of every text (each counted 1 + log2 n, as scores do) says how much
/// a concept speaks for its theme against the others. Coefficients are brought to the scale of weights by one factor that makes
/// their sums the same, so what differs is the order among concepts, not their level.
public struct WeightProposal: Hashable, Sendable {
  /// One concept in one theme.
  public struct Row: Hashable, Sendable {
    /// The concept.
    public var concept: String
    /// The theme.
    public var theme: String
    /// The written weight.
    public var written: Double
    /// The suggested weight, in halves from 0 to 4.
    public var proposed: Double
    /// The texts that hold the concept.
    public var items: Int
    /// The share of these that people gave the theme.
    public var precision: Double
  }

  /// The concepts whose suggested weight is another by one or more, those that matter most first.
  public let rows: [Row]

  /// Fewer texts than these suggest nothing.
  public static let leastItems = 20

  /// Fits sets with one label an item.
  ///
  /// - Parameters:
  ///   - lexicon: the lexicon of the scan.
  ///   - sets: the sets; those with several labels are left out.
  ///   - penalty: the elastic net.
  /// - Complexity: O(steps × *m*) in the matches.
  public init(
    _ lexicon: Lexicon, _ sets: [LabelledSet], penalty: LogisticRegression.Penalty
  ) {
    let single = sets.filter { $0.kind == .single }
    let names = lexicon.themes.filter(\.isReported).map(\.id)
    let counts = WeightProposal.counts(lexicon, single)
    let rows = zip(single, counts).flatMap { set, counts in
      zip(set.items, counts).map { item, counts in
        LogisticRegression.Row(
          features: counts.map { ($0.key, 1 + log2(Double($0.value))) }.sorted { $0.0 < $1.0 },
          label: names.firstIndex { item.gold.contains($0) } ?? names.count,
          weight: 1 / Double(set.items.count))
      }
    }
    let fit = LogisticRegression(
      rows, classes: names.count + 1, features: lexicon.concepts.count, penalty: penalty,
      iterations: 300, tolerance: 1e-6)
    self.rows = WeightProposal.rows(lexicon, single, counts, fit, names)
  }

  /// For every item of every set how often each concept matched.
  private static func counts(_ lexicon: Lexicon, _ sets: [LabelledSet]) -> [[[Int: Int]]] {
    sets.map { set in
      set.items.map { item in
        item.matches.reduce(into: [:]) { $0[lexicon.entries[$1.entry].concept, default: 0] += 1 }
      }
    }
  }

  private static func rows(
    _ lexicon: Lexicon, _ sets: [LabelledSet], _ counts: [[[Int: Int]]], _ fit: LogisticRegression,
    _ names: [String]
  ) -> [Row] {
    var candidates: [(row: Row, pull: Double)] = []
    for (number, concept) in lexicon.concepts.enumerated() {
      let holders = zip(sets, counts).flatMap { set, counts in
        zip(set.items, counts).filter { $0.1[number] != nil }.map(\.0)
      }
      guard holders.count >= leastItems else { continue }
      for membership in concept.memberships {
        let theme = lexicon.themes[membership.theme]
        let label = theme.isReported ? names.firstIndex(of: theme.id) ?? 0 : names.count
        let name = theme.isReported ? theme.id : GoldSet.background
        let row = Row(
          concept: concept.id, theme: theme.id, written: membership.weight, proposed: 0,
          items: holders.count,
          precision: Double(holders.count { $0.gold.contains(name) }) / Double(holders.count))
        candidates.append((row, pull(fit, number, label)))
      }
    }
    return scaled(candidates).filter { abs($0.proposed - $0.written) >= 1 }
      .sorted { (importance($0), $1.concept) > (importance($1), $0.concept) }
  }

  private static func importance(_ row: Row) -> Double {
    abs(row.proposed - row.written) * Double(row.items)
  }

  /// How much the concept speaks for a class against the mean of the others.
  private static func pull(_ fit: LogisticRegression, _ concept: Int, _ label: Int) -> Double {
    let others = (0..<fit.classes).filter { $0 != label }
      .reduce(0) { $0 + fit.coefficient(concept, class: $1) }
    return fit.coefficient(concept, class: label) - others / Double(max(1, fit.classes - 1))
  }

  private static func scaled(_ candidates: [(row: Row, pull: Double)]) -> [Row] {
    let written = candidates.reduce(0) { $0 + max(0, $1.row.written) }
    let pulls = candidates.reduce(0) { $0 + max(0, $1.pull) }
    let scale = pulls > 0 ? written / pulls : 0
    return candidates.map { candidate in
      var row = candidate.row
      row.proposed = min(4, max(0, (2 * scale * max(0, candidate.pull)).rounded() / 2))
      return row
    }
  }
}
