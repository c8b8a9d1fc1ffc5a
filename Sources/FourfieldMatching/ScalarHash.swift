/// Hashes of letters, and where a bit filter holds one.
enum ScalarHash {
  /// The hash of no letter.
  static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Adds a letter: a step of FNV-1a by scalars.
  @inline(__always) static func add(_ scalar: UInt32, to hash: inout UInt64) {
    // The multiplication is meant to overflow.
    hash = (hash ^ UInt64(scalar)) &* 0x100_0000_01B3
  }

  /// The hash of some letters.
  static func hash(_ scalars: ArraySlice<UInt32>) -> UInt64 {
    var hash = seed
    for scalar in scalars { add(scalar, to: &hash) }
    return hash
  }

  /// The bit of a hash in a filter of a power of two of numbers: other bits of it than those that a slot is found by.
  @inline(__always) static func place(_ hash: UInt64, inFilterOf count: Int) -> (
    word: Int, bit: UInt64
  ) {
    // Fibonacci hashing (Knuth, The Art of Computer Programming, 6.4); the multiplication is meant to overflow.
    let place = Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> 24) & (count * 64 - 1)
    return (place >> 6, 1 << UInt64(place & 63))
  }
}
