internal import FourfieldCore

/// Random numbers with a seed, so that a failing case can be run again: the package's own generator under the tests' name.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var generator: SplitMix

  /// Creates a generator.
  public init(seed: UInt64) { generator = SplitMix(seed: seed) }

  /// The next number.
  public mutating func next() -> UInt64 { generator.next() }
}
