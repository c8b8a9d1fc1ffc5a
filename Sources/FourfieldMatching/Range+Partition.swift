extension Range where Bound: BinaryInteger {
  /// The first number for which something holds that holds for all behind it; the end where there is none.
  ///
  /// - Complexity: O(log *n*).
  @inline(__always) func partition(where holds: (Bound) -> Bool) -> Bound {
    var (low, high) = (lowerBound, upperBound)
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
