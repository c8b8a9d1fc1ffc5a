/// A small random generator with a seed (SplitMix64; Steele, Lea & Flood, Fast Splittable Pseudorandom Number Generators, 2014).
///
/// Unlike the system's it gives the same numbers on every machine.
public struct SplitMix: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Creates a generator.
  public init(seed: UInt64) { state = seed }

  /// The next number; the arithmetic is meant to overflow.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// An array in random order; unlike `shuffled(using:)` its way is part of this package and does not change with the standard library.
  ///
  /// - Complexity: O(*n*).
  public mutating func shuffled<T>(_ array: [T]) -> [T] {
    var result = array
    for index in stride(from: result.count - 1, to: 0, by: -1) {
      result.swapAt(index, Int(next() % UInt64(index + 1)))
    }
    return result
  }
}
