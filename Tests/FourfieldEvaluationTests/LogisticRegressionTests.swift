@testable import FourfieldEvaluation
import FourfieldTagging
import Foundation
import TestSupport
import Testing

@Suite struct LogisticRegressionTests {
  private func rows(count: Int, features: Int, classes: Int) -> [LogisticRegression.Row] {
    var generator = SeededGenerator(seed: 7)
    return (0..<count).map { _ in
      let values = (0..<features).map {
        (index: $0, value: Double.random(in: -2...2, using: &generator))
      }
      return LogisticRegression.Row(
        features: values, label: Int.random(in: 0..<classes, using: &generator),
        weight: Double.random(in: 0.5...2, using: &generator), offset: values[0].value / 3)
    }
  }

  /// The gradient against (f(x + h) − f(x − h)) / 2h.
  @Test func gradientIsThatOfFiniteDifferences() {
    let rows = rows(count: 40, features: 3, classes: 3)
    let model = LogisticRegression([], classes: 3, features: 3, penalty: .init())
    var generator = SeededGenerator(seed: 8)
    let point = (0..<12).map { _ in Double.random(in: -1...1, using: &generator) }
    let gradient = model.loss(rows, at: point, l2: 0.3).gradient
    for index in point.indices {
      var (above, below) = (point, point)
      above[index] += 1e-5
      below[index] -= 1e-5
      let slope =
        (model.loss(rows, at: above, l2: 0.3).value - model.loss(rows, at: below, l2: 0.3).value)
        / 2e-5
      #expect(abs(slope - gradient[index]) < 1e-8)
    }
  }

  /// One binary feature without penalty: the coefficient is the log of the odds ratio of the 2 × 2 table, 30 · 40 / (10 · 20) = 6.
  @Test func closedFormOfATwoByTwoTable() {
    let table = [(1.0, 1, 30.0), (1, 0, 10), (0, 1, 20), (0, 0, 40)]
    let rows = table.map {
      LogisticRegression.Row(features: [(0, $0.0)], label: $0.1, weight: $0.2)
    }
    let fit = LogisticRegression(rows, classes: 2, features: 1, penalty: .init(), tolerance: 1e-15)
    #expect(abs(fit.coefficient(0, class: 1) - fit.coefficient(0, class: 0) - log(6)) < 1e-5)
    #expect(abs(fit.intercept(class: 1) - fit.intercept(class: 0) - log(0.5)) < 1e-5)
    #expect(abs(fit.probabilities([(0, 1)])[1] - 0.75) < 1e-6)
  }

  /// Six points in three classes; scikit-learn 1.9.1, `LogisticRegression(C=1 / (6 * l2), tol=1e-10)`, and `saga` with `l1_ratio` for the elastic net.
  @Test(arguments: [
    ("ridge", 0.1, 0.0, [0.979597, -0.133084, -1.034961, 0.695332, 0.055365, -0.562248]),
    ("elastic net", 0.05, 0.05, [0.956405, 0, -1.142182, 0.646526, 0, -0.381796]),
  ])
  func sameAsScikitLearn(name: String, l2: Double, l1: Double, expected: [Double]) {
    let points: [(Double, Double, Int)] = [
      (1, 0.5, 0), (0.8, -0.2, 0), (-1, 1, 1), (-0.7, 1.5, 1), (0.1, -1.2, 2), (0.6, 0.7, 2),
    ]
    let rows = points.map { LogisticRegression.Row(features: [(0, $0.0), (1, $0.1)], label: $0.2) }
    let fit = LogisticRegression(
      rows, classes: 3, features: 2, penalty: .init(l2: l2, l1: l1), tolerance: 1e-14)
    let own = (0..<3).flatMap { label in (0..<2).map { fit.coefficient($0, class: label) } }
    for (value, known) in zip(own, expected) {
      #expect(abs(value - known) < 2e-4, "\(name): \(own)")
    }
  }

  @Test func aStrongPenaltyLeavesTheOffset() {
    let rows = rows(count: 200, features: 2, classes: 2)
    let fit = LogisticRegression(rows, classes: 2, features: 2, penalty: .init(l2: 1e6))
    #expect((0..<2).allSatisfy { abs(fit.coefficient($0, class: 1)) < 1e-4 })
  }

  /// Decisions drawn from a known curve give it back.
  @Test func curveIsRecovered() {
    let known = ClassifierModel.Curve(
      intercept: -2, score: 2, rival: -1, background: -0.8, length: -0.3)
    let model = ClassifierModel(standard: known)
    var generator = SeededGenerator(seed: 3)
    let decisions = (0..<3000).map { _ in
      let evidence = ClassifierModel.Evidence(
        score: Double.random(in: 0.5...12, using: &generator),
        rival: Double.random(in: 0...12, using: &generator),
        background: Double.random(in: 0...9, using: &generator),
        words: Int.random(in: 5...300, using: &generator))
      let chance = Double.random(in: 0..<1, using: &generator)
      return CurveFit.Decision(
        evidence: evidence, isRight: chance < model.probability(theme: "a", evidence))
    }
    let curve = CurveFit.curves(decisions, themes: 1).themes[0]
    #expect(abs(curve.intercept - known.intercept) < 0.6, "\(curve)")
    #expect(abs(curve.score - known.score) < 0.3, "\(curve)")
    #expect(abs(curve.rival - known.rival) < 0.4, "\(curve)")
    #expect(abs(curve.background - known.background) < 0.25, "\(curve)")
    #expect(abs(curve.length - known.length) < 0.2, "\(curve)")
  }
}
