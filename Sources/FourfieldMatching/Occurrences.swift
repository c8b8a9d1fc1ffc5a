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
    let first = starts.indices.partition { starts[$0] > Int32(start) }
    return first > 0 && reach[first - 1] >= Int32(end)
  }
}
