/// Where the patterns of conditions stand in a stretch of a text, by token.
///
/// An occurrence is kept once, by its class of patterns, however many conditions ask for it. A condition is answered by what stands
/// around the place it is asked for: distances are a few words, so that the answer takes no longer where the text or the lexicon is
/// long. What was looked at for a set in vain is not looked at again (see ``Search``), so that a long run of signs, which
/// no distance counts, does not make it slow either.
struct Surroundings {
  /// Where patterns of one class begin; of those that begin at the same token the longest.
  struct Occurrence: BitwiseCopyable {
    let start: Int32
    var end: Int32
    let patternClass: Int32
  }

  /// What is known of one set in one stretch.
  struct Search {
    /// The stretch that it is about.
    var stretch = 0
    /// Whether none of it stands anywhere in the stretch.
    var isAbsent = false
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
  private(set) var occurrences: [Occurrence] = []
  /// The furthest end of all occurrences up to each.
  private var reach: [Int32] = []
  /// The tokens at which occurrences end, each with a class below it, ascending; empty where no condition asks for a distance.
  private(set) var ends: [UInt64] = []
  /// The number of the last occurrence of each class that has one; any number of others.
  private var last: [Int32]
  private var searches: [Search]
  private var stretch = 0
  let sets: PatternSets
  /// The widest distance of all conditions, in half words.
  let widest: Int32

  init(_ conditions: ConditionTable) {
    sets = conditions.sets
    widest = 2 * (conditions.conditions.map(\.within).max() ?? 0)
    last = [Int32](repeating: 0, count: Int(sets.classCount))
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
      occurrences.append(Occurrence(start: start, end: end, patternClass: patternClass))
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
    reach.removeAll(keepingCapacity: true)
    var furthest: Int32 = 0
    for occurrence in occurrences {
      furthest = max(furthest, occurrence.end)
      reach.append(furthest)
    }
    ends.sort()
    var kept = 0
    for index in ends.indices where kept == 0 || ends[kept - 1] != ends[index] {
      ends[kept] = ends[index]
      kept += 1
    }
    ends.removeLast(ends.count - kept)
  }

  // MARK: Asking

  /// Whether a condition of the tokens `start..<end` is met.
  mutating func satisfy(_ condition: ConditionTable.Condition, _ start: Int, _ end: Int) -> Bool {
    let set = condition.set
    let within = 2 * condition.within
    if searches[Int(set)].stretch != stretch {
      searches[Int(set)] = Search(stretch: stretch, isAbsent: isAbsent(set))
    }
    if searches[Int(set)].isAbsent { return !condition.isNear }
    // Whatever is to be near stands beside the match, not over it; what must not may share a token with it.
    if condition.isNear {
      return hasStart(of: set, from: end, before: positions[end] + within)
        || hasEnd(of: set, at: start, within: within)
    }
    if within == 0 { return furthestEnd(set, over: start) < end }
    return furthestEnd(set, over: start) <= start
      && !hasStart(of: set, from: start + 1, before: positions[end] + within)
      && !hasEnd(of: set, at: start, within: within)
  }

  /// Whether none of a set stands anywhere; not looked into where a set has many classes.
  private func isAbsent(_ set: Int32) -> Bool {
    let range = Int(sets.starts[Int(set)])..<Int(sets.starts[Int(set) + 1])
    return range.count <= 16
      && range.allSatisfy { place in
        let patternClass = sets.classes[place]
        let number = Int(last[Int(patternClass)])
        return number >= occurrences.count || occurrences[number].patternClass != patternClass
      }
  }

  /// Whether one of a set begins at a token or behind it, before a position in half words.
  private mutating func hasStart(of set: Int32, from token: Int, before position: Int32) -> Bool {
    let first = Surroundings.firstIndex(occurrences.count) { occurrences[$0].start >= token }
    var free = searches[Int(set)].after
    if first < free.lowerBound || first > free.upperBound { free = first..<first }
    var index = free.upperBound
    var isThere = false
    while index < occurrences.count, positions[Int(occurrences[Int(index)].start)] < position {
      isThere = sets.contains(occurrences[Int(index)].patternClass, in: set)
      if isThere { break }
      index += 1
    }
    searches[Int(set)].after = free.lowerBound..<index
    return isThere
  }

  /// Whether one of a set ends at a token or less than some half words before it.
  private mutating func hasEnd(of set: Int32, at token: Int, within: Int32) -> Bool {
    let first = Surroundings.firstIndex(ends.count) { ends[$0] >> 32 > token }
    let free = searches[Int(set)].before
    let isKnown = first >= free.lowerBound && first <= free.upperBound
    var index = isKnown ? free.lowerBound : first
    var isThere = false
    while index > 0 {
      if index == free.upperBound, !free.isEmpty { index = free.lowerBound }
      guard index > 0 else { break }
      let key = ends[Int(index) - 1]
      if positions[token] - positions[Int(key >> 32)] >= within { break }
      isThere = sets.contains(Int32(truncatingIfNeeded: key), in: set)
      if isThere { break }
      index -= 1
    }
    searches[Int(set)].before = index..<(isKnown ? free.upperBound : first)
    return isThere
  }

  /// The furthest end of those of a set that begin at a token or before it, if it lies behind the token; else the token or less.
  private mutating func furthestEnd(_ set: Int32, over token: Int) -> Int {
    // What begins before `first` ends at the token or before it.
    let first = Surroundings.firstIndex(reach.count) { reach[$0] > token }
    guard first < occurrences.count, occurrences[Int(first)].start <= token else { return 0 }
    let end = Surroundings.firstIndex(occurrences.count) { occurrences[$0].start > token }
    var known = searches[Int(set)].over
    var furthest = searches[Int(set)].reach
    if first < known.lowerBound || first > known.upperBound || end < known.upperBound {
      (known, furthest) = (first..<first, 0)
    }
    for index in known.upperBound..<end {
      let occurrence = occurrences[Int(index)]
      if occurrence.end > furthest, sets.contains(occurrence.patternClass, in: set) {
        furthest = occurrence.end
      }
    }
    searches[Int(set)].over = known.lowerBound..<end
    searches[Int(set)].reach = furthest
    return Int(furthest)
  }

  /// The first number below `count` for which something holds that holds for all behind it; `count` where there is none.
  @inline(__always)
  private static func firstIndex(_ count: Int, _ holds: (Int) -> Bool) -> Int32 {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return Int32(truncatingIfNeeded: low)
  }
}
