internal import Foundation
public import FourfieldTagging

/// Fits the curves that turn scores into probabilities.
///
/// All themes share the slopes, so that a theme with few coded passages does not get a rule of its own out of chance; each has a shift of its
/// own, as lexicons are more eager in one theme than in another. Ridge penalties on the distance to the known curve and on the shifts (normal
/// priors around them) keep both where the data say little.
public enum CurveFit {
  /// One decision on one theme.
  public struct Decision: Sendable {
    /// The number of the theme.
    public var theme: Int
    /// What the curve looks at.
    public var evidence: ClassifierModel.Evidence
    /// Whether people gave the theme.
    public var isRight: Bool
    /// What the decision counts.
    public var weight: Double

    /// Creates a decision.
    public init(
      theme: Int = 0, evidence: ClassifierModel.Evidence, isRight: Bool, weight: Double = 1
    ) {
      self.theme = theme
      self.evidence = evidence
      self.isRight = isRight
      self.weight = weight
    }
  }

  /// How many decisions the known curve is worth: with a hundred coded passages the fit stays near it, with thousands it is forgotten.
  static let prior = 10.0

  /// How many decisions a theme's shift of none is worth.
  static let shiftPrior = 1.0

  /// The curves that make the decisions most likely, drawn to the standard model; decisions without a match, which have no
  /// probability, are left out.
  ///
  /// - Returns: the curve of all themes, and for every theme the same with its shift.
  /// - Complexity: O(steps × *n*).
  public static func curves(
    _ decisions: [Decision], themes: Int
  ) -> (shared: ClassifierModel.Curve, themes: [ClassifierModel.Curve]) {
    let known = ClassifierModel.standard.standard
    // A feature that is larger costs less: this is how the shifts get a prior of their own.
    let scale = (prior / shiftPrior).squareRoot()
    let rows = decisions.filter { $0.evidence.score > 0 }.map { decision in
      LogisticRegression.Row(
        features: features(decision.evidence) + [(index: 4 + decision.theme, value: scale)],
        label: decision.isRight ? 1 : 0, weight: decision.weight,
        offset: odds(decision.evidence, known))
    }
    // Both classes have a vector of half the difference: twice the penalty on each is that on the difference.
    let penalty = LogisticRegression.Penalty(l2: 2 * prior / Double(max(1, rows.count)))
    let fit = LogisticRegression(rows, classes: 2, features: 4 + themes, penalty: penalty)
    func moved(_ value: Double, _ index: Int) -> Double {
      rounded(value + fit.coefficient(index, class: 1) - fit.coefficient(index, class: 0))
    }
    let shared = ClassifierModel.Curve(
      intercept: rounded(known.intercept + fit.intercept(class: 1) - fit.intercept(class: 0)),
      score: moved(known.score, 0), rival: moved(known.rival, 1),
      background: moved(known.background, 2), length: moved(known.length, 3))
    let own = (0..<themes).map { theme in
      var curve = shared
      curve.intercept = rounded(shared.intercept + scale * moved(0, 4 + theme))
      return curve
    }
    return (shared, own)
  }

  private static func odds(
    _ evidence: ClassifierModel.Evidence, _ curve: ClassifierModel.Curve
  ) -> Double {
    zip(features(evidence), [curve.score, curve.rival, curve.background, curve.length])
      .reduce(curve.intercept) { $0 + $1.0.value * $1.1 }
  }

  /// As ``ClassifierModel/probability(theme:_:)`` counts.
  private static func features(
    _ evidence: ClassifierModel.Evidence
  ) -> [(index: Int, value: Double)] {
    let own = log1p(evidence.score)
    return [
      (0, own), (1, max(0, log1p(evidence.rival) - own)), (2, log1p(evidence.background)),
      (3, log(max(1, Double(evidence.words) / 30))),
    ]
  }

  private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
