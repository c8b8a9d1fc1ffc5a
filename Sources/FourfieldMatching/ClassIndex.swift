/// What stands in a stretch of a text, class by class of patterns: for sets of few classes where much else stands around.
struct ClassIndex {
  /// The numbers of the occurrences, each with its class above it, ascending.
  private var starts: [UInt64] = []
  /// The furthest end of all occurrences of the class up to each of them.
  private var reach: [Int32] = []
  /// The tokens at which occurrences end, each with their class above it, ascending.
  private var ends: [UInt64] = []
  /// The stretch that it is about.
  private var stretch = 0

  /// Begins with another stretch, if it is another.
  ///
  /// - Parameters:
  ///   - stretch: its number.
  ///   - occurrences: what stands in it.
  ///   - ends: the tokens at which occurrences end, each with a class below it.
  /// - Complexity: O(*n* log *n*) in what stands in it.
  mutating func update(
    _ stretch: Int, _ occurrences: [PatternOccurrence], _ ends: [UInt64]
  ) {
    if self.stretch == stretch { return }
    self.stretch = stretch
    starts.removeAll(keepingCapacity: true)
    for (number, occurrence) in occurrences.enumerated() {
      starts.append(ClassIndex.key(occurrence.patternClass, Int32(truncatingIfNeeded: number)))
    }
    starts.sort()
    reach.removeAll(keepingCapacity: true)
    for (place, key) in starts.enumerated() {
      let end = occurrences[Int(key & 0xFFFF_FFFF)].end
      let isSame = place > 0 && starts[place - 1] >> 32 == key >> 32
      reach.append(isSame ? max(end, reach[place - 1]) : end)
    }
    self.ends.removeAll(keepingCapacity: true)
    for key in ends { self.ends.append(key << 32 | key >> 32) }
    self.ends.sort()
  }

  /// Whether one of the occurrences of a range of numbers is of a class.
  ///
  /// - Complexity: O(log *n*), as of the others.
  func hasStart(_ patternClass: Int32, in numbers: Range<Int32>) -> Bool {
    let first = ClassIndex.key(patternClass, numbers.lowerBound)
    let place = starts.indices.partition { starts[$0] >= first }
    return place < starts.count && starts[place] < ClassIndex.key(patternClass, numbers.upperBound)
  }

  /// The last token, up to one, at which an occurrence of a class ends.
  func lastEnd(_ patternClass: Int32, upTo token: Int32) -> Int32? {
    let last = ClassIndex.key(patternClass, token)
    let place = ends.indices.partition { ends[$0] > last }
    guard place > 0, ends[place - 1] >> 32 == last >> 32 else { return nil }
    return Int32(truncatingIfNeeded: ends[place - 1] & 0xFFFF_FFFF)
  }

  /// The furthest end of the occurrences of a class with a number below one.
  func furthestEnd(_ patternClass: Int32, before number: Int32) -> Int32? {
    let end = ClassIndex.key(patternClass, number)
    let place = starts.indices.partition { starts[$0] >= end }
    return place > 0 && starts[place - 1] >> 32 == end >> 32 ? reach[place - 1] : nil
  }

  private static func key(_ patternClass: Int32, _ number: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: patternClass)) << 32 | UInt64(UInt32(bitPattern: number))
  }
}
