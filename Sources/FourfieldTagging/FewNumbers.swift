/// A few small numbers, sorted without a branch that depends on them: each goes to where as many stand before it as are less.
///
/// Most passages have so few matches, and what sorting by comparing two at a time takes is waiting for branches that nobody foresees.
struct FewNumbers {
  /// The most numbers.
  static let limit = 64
  /// The numbers are less than this.
  static let bound = 1 << 25

  /// The numbers, each with its place behind it, so that no two are the same; what is empty is more than any.
  private var numbers = InlineArray<64, Int32>(repeating: .max)
  private(set) var count = 0

  /// Adds a number; there must be room.
  @inline(__always) mutating func append(_ number: Int32) {
    numbers[count] = number << 6 | Int32(truncatingIfNeeded: count)
    count += 1
  }

  /// The numbers in ascending order, ``count`` of them.
  func sorted() -> InlineArray<64, Int32> {
    var sorted = InlineArray<64, Int32>(repeating: 0)
    let numbers = numbers.span
    // Whole vectors: what is empty is not less than any.
    let width = min(FewNumbers.limit, (count + 15) & ~15)
    for index in 0..<count {
      let number = numbers[index]
      var less: Int32 = 0
      // Neither is negative: the sign of the difference says which is less.
      for other in 0..<width { less &-= (numbers[other] &- number) >> 31 }
      sorted[Int(less)] = number >> 6
    }
    return sorted
  }
}
