/// `near` and `unless`.
extension Scanner {
  /// Whether what an entry asks for stands around the tokens `start..<end`.
  mutating func holds(_ entry: Int32, _ start: Int, _ end: Int) -> Bool {
    let range = conditions.range(of: entry)
    if range.isEmpty { return true }
    if !hasOccurrences { findOccurrences() }
    for condition in conditions.conditions[range] {
      let set = Int(condition.set)
      let isThere =
        condition.isNear
        ? isBeside(set, start, end, within: condition.within)
        : occurrences[set].covers(start, end)
          || condition.within > 0
            && (occurrences[set].overlaps(start, end)
              || isBeside(set, start, end, within: condition.within))
      if isThere != condition.isNear { return false }
    }
    return true
  }

  /// Whether one of a set stands beside the tokens, not over them, at most some words away.
  private func isBeside(_ set: Int, _ start: Int, _ end: Int, within: Int32) -> Bool {
    if let left = occurrences[set].lastEnd(before: start),
      positions[start] - positions[left] < 2 * within
    {
      return true
    }
    guard let right = occurrences[set].firstStart(after: end) else { return false }
    return positions[right] - positions[end] < 2 * within
  }

  /// Forgets the occurrences of the last text, keeping their room.
  mutating func forgetOccurrences() {
    hasOccurrences = false
    for set in foundSets { occurrences[set].removeAll() }
    foundSets.removeAll(keepingCapacity: true)
  }

  /// Finds all patterns of all conditions, wherever they stand.
  private mutating func findOccurrences() {
    hasOccurrences = true
    setPositions()
    // Most are one word: what stands behind it says nothing.
    let found = tokenizer.listCandidates(
      context, Token.Flags.beginsContext, alone: Token.Flags.beginsContext,
      into: &contextCandidates)
    // The scan's own walk may be under way.
    let interrupted = walk
    walk = Walk()
    for number in 0..<found { findOccurrences(at: Int(contextCandidates[number])) }
    walk = interrupted
    for set in foundSets { occurrences[set].finish() }
  }

  /// Counts the words before every token.
  private mutating func setPositions() {
    let count = tokenizer.count
    if positions.count <= count { positions += [Int32](repeating: 0, count: count + 256) }
    var position: Int32 = 0
    for index in 0..<count {
      positions[index] = position
      position &+= tokenizer[index].halfWords
    }
    positions[count] = position
  }

  /// Finds the patterns of conditions that begin at a token; most are one word, which needs no walk.
  private mutating func findOccurrences(at index: Int) {
    let type = tokenizer[index].type
    if tokenizer.types.isSingle(type), context.flags[type] & PatternTrie.Flags.inner == 0 {
      note(Int32(truncatingIfNeeded: type), index, index + 1)
      return
    }
    startWalk(context, at: index)
    while let (node, token) = nextStep(context) { note(node, index, token + 1) }
  }

  /// Notes the tokens `start..<end` for every set that has a pattern which ends at a node.
  private mutating func note(_ node: Int32, _ start: Int, _ end: Int) {
    for output in context.outputRange(of: node) {
      let set = Int(context.outputs[output].entry)
      if occurrences[set].isEmpty { foundSets.append(set) }
      occurrences[set].append(start, end)
    }
  }
}
