/// What the matches of a passage or document add up to for one theme.
public struct ThemeScore: Hashable, Sendable {
  /// Σ over concepts of mean weight × (1 + log2 n).
  public var score: Double
  /// The number of matches.
  public var count: Int
  /// The calibrated probability, as ``ClassifierModel`` has it; 0 for a background theme.
  public var probability: Double

  /// Creates a score.
  public init(score: Double = 0, count: Int = 0, probability: Double = 0) {
    self.score = score
    self.count = count
    self.probability = probability
  }
}
