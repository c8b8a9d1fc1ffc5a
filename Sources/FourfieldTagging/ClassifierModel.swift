internal import Glibc

/// The few numbers that turn scores into probabilities and labels.
///
/// Each theme has a logistic curve of its own over log(1 + score) and log(1 + background score), so one theme's strength does not push
/// another's label away: a passage may be about two things.
public struct ClassifierModel: Hashable, Sendable {
  /// The curve of one theme.
  public struct Curve: Hashable, Sendable {
    /// The log-odds at no match.
    public var intercept: Double
    /// What log(1 + score) of the theme adds.
    public var score: Double
    /// What log(1 + score) of the background adds; negative.
    public var background: Double

    /// Creates a curve.
    public init(intercept: Double, score: Double, background: Double) {
      self.intercept = intercept
      self.score = score
      self.background = background
    }
  }

  /// The curve of a theme without one of its own.
  public var standard: Curve
  /// The curves by theme id.
  public var curves: [String: Curve]
  /// The least probability of a label.
  public var threshold: Double

  /// Creates a model.
  public init(
    standard: Curve = Curve(intercept: -1.5, score: 1.5, background: -0.8),
    curves: [String: Curve] = [:], threshold: Double = 0.5
  ) {
    self.standard = standard
    self.curves = curves
    self.threshold = threshold
  }

  /// The model that is used where a lexicon brings none: unfitted, one strong term makes a label.
  public static let standard = ClassifierModel()

  /// The probability of a theme, rounded to four digits as records hold it.
  public func probability(theme: String, score: Double, background: Double) -> Double {
    guard score > 0 else { return 0 }
    let curve = curves[theme] ?? standard
    let odds =
      curve.intercept + curve.score * log1p(score) + curve.background * log1p(background)
    return (10000 / (1 + exp(-odds))).rounded() / 10000
  }
}
