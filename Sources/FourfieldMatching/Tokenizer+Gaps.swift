internal import FourfieldCore

/// What a gap of a pattern may stand for.
extension Tokenizer {
  /// How far what a gap stands for has been gone through.
  struct GapReach {
    /// The token that may stand behind the gap.
    fileprivate(set) var index: Int
    /// The half words before it.
    fileprivate(set) var skipped: Int32 = 0
    fileprivate var signs = 0
    fileprivate var sentence = SentenceState.open
    fileprivate let start: Int

    /// Begins at the token in front of the gap.
    init(_ token: Int) { (index, start) = (token, token) }
  }

  /// Goes on to the next token that may stand behind a gap: signs between the words do not count, the end of a sentence or paragraph ends it.
  ///
  /// - Returns: whether there is one.
  @inline(__always) func advance(
    _ reach: inout GapReach, most: Int32, _ text: borrowing Span<UInt8>
  ) -> Bool {
    if reach.index > reach.start {
      let halfWords = self[reach.index].halfWords
      reach.skipped += halfWords
      reach.signs += halfWords > 0 ? 0 : 1
      if reach.skipped > 2 * most || reach.signs > Tokenizer.mostSigns { return false }
      reach.sentence = halfWords > 0 ? .open : state(behind: reach.index, reach.sentence, text)
      if reach.sentence == .over { return false }
    }
    reach.index += 1
    guard reach.index < count else { return false }
    let next = self[reach.index]
    return !next.hasBreakBefore && !(reach.sentence == .closing && next.hasSpaceBefore)
  }

  /// The most signs of a gap, which count no words: without an end of them a run of signs would be gone through from each of its own.
  private static let mostSigns = 100

  /// How a sentence stands behind one of its tokens.
  fileprivate enum SentenceState {
    case open
    /// It is over if a blank comes next: a terminator and what closes behind it.
    case closing
    case over
  }

  /// How a sentence stands behind a sign, by how it stood before it.
  @inline(__always) private func state(
    behind index: Int, _ state: SentenceState, _ text: borrowing Span<UInt8>
  ) -> SentenceState {
    let token = self[index]
    let sign = UTF8Scan.scalar(text, at: token.start).value
    switch sign {
    case 0x3002, 0xFF01, 0xFF1F, 0xFF61: return .over
    case 0x21, 0x3F, 0x2026: return .closing
    case 0x2E, 0xFF0E:
      let isAbbreviation =
        !token.hasSpaceBefore && self[index - 1].isLetter && !isClitic(index - 1, text)
      return isAbbreviation ? .open : .closing
    default: return state == .closing && SentenceBreaker.isCloser(sign) ? .closing : .open
    }
  }

  /// Whether an apostrophe stands directly between a word and another, as in `China's`.
  @inline(__always) private func isClitic(_ index: Int, _ text: borrowing Span<UInt8>) -> Bool {
    guard index > 1, !self[index].hasSpaceBefore else { return false }
    let sign = self[index - 1]
    guard !sign.hasSpaceBefore, self[index - 2].isWord else { return false }
    return ScalarTable.entry(UTF8Scan.scalar(text, at: sign.start).value).folded == 0x27
  }
}
