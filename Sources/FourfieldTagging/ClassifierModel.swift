internal import Glibc

/// The few numbers that turn scores into probabilities and labels.
///
/// Each theme has a logistic curve of its own: what it scores itself, how far the strongest other theme is ahead, what the background
/// scores, and how long the passage is (a long one mentions more in passing). Two strong themes do not push each other away: a passage may
/// be about both.
public struct ClassifierModel: Hashable, Sendable {
  /// The curve of one theme.
  public struct Curve: Hashable, Sendable, Codable {
    /// The log-odds at no match.
    public var intercept: Double
    /// What log(1 + score) of the theme adds.
    public var score: Double
    /// What each unit adds that log(1 + score) of the strongest other theme is ahead; negative.
    public var rival: Double
    /// What log(1 + score) of the background adds; negative.
    public var background: Double
    /// What log(words / 30) adds for a passage of more than 30 words; negative.
    public var length: Double

    /// Creates a curve.
    public init(
      intercept: Double, score: Double, rival: Double, background: Double, length: Double
    ) {
      self.intercept = intercept
      self.score = score
      self.rival = rival
      self.background = background
      self.length = length
    }
  }

  /// What a curve looks at.
  public struct Evidence: Hashable, Sendable {
    /// The theme's score.
    public var score: Double
    /// The highest score of the other reported themes.
    public var rival: Double
    /// The sum of the background's scores.
    public var background: Double
    /// The words of the passage.
    public var words: Int

    /// Creates evidence.
    public init(score: Double, rival: Double, background: Double, words: Int) {
      self.score = score
      self.rival = rival
      self.background = background
      self.words = words
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
    standard: Curve = Curve(
      intercept: -1.2, score: 1.5, rival: -0.5, background: -0.4, length: -1),
    curves: [String: Curve] = [:], threshold: Double = 0.5
  ) {
    self.standard = standard
    self.curves = curves
    self.threshold = threshold
  }

  /// The model that is used where a lexicon brings none, chosen by hand on 130 policy passages and 31 titles of articles: in a short text one
  /// strong term makes a label and one that only helps does not; a long one needs more.
  public static let standard = ClassifierModel()

  /// The probability of a theme, rounded to four digits as records hold it; 0 without a match.
  public func probability(theme: String, _ evidence: Evidence) -> Double {
    probability(curves[theme] ?? standard, evidence)
  }

  func probability(_ curve: Curve, _ evidence: Evidence) -> Double {
    guard evidence.score > 0 else { return 0 }
    let own = log1p(evidence.score)
    let odds =
      curve.intercept + curve.score * own
      + curve.rival * max(0, log1p(evidence.rival) - own)
      + curve.background * log1p(evidence.background)
      + curve.length * log(max(1, Double(evidence.words) / 30))
    return (10000 / (1 + exp(-odds))).rounded() / 10000
  }
}
