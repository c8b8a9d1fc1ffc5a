/// What one threshold would give: the trade of precision for coverage.
public struct ThresholdPoint: Hashable, Sendable, Codable {
  /// The least probability of a label.
  public var threshold: Double
  /// The share of the items that keep a label.
  public var coverage: Double
  /// The share of the labels that are right.
  public var precision: Double
  /// The share of the right labels that are given.
  public var recall: Double

  /// The points for thresholds 0.05, 0.10 … 0.95.
  ///
  /// Where the coders gave one label an item, only the leading theme counts, and it is right where it is theirs.
  ///
  /// - Complexity: O(*n*) in items and themes, for every threshold.
  static func curve(_ items: [EvaluatedItem], kind: GoldSet.Kind) -> [ThresholdPoint] {
    stride(from: 5, through: 95, by: 5).map { percent in
      point(items, kind: kind, threshold: Double(percent) / 100)
    }
  }

  private static func point(
    _ items: [EvaluatedItem], kind: GoldSet.Kind, threshold: Double
  ) -> ThresholdPoint {
    var (covered, given, right, wanted) = (0, 0, 0, 0)
    for item in items {
      var themes = item.record.themes.filter { $0.value.probability >= threshold }.map(\.key)
      if kind == .single { themes = themes.filter { $0 == item.record.primary } }
      let gold = item.gold.subtracting([GoldSet.background])
      covered += themes.isEmpty ? 0 : 1
      given += themes.count
      right += themes.count { gold.contains($0) }
      wanted += gold.count
    }
    func share(_ part: Int, _ whole: Int) -> Double {
      whole == 0 ? 0 : Double(part) / Double(whole)
    }
    return ThresholdPoint(
      threshold: threshold, coverage: share(covered, items.count), precision: share(right, given),
      recall: share(right, wanted))
  }
}
