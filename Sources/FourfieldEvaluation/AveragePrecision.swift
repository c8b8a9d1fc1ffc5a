/// Average precision: Σ (Rₙ − Rₙ₋₁) Pₙ over the thresholds of a ranking, without interpolation (Manning, Raghavan & Schütze, Introduction
/// to Information Retrieval, 2008, section 8.4; items of the same score fall together).
enum AveragePrecision {
  /// The average precision of scores; 0 where nothing is right.
  ///
  /// - Complexity: O(*n* log *n*).
  static func of(_ ranking: [(score: Double, isRight: Bool)]) -> Double {
    let sorted = ranking.sorted { $0.score > $1.score }
    let total = sorted.count(where: \.isRight)
    guard total > 0 else { return 0 }
    var (seen, right, value, lastRecall) = (0, 0, 0.0, 0.0)
    for (index, item) in sorted.enumerated() {
      seen += 1
      if item.isRight { right += 1 }
      let isLastOfScore = index + 1 == sorted.count || sorted[index + 1].score != item.score
      guard isLastOfScore else { continue }
      let recall = Double(right) / Double(total)
      value += (recall - lastRecall) * Double(right) / Double(seen)
      lastRecall = recall
    }
    return value
  }
}
