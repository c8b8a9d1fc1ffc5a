/// Whether conditions are met.
extension Surroundings {
  /// Whether a condition of the tokens `start..<end` is met.
  mutating func satisfy(_ condition: ConditionTable.Condition, _ start: Int, _ end: Int) -> Bool {
    let set = condition.set
    let within = 2 * condition.within
    if present[Int(set)] != stretch { return !condition.isNear }
    if searches[Int(set)].stretch != stretch { searches[Int(set)] = Search(stretch: stretch) }
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

  /// Whether one of a set begins at a token or behind it, before a position in half words.
  private mutating func hasStart(of set: Int32, from token: Int, before position: Int32) -> Bool {
    let first = numbers.partition { occurrences[Int($0)].start >= token }
    var free = searches[Int(set)].after
    if first < free.lowerBound || first > free.upperBound { free = first..<first }
    var index = free.upperBound
    var seen: Int32 = 0
    var isThere = false
    while index < occurrences.count, positions[Int(occurrences[Int(index)].start)] < position {
      if seen == few {
        let end = numbers.partition { positions[Int(occurrences[Int($0)].start)] >= position }
        if isCrowded(end - index, for: set) {
          isThere = hasStart(of: set, in: index..<end)
          if !isThere { index = end }
          break
        }
      }
      isThere = sets.contains(occurrences[Int(index)].patternClass, in: set)
      if isThere { break }
      index += 1
      seen += 1
    }
    searches[Int(set)].after = free.lowerBound..<index
    return isThere
  }

  /// Whether one of a set ends at a token or less than some half words before it.
  private mutating func hasEnd(of set: Int32, at token: Int, within: Int32) -> Bool {
    let all = 0..<Int32(truncatingIfNeeded: ends.count)
    let first = all.partition { ends[Int($0)] >> 32 > token }
    let free = searches[Int(set)].before
    let isKnown = first >= free.lowerBound && first <= free.upperBound
    var index = isKnown ? free.lowerBound : first
    var seen: Int32 = 0
    var isThere = false
    while index > 0 {
      if index == free.upperBound, !free.isEmpty { index = free.lowerBound }
      guard index > 0 else { break }
      let key = ends[Int(index) - 1]
      if positions[token] - positions[Int(key >> 32)] >= within { break }
      if seen == few {
        let start = (0..<index).partition {
          positions[token] - positions[Int(ends[Int($0)] >> 32)] < within
        }
        if isCrowded(index - start, for: set) {
          isThere = hasEnd(of: set, upTo: token, within: within)
          if !isThere { index = start }
          break
        }
      }
      isThere = sets.contains(Int32(truncatingIfNeeded: key), in: set)
      if isThere { break }
      index -= 1
      seen += 1
    }
    searches[Int(set)].before = index..<(isKnown ? free.upperBound : first)
    return isThere
  }

  /// The furthest end of those of a set that begin at a token or before it, if it lies behind the token; else the token or less.
  private mutating func furthestEnd(_ set: Int32, over token: Int) -> Int {
    // What begins before `first` ends at the token or before it.
    let first = numbers.partition { reach[Int($0)] > token }
    guard first < occurrences.count, occurrences[Int(first)].start <= token else { return 0 }
    let end = numbers.partition { occurrences[Int($0)].start > token }
    var known = searches[Int(set)].over
    var furthest = searches[Int(set)].reach
    if first < known.lowerBound || first > known.upperBound || end < known.upperBound {
      (known, furthest) = (first..<first, 0)
    }
    if end - known.upperBound > few, isCrowded(end - known.upperBound, for: set) {
      return furthestEnd(of: set, before: end)
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

  private var numbers: Range<Int32> { 0..<Int32(truncatingIfNeeded: occurrences.count) }

  // MARK: Class by class

  /// Whether there are so many occurrences that the classes of a set are sooner looked up one by one.
  private func isCrowded(_ count: Int32, for set: Int32) -> Bool {
    // A look-up goes to a dozen places.
    sets.range(of: set).count * Int(few) / 2 < count
  }

  private mutating func hasStart(of set: Int32, in numbers: Range<Int32>) -> Bool {
    byClass.update(stretch, occurrences, ends)
    return sets.range(of: set).contains { byClass.hasStart(sets.classes[$0], in: numbers) }
  }

  private mutating func hasEnd(of set: Int32, upTo token: Int, within: Int32) -> Bool {
    byClass.update(stretch, occurrences, ends)
    return sets.range(of: set).contains { place in
      guard
        let end = byClass.lastEnd(sets.classes[place], upTo: Int32(truncatingIfNeeded: token))
      else { return false }
      return positions[token] - positions[Int(end)] < within
    }
  }

  private mutating func furthestEnd(of set: Int32, before number: Int32) -> Int {
    byClass.update(stretch, occurrences, ends)
    return sets.range(of: set).reduce(0) { furthest, place in
      max(furthest, Int(byClass.furthestEnd(sets.classes[place], before: number) ?? 0))
    }
  }
}
