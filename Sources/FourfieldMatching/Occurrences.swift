/// Where blockers stand in a text, by token.
struct Occurrences {
  private var starts: [Int32] = []
  /// The furthest end of all occurrences up to each.
  private var reach: [Int32] = []

  /// Adds an occurrence; starts come in ascending order.
  mutating func append(_ start: Int, _ end: Int) {
    starts.append(Int32(start))
    reach.append(max(reach.last ?? 0, Int32(end)))
  }

  /// Whether one of them covers the tokens `start..<end`.
  func covers(_ start: Int, _ end: Int) -> Bool {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= Int32(start) { low = middle + 1 } else { high = middle }
    }
    return low > 0 && reach[low - 1] >= Int32(end)
  }
}
