/// A value with the bounds between which it lies in 95 of 100 resamples.
public struct Interval: Hashable, Sendable, Codable {
  /// The value on the whole sample.
  public var value: Double
  /// The 2.5th percentile.
  public var low: Double
  /// The 97.5th percentile.
  public var high: Double

  /// Creates an interval.
  public init(value: Double, low: Double, high: Double) {
    self.value = value
    self.low = low
    self.high = high
  }
}
