/// `near` and `unless`.
extension Scanner {
  /// Whether what an entry asks for stands around its tokens.
  mutating func holds(
    _ entry: Int32, at tokens: Range<Int>, _ text: borrowing Span<UInt8>
  ) -> Bool {
    let range = conditions.range(of: entry)
    if range.isEmpty { return true }
    lookAroundOnce(tokens, text)
    for index in range
    where !surroundings.satisfy(
      conditions.conditions[index], tokens.lowerBound, tokens.upperBound)
    { return false }
    return true
  }

  /// The numbers of the outputs of a node that may apply to tokens: where they are many, all but those whose `near` has nothing anywhere around.
  mutating func candidates(
    at node: Int32, _ tokens: Range<Int>, _ text: borrowing Span<UInt8>
  ) -> [Int32] {
    lookAroundOnce(tokens, text)
    if outputIndices[node] == nil {
      outputIndices[node] = OutputIndex(trie.outputRange(of: node), of: trie, conditions)
    }
    outputIndices[node]?.update(surroundings)
    return outputIndices[node]?.candidates ?? []
  }

  /// Finds the patterns of all conditions around tokens, where that has not been done.
  private mutating func lookAroundOnce(_ tokens: Range<Int>, _ text: borrowing Span<UInt8>) {
    if tokens.lowerBound < stretchStart
      || stretchEnd <= tokenizer.count && !isFar(stretchEnd, behind: tokens.upperBound)
    {
      lookAround(tokens, text)
    }
  }

  /// Forgets what stands around the tokens of the last text.
  mutating func forgetSurroundings() {
    (stretchStart, stretchEnd, contextNumber) = (0, -1, 0)
  }

  /// Whether a token is too far behind another for what begins there to count.
  private func isFar(_ token: Int, behind end: Int) -> Bool {
    token >= end
      && surroundings.positions[token] - surroundings.positions[end] >= surroundings.widest
  }

  /// Finds the patterns of all conditions around tokens, and as far behind them as there is room for.
  ///
  /// Matches come in the order of the text, so that what lies too far before one is of no use to the next; the room grows with what is
  /// still of use, so that little of it is moved more than once. A new pass over the text begins anew.
  private mutating func lookAround(_ tokens: Range<Int>, _ text: borrowing Span<UInt8>) {
    let (start, end) = (tokens.lowerBound, tokens.upperBound)
    if stretchEnd < 0 {
      surroundings.begin(tokenizer)
      // Most are one word: what stands behind it says nothing.
      contextCount = tokenizer.listCandidates(
        context, Token.Flags.beginsContext, alone: Token.Flags.beginsContext,
        into: &contextCandidates)
    } else if start < stretchStart {
      surroundings.removeAll()
      (stretchStart, contextNumber) = (0, 0)
    }
    // The scan's own walk may be under way.
    swap(&walk, &contextWalk)
    walk.forget()
    var room = contextNumber == 0 ? stretchLimit : 0
    while contextNumber < contextCount {
      let index = Scanner.token(ofStart: contextCandidates[contextNumber])
      if surroundings.count >= room {
        if room > 0, isFar(index, behind: end) { break }
        surroundings.removeAll(before: start)
        stretchStart = start
        room = surroundings.count + max(stretchLimit, surroundings.count)
      }
      findOccurrences(at: index, text)
      contextNumber += 1
    }
    swap(&walk, &contextWalk)
    surroundings.finish()
    // Behind the last of them there is nothing to look for.
    stretchEnd =
      contextNumber < contextCount
      ? Scanner.token(ofStart: contextCandidates[contextNumber]) : tokenizer.count + 1
  }

  /// Finds the patterns of conditions that begin at a token; most are one word, which needs no walk.
  private mutating func findOccurrences(at index: Int, _ text: borrowing Span<UInt8>) {
    let type = tokenizer[index].type
    if tokenizer.types.isSingle(type), context.flags[type] & PatternTrie.Flags.inner == 0 {
      note(Int32(truncatingIfNeeded: type), index, index + 1)
      return
    }
    startWalk(context, at: index)
    while let (node, token) = nextStep(context, text) { note(node, index, token + 1) }
  }

  /// Notes the tokens `start..<end` for the patterns that end at a node.
  private mutating func note(_ node: Int32, _ start: Int, _ end: Int) {
    for output in context.outputRange(of: node) {
      surroundings.append(context.outputs[output].entry, start, end)
    }
  }
}
