/// The percentile bootstrap (Efron & Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13).
///
/// The resamples come from a generator with a fixed seed, so the same data give the same bounds on every machine.
public enum Bootstrap {
  /// How many resamples are drawn.
  public static let resamples = 1000

  /// The 95 % interval of a statistic over items.
  ///
  /// - Parameters:
  ///   - count: the number of items.
  ///   - seed: where the generator begins.
  ///   - statistic: the value for a sample, given as indices of items, some of them several times.
  /// - Returns: the value on all items, with its bounds.
  /// - Complexity: ``resamples`` times that of the statistic.
  public static func interval(
    count: Int, seed: UInt64 = 1, _ statistic: ([Int]) -> Double
  ) -> Interval {
    let all = Array(0..<count)
    let value = statistic(all)
    guard count > 0 else { return Interval(value: value, low: value, high: value) }
    var state = seed
    var values: [Double] = []
    var sample = all
    for _ in 0..<resamples {
      for index in 0..<count { sample[index] = Int(next(&state) % UInt64(count)) }
      values.append(statistic(sample))
    }
    values.sort()
    return Interval(
      value: value, low: values[resamples * 25 / 1000], high: values[resamples * 975 / 1000 - 1])
  }

  /// SplitMix64 (Steele, Lea & Flood 2014); the arithmetic is meant to overflow.
  private static func next(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
