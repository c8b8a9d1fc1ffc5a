import FourfieldCore
@testable import FourfieldEvaluation
import Testing

@Suite struct StatisticsTests {
  /// scikit-learn 1.9.1, `average_precision_score` of the same scores, two of which are tied.
  @Test func averagePrecisionIsThatOfScikitLearn() {
    let scores = [0.9, 0.8, 0.8, 0.7, 0.6, 0.5, 0.4, 0.4, 0.2, 0.1]
    let right = [1, 0, 1, 1, 0, 0, 1, 0, 1, 0]
    let ranking = zip(scores, right).map { (score: $0, isRight: $1 == 1) }
    #expect(abs(AveragePrecision.of(ranking) - 0.6944444444444444) < 1e-12)
    #expect(AveragePrecision.of([(score: 1, isRight: false)]) == 0)
  }

  /// NumPy, ten bins of equal width.
  @Test func calibrationErrorIsThatOfNumPy() {
    let probabilities = [0.05, 0.12, 0.95, 0.33, 0.35, 0.61, 0.65, 0.88, 0.91, 1.0, 0.49, 0.0]
    let right = [0, 0, 1, 1, 0, 1, 0, 1, 1, 1, 0, 0]
    let calibration = Calibration(
      zip(probabilities, right).map { (probability: $0, isRight: $1 == 1) })
    #expect(abs(calibration.error - 0.125) < 1e-12)
    #expect(calibration.bins.map(\.count).reduce(0, +) == 12)
    #expect(calibration.bins.last?.count == 3)
  }

  /// The mean of n coins with p = 0.5 has the standard error 0.5 / √n; 1.96 of it is the half-width.
  @Test func boundsOfAMeanAreTheNormalOnes() {
    let coins = (0..<400).map { $0 % 2 }
    func share(_ sample: [Int]) -> Double {
      Double(sample.reduce(0) { $0 + coins[$1] }) / Double(sample.count)
    }
    let interval = Bootstrap(count: coins.count).interval(share)
    #expect(interval.value == 0.5)
    #expect(abs(interval.low - (0.5 - 0.049)) < 0.008, "\(interval)")
    #expect(abs(interval.high - (0.5 + 0.049)) < 0.008, "\(interval)")
    #expect(Bootstrap(count: coins.count).interval(share) == interval)
  }

  /// Forty documents of ten equal passages each know as much as forty coins: the bounds are √10 times as wide as for four hundred.
  @Test func documentsAreDrawnAsAWhole() {
    let coins = (0..<400).map { $0 / 10 % 2 }
    let clustered = Bootstrap(clusters: coins.indices.map { "\($0 / 10)" }).interval { sample in
      Double(sample.reduce(0) { $0 + coins[$1] }) / Double(sample.count)
    }
    #expect(
      abs(clustered.high - clustered.low - 2 * 1.96 * 0.5 / 40.0.squareRoot()) < 0.03,
      "\(clustered)")
  }
}
