/// Where the patterns of conditions stand in a stretch of a text, by token.
///
/// An occurrence is kept once, by its class of patterns, however many conditions ask for it. A condition is answered by what stands
/// around the place it is asked for: distances are a few words, so that the answer takes no longer where the text or the lexicon is
/// long. What was looked at for a set in vain is not looked at again (see ``Search``), so that a long run of signs, which
/// no distance counts, does not make it slow either; where much stands around that is none of the set, its own classes are
/// looked up instead (see ``ClassIndex``).
struct Surroundings {
  /// What is known of one set in one stretch.
  struct Search {
    /// The stretch that it is about.
    var stretch = 0
    /// The numbers of occurrences that are none of the set, from a place asked for on.
    var after: Range<Int32> = 0..<0
    /// The numbers of ends that are none of the set, up to a place asked for.
    var before: Range<Int32> = 0..<0
    /// The furthest end of the set's among these occurrences.
    var over: Range<Int32> = 0..<0
    var reach: Int32 = 0
  }

  /// The half words before each token, and before the end.
  private(set) var positions: [Int32] = []
  /// By their starts.
  private(set) var occurrences: [PatternOccurrence] = []
  /// The furthest end of all occurrences up to each.
  private(set) var reach: [Int32] = []
  /// The tokens at which occurrences end, each with a class below it, ascending; empty where no condition asks for a distance.
  private(set) var ends: [UInt64] = []
  /// The number of the last occurrence of each class that has one; any number of others.
  private(set) var last: [Int32]
  /// The last stretch that each set has something in: of ten thousand conditions of one word most are over with a look at this.
  private(set) var present: [Int]
  /// The sets that have something in this stretch.
  private(set) var presentSets: [Int32] = []
  private let setsOfClasses: PatternSets
  var searches: [Search]
  var byClass = ClassIndex()
  private(set) var stretch = 0
  /// So many occurrences are looked at one by one before the classes of a set are looked up. A test makes it less.
  var few: Int32 = 32
  let sets: PatternSets
  /// The widest distance of all conditions, in half words.
  let widest: Int32

  init(_ conditions: ConditionTable) {
    sets = conditions.sets
    widest = 2 * (conditions.conditions.map(\.within).max() ?? 0)
    last = [Int32](repeating: 0, count: Int(sets.classCount))
    setsOfClasses = sets.inverted
    present = [Int](repeating: 0, count: sets.count)
    searches = [Search](repeating: Search(), count: sets.count)
  }

  // MARK: Filling

  /// Begins a text.
  mutating func begin(_ tokenizer: borrowing Tokenizer) {
    removeAll()
    let count = tokenizer.count
    if positions.count <= count { positions += [Int32](repeating: 0, count: count + 256) }
    var room = positions.mutableSpan
    var position: Int32 = 0
    for index in 0..<count {
      room[index] = position
      position &+= tokenizer[index].halfWords
    }
    room[count] = position
  }

  /// Forgets all occurrences, keeping their room.
  mutating func removeAll() {
    occurrences.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  /// Forgets what is too far from a token to count there or behind it.
  mutating func removeAll(before token: Int) {
    let (positions, widest) = (positions, widest)
    let isPast = { (end: Int) in end <= token && positions[token] - positions[end] >= widest }
    occurrences.removeAll { isPast(Int($0.end)) }
    ends.removeAll { isPast(Int($0 >> 32)) }
    for (number, occurrence) in occurrences.enumerated() {
      last[Int(occurrence.patternClass)] = Int32(truncatingIfNeeded: number)
    }
  }

  /// Notes the tokens `start..<end`; starts come in ascending order.
  mutating func append(_ patternClass: Int32, _ start: Int, _ end: Int) {
    let start = Int32(truncatingIfNeeded: start)
    let end = Int32(truncatingIfNeeded: end)
    let number = Int(last[Int(patternClass)])
    if number < occurrences.count, occurrences[number].start == start,
      occurrences[number].patternClass == patternClass
    {
      occurrences[number].end = max(occurrences[number].end, end)
    } else {
      last[Int(patternClass)] = Int32(truncatingIfNeeded: occurrences.count)
      occurrences.append(PatternOccurrence(start: start, end: end, patternClass: patternClass))
    }
    guard widest > 0 else { return }
    let key = UInt64(UInt32(bitPattern: end)) << 32 | UInt64(UInt32(bitPattern: patternClass))
    if ends.last != key { ends.append(key) }
  }

  /// How much is kept.
  var count: Int { occurrences.count + ends.count }

  /// Ends a stretch: from here on it can be asked.
  mutating func finish() {
    stretch += 1
    presentSets.removeAll(keepingCapacity: true)
    reach.removeAll(keepingCapacity: true)
    var furthest: Int32 = 0
    for (number, occurrence) in occurrences.enumerated() {
      furthest = max(furthest, occurrence.end)
      reach.append(furthest)
      if last[Int(occurrence.patternClass)] == number { notePresent(occurrence.patternClass) }
    }
    ends.sort()
    var kept = 0
    for index in ends.indices where kept == 0 || ends[kept - 1] != ends[index] {
      ends[kept] = ends[index]
      kept += 1
    }
    ends.removeLast(ends.count - kept)
  }

  /// Notes that the sets of a class have something in this stretch.
  private mutating func notePresent(_ patternClass: Int32) {
    for place in setsOfClasses.range(of: patternClass) {
      let set = setsOfClasses.classes[place]
      if present[Int(set)] != stretch { presentSets.append(set) }
      present[Int(set)] = stretch
    }
  }
}
