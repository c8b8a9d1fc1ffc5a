/// The canonical composition algorithm (UAX #15, section 1.3; Hangul by the Unicode Standard, section 3.12).
public enum CanonicalComposition {
  /// Orders and composes scalars.
  ///
  /// - Parameter decomposed: fully decomposed scalars, see ``ScalarTable/decomposeWithHangul(_:into:)``.
  /// - Returns: the scalars in Normalization Form C.
  /// - Complexity: O(*n*).
  public static func compose(_ decomposed: [UInt32]) -> [UInt32] {
    let scalars = ordered(decomposed)
    var result: [UInt32] = []
    var starter: Int?
    var lastClass: UInt8 = 0
    for scalar in scalars {
      let combining = ScalarTable.combiningClass(scalar)
      if let at = starter, lastClass == 0 ? result.count == at + 1 : lastClass < combining,
        let composite = composite(result[at], scalar)
      {
        result[at] = composite
        continue
      }
      if combining == 0 { starter = result.count }
      lastClass = combining
      result.append(scalar)
    }
    return result
  }

  /// Sorts runs of non-starters by combining class, stably.
  private static func ordered(_ scalars: [UInt32]) -> [UInt32] {
    var result = scalars
    var start = 0
    var (last, isSorted) = (UInt8(0), true)
    for (index, scalar) in scalars.enumerated() {
      let combining = ScalarTable.combiningClass(scalar)
      if combining == 0 {
        if !isSorted { sort(&result, start..<index) }
        (start, isSorted) = (index + 1, true)
      } else if combining < last {
        isSorted = false
      }
      last = combining
    }
    if !isSorted { sort(&result, start..<result.count) }
    return result
  }

  /// Sorts scalars by combining class, stably.
  ///
  /// - Complexity: O(*n*), so that a hostile text's marks cost no more than its letters (counting sort: Knuth, The Art of Computer Programming, 5.2).
  private static func sort(_ scalars: inout [UInt32], _ range: Range<Int>) {
    let run = Array(scalars[range])
    var places = [Int](repeating: 0, count: 257)
    for scalar in run { places[Int(ScalarTable.combiningClass(scalar)) + 1] += 1 }
    for number in 1..<257 { places[number] += places[number - 1] }
    for scalar in run {
      let combining = Int(ScalarTable.combiningClass(scalar))
      scalars[range.lowerBound + places[combining]] = scalar
      places[combining] += 1
    }
  }

  private static func composite(_ first: UInt32, _ second: UInt32) -> UInt32? {
    if (0x1100..<0x1113).contains(first), (0x1161..<0x1176).contains(second) {
      return 0xAC00 + ((first - 0x1100) * 21 + second - 0x1161) * 28
    }
    if (0xAC00..<0xD7A4).contains(first), (first - 0xAC00) % 28 == 0,
      (0x11A8..<0x11C3).contains(second)
    {
      return first + second - 0x11A7
    }
    return ScalarTable.composite(first, second)
  }
}

extension ScalarTable {
  /// Appends the full canonical decomposition of a scalar, of Hangul syllables too; the scalar itself if it has none.
  public static func decomposeWithHangul(_ scalar: UInt32, into scalars: inout [UInt32]) {
    guard (0xAC00..<0xD7A4).contains(scalar) else {
      decompose(scalar, into: &scalars)
      return
    }
    let index = scalar - 0xAC00
    scalars.append(0x1100 + index / 588)
    scalars.append(0x1161 + index % 588 / 28)
    if index % 28 != 0 { scalars.append(0x11A7 + index % 28) }
  }
}
