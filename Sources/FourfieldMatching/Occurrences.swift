/// Where the patterns of one condition stand in a text, by token.
struct Occurrences {
  private var starts: [Int32] = []
  /// The furthest end of all occurrences up to each.
  private var reach: [Int32] = []
  private var ends: [Int32] = []

  var isEmpty: Bool { starts.isEmpty }

  /// Forgets all of them, keeping their room.
  mutating func removeAll() {
    starts.removeAll(keepingCapacity: true)
    reach.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  /// Adds an occurrence; starts come in ascending order.
  mutating func append(_ start: Int, _ end: Int) {
    starts.append(Int32(start))
    reach.append(max(reach.last ?? 0, Int32(end)))
    ends.append(Int32(end))
  }

  /// Ends the list: from here on it can be asked.
  mutating func finish() { ends.sort() }

  /// Whether one of them covers the tokens `start..<end`.
  func covers(_ start: Int, _ end: Int) -> Bool {
    let count = Occurrences.upperBound(starts, Int32(start))
    return count > 0 && reach[count - 1] >= Int32(end)
  }

  /// Whether one of them shares a token with `start..<end`.
  func overlaps(_ start: Int, _ end: Int) -> Bool {
    let count = Occurrences.upperBound(starts, Int32(end) - 1)
    return count > 0 && reach[count - 1] > Int32(start)
  }

  /// The end of the last one that ends at or before a token.
  func lastEnd(before token: Int) -> Int? {
    let count = Occurrences.upperBound(ends, Int32(token))
    return count > 0 ? Int(ends[count - 1]) : nil
  }

  /// The start of the first one that starts at or after a token.
  func firstStart(after token: Int) -> Int? {
    let index = Occurrences.upperBound(starts, Int32(token) - 1)
    return index < starts.count ? Int(starts[index]) : nil
  }

  /// How many values are at most `value`.
  private static func upperBound(_ values: [Int32], _ value: Int32) -> Int {
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if values[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
