internal import FourfieldCore

/// Where patterns may begin.
extension Tokenizer {
  /// Lists the tokens that a pattern of a trie may begin with, by themselves and the token behind them.
  ///
  /// Which words begin a pattern, and which of these stand before one that goes on with it, cannot be foreseen. So there is no branch: a token is written to the
  /// list, and the list grows by it or does not; first by what is known of the token, then by the pair.
  ///
  /// - Parameters:
  ///   - trie: the patterns.
  ///   - flag: what tokens have that a pattern of the trie may begin with, of ``Token/Flags``.
  ///   - list: what the numbers of the tokens are written to; it grows where it has to.
  /// - Returns: how many there are.
  @inline(__always)
  func listCandidates(_ trie: PatternTrie, _ flag: UInt32, into list: inout [Int32]) -> Int {
    guard count > 0 else { return 0 }
    if list.count < count { list += [Int32](repeating: 0, count: max(256, count)) }
    let tokens = buffer.span
    var room = list.mutableSpan
    precondition(count <= tokens.count)
    let shift = UInt32(flag.trailingZeroBitCount)
    var first = 0
    for index in 0..<count {
      unsafe room[unchecked: first] = Int32(truncatingIfNeeded: index)
      first &+= unsafe Int(truncatingIfNeeded: tokens[unchecked: index].bits &>> shift & 1)
    }
    // Behind the last token stands none.
    let hasLast = first > 0 && Int(room[first - 1]) == count - 1
    let found = keepPairs(trie, first - (hasLast ? 1 : 0), &room)
    if hasLast { room[found] = Int32(truncatingIfNeeded: count - 1) }
    return found + (hasLast ? 1 : 0)
  }

  /// Keeps of the first tokens of a list those that a pattern may begin with at the sight of the token behind; returns how many.
  @inline(__always)
  private func keepPairs(_ trie: PatternTrie, _ number: Int, _ room: inout MutableSpan<Int32>)
    -> Int
  {
    let tokens = buffer.span
    // Held here: a span cannot outlive the access to an object's property.
    let (flagBytes, filterBits) = (trie.flags, trie.filter)
    let flags = flagBytes.span
    let filter = filterBits.span
    let single = UInt32(truncatingIfNeeded: types.atomCount)
    var found = 0
    for place in 0..<number {
      let index = unsafe Int(room[unchecked: place])
      let (token, next) = unsafe (tokens[unchecked: index], tokens[unchecked: index &+ 1])
      unsafe room[unchecked: found] = Int32(truncatingIfNeeded: index)
      found &+= Tokenizer.isCandidate(trie, token, next, single, flags, filter)
    }
    return found
  }

  /// 1 or 0 for a token that a pattern may begin with, worked out without a branch.
  @inline(__always) private static func isCandidate(
    _ trie: PatternTrie, _ token: Token, _ next: Token, _ single: UInt32,
    _ flags: borrowing Span<UInt8>, _ filter: borrowing Span<UInt64>
  ) -> Int {
    let type = token.bits >> 8
    let nextType = next.bits >> 8
    // Type 0 satisfies nothing; those above the atoms satisfy several, and only a walk can tell.
    let isSingle: UInt64 = type &- 1 < single ? 1 : 0
    let node = isSingle != 0 ? type : 0
    let bit = trie.filterBit(
      Int32(truncatingIfNeeded: node), Int32(truncatingIfNeeded: nextType &- 1),
      next.hasSpaceBefore ? PatternTrie.spaced : PatternTrie.direct)
    let isThere = filter[Int(bit >> 6)] &>> bit
    let nextIsMany: UInt64 = nextType > single ? 1 : 0
    let hyphen: UInt64 = next.hasHyphenBefore ? 1 : 0
    let nextIsAny: UInt64 = nextType != 0 ? 1 : 0
    let ends = flags[Int(node)] & (PatternTrie.Flags.final | PatternTrie.Flags.gaps)
    let isEnd: UInt64 = ends != 0 ? 1 : 0
    let goesOn = (isThere | nextIsMany | hyphen) & nextIsAny
    return Int(truncatingIfNeeded: (isSingle ^ 1 | isEnd | goesOn) & 1)
  }
}
