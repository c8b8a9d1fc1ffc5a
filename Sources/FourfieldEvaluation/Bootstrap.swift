public import FourfieldCore

/// The percentile bootstrap (Efron & Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13).
///
/// Clusters are drawn as a whole (Davison & Hinkley, Bootstrap Methods and their Application, 1997, section 3.8): passages of one document
/// resemble each other, and drawing them one by one would make the bounds too narrow. The resamples come from a generator with a fixed
/// seed, so the same data give the same bounds on every machine.
public struct Bootstrap: Sendable {
  /// How many resamples are drawn where nothing else is said.
  public static let resamples = 1000

  private let clusters: [[Int]]
  private let count: Int
  private let resamples: Int
  private let seed: UInt64

  /// Creates a bootstrap over items.
  ///
  /// - Parameters:
  ///   - clusters: a name for the cluster of every item; items of one name are drawn together.
  ///   - resamples: how many resamples are drawn.
  ///   - seed: where the generator begins.
  public init(clusters: [String], resamples: Int = Bootstrap.resamples, seed: UInt64 = 1) {
    var numbers: [String: Int] = [:]
    var drawn: [[Int]] = []
    for (index, name) in clusters.enumerated() {
      if let number = numbers[name] {
        drawn[number].append(index)
      } else {
        numbers[name] = drawn.count
        drawn.append([index])
      }
    }
    self.clusters = drawn
    count = clusters.count
    self.resamples = resamples
    self.seed = seed
  }

  /// Creates a bootstrap over items that are drawn one by one.
  public init(count: Int, resamples: Int = Bootstrap.resamples, seed: UInt64 = 1) {
    clusters = (0..<count).map { [$0] }
    self.count = count
    self.resamples = resamples
    self.seed = seed
  }

  /// The 95 % intervals of several statistics over the same resamples.
  ///
  /// - Parameter statistics: the values for a sample, given as indices of items, some of them several times; always as many.
  /// - Returns: the values on all items, with their bounds.
  /// - Complexity: as many times that of the statistics as there are resamples.
  public func intervals(_ statistics: ([Int]) -> [Double]) -> [Interval] {
    let values = statistics(Array(0..<count))
    guard count > 0 else { return values.map { Interval(value: $0, low: $0, high: $0) } }
    var columns = [[Double]](repeating: [], count: values.count)
    forEachResample { sample in
      for (index, value) in statistics(sample).enumerated() { columns[index].append(value) }
    }
    return zip(values, columns).map { value, column in
      Bootstrap.interval(value, of: column)
    }
  }

  /// The 95 % interval of one statistic.
  public func interval(_ statistic: ([Int]) -> Double) -> Interval {
    intervals { [statistic($0)] }[0]
  }

  /// The interval between the 2.5th and the 97.5th percentile of resampled values.
  static func interval(_ value: Double, of resampled: [Double]) -> Interval {
    let sorted = resampled.sorted()
    guard let last = sorted.indices.last else {
      return Interval(value: value, low: value, high: value)
    }
    let tail = sorted.count * 25 / 1000
    return Interval(value: value, low: sorted[tail], high: sorted[last - tail])
  }

  /// Calls a function with every resample.
  func forEachResample(_ body: ([Int]) -> Void) {
    var generator = SplitMix(seed: seed)
    var sample: [Int] = []
    for _ in 0..<resamples {
      sample.removeAll(keepingCapacity: true)
      for _ in clusters.indices {
        sample += clusters[Int(generator.next() % UInt64(clusters.count))]
      }
      body(sample)
    }
  }
}
