/// How well probabilities say how often they are right.
///
/// Decisions are sorted into ten bins of equal width by their probability; the expected calibration error is the mean distance between
/// probability and share of right ones, weighted by the bins' sizes (Naeini, Cooper & Hauskrecht, Obtaining Well Calibrated Probabilities
/// Using Bayesian Binning, AAAI 2015; Guo et al., On Calibration of Modern Neural Networks, ICML 2017).
public struct Calibration: Hashable, Sendable, Codable {
  /// The decisions with a probability in one tenth.
  public struct Bin: Hashable, Sendable, Codable {
    /// The least probability; the bin ends 0.1 above.
    public var from: Double
    /// The decisions.
    public var count: Int
    /// Their mean probability.
    public var probability: Double
    /// The share that is right.
    public var share: Double
  }

  /// The bins that hold something.
  public let bins: [Bin]
  /// The expected calibration error.
  public let error: Double

  /// Sorts decisions into bins.
  ///
  /// - Parameter decisions: the probability of each, and whether it is right.
  /// - Complexity: O(*n*).
  public init(_ decisions: [(probability: Double, isRight: Bool)]) {
    var sums = [(count: Int, probability: Double, right: Int)](repeating: (0, 0, 0), count: 10)
    for decision in decisions {
      let bin = min(9, max(0, Int(decision.probability * 10)))
      sums[bin].count += 1
      sums[bin].probability += decision.probability
      if decision.isRight { sums[bin].right += 1 }
    }
    bins = sums.indices.filter { sums[$0].count > 0 }.map { index in
      let count = Double(sums[index].count)
      return Bin(
        from: Double(index) / 10, count: sums[index].count,
        probability: sums[index].probability / count, share: Double(sums[index].right) / count)
    }
    error = bins.reduce(0) { sum, bin in
      sum + Double(bin.count) / Double(max(1, decisions.count)) * abs(bin.probability - bin.share)
    }
  }
}
