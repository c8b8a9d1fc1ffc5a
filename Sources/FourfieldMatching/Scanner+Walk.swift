internal import FourfieldCore

/// Follows the patterns of a trie over the tokens, from one place in the text.
extension Scanner {
  /// Begins at a token.
  mutating func startWalk(_ trie: PatternTrie, at index: Int) {
    walk.start()
    let type = tokenizer[index].type
    for number in 0..<tokenizer.types.atomCount(of: type) {
      let atom = tokenizer.types.atom(number, of: type)
      if trie.isFirst(atom) { walk.push(atom + 1, index) }
    }
  }

  /// The next node that is reached, and the token that reached it.
  mutating func nextStep(
    _ trie: PatternTrie, _ text: borrowing Span<UInt8>
  ) -> (node: Int32, token: Int)? {
    guard let (node, token) = walk.pop() else { return nil }
    let flags = trie.flags[Int(node)]
    if flags & PatternTrie.Flags.final != 0 { walk.find() }
    if flags & PatternTrie.Flags.inner != 0, token + 1 < tokenizer.count {
      follow(node, to: token + 1, trie)
      if flags & PatternTrie.Flags.gaps != 0, let codes = trie.gapsOfNode[node] {
        for code in codes { leap(node, from: token, code, trie, text) }
      }
    }
    return (node, token)
  }

  /// Pushes the nodes that the token at `index` leads to from `node` without a gap.
  private mutating func follow(_ node: Int32, to index: Int, _ trie: PatternTrie) {
    let token = tokenizer[index]
    if token.hasBreakBefore { return }
    for number in 0..<tokenizer.types.atomCount(of: token.type) {
      let atom = tokenizer.types.atom(number, of: token.type)
      if !token.hasSpaceBefore {
        push(trie.child(of: node, atom: atom, code: PatternTrie.direct), index)
        continue
      }
      push(trie.child(of: node, atom: atom, code: PatternTrie.spaced), index)
      if token.hasHyphenBefore {
        push(trie.child(of: node, atom: atom, code: PatternTrie.hyphened), index)
      }
    }
  }

  private mutating func push(_ node: Int32, _ index: Int) {
    if node != 0 { walk.push(node, index) }
  }

  /// Pushes the nodes behind a gap: signs between the words do not count, the end of a sentence or paragraph ends it.
  private mutating func leap(
    _ node: Int32, from token: Int, _ code: UInt16, _ trie: PatternTrie,
    _ text: borrowing Span<UInt8>
  ) {
    let gap = trie.gaps[Int(code)]
    var (skipped, signs): (Int32, Int) = (0, 0)
    var index = token + 1
    var known: Int?
    var sentence = SentenceState.open
    while index < tokenizer.count {
      let next = tokenizer[index]
      if next.hasBreakBefore || sentence == .closing && next.hasSpaceBefore { return }
      if skipped >= 2 * gap.least {
        let end = known ?? walk.leap(node, code, from: token, first: index)
        if index >= end { return }
        known = end
        for number in 0..<tokenizer.types.atomCount(of: next.type) {
          let child = trie.child(
            of: node, atom: tokenizer.types.atom(number, of: next.type),
            code: PatternTrie.firstGapCode + code)
          if child != 0 { walk.pushOnce(child, index) }
        }
      }
      let halfWords = next.halfWords
      skipped += halfWords
      signs += halfWords > 0 ? 0 : 1
      if skipped > 2 * gap.most || signs > Scanner.mostSigns { return }
      sentence = halfWords > 0 ? .open : state(behind: index, sentence, text)
      if sentence == .over { return }
      index += 1
    }
  }

  /// The most signs of a gap, which count no words: without an end of them a run of signs would be gone through from each of its own.
  private static let mostSigns = 100

  /// How a sentence stands behind one of its tokens.
  private enum SentenceState {
    case open
    /// It is over if a blank comes next: a terminator and what closes behind it.
    case closing
    case over
  }

  /// How a sentence stands behind a sign, by how it stood before it.
  private func state(
    behind index: Int, _ state: SentenceState, _ text: borrowing Span<UInt8>
  ) -> SentenceState {
    let token = tokenizer[index]
    let sign = UTF8Scan.scalar(text, at: token.start).value
    switch sign {
    case 0x3002, 0xFF01, 0xFF1F, 0xFF61: return .over
    case 0x21, 0x3F, 0x2026: return .closing
    case 0x2E, 0xFF0E:
      let isAbbreviation =
        !token.hasSpaceBefore && tokenizer[index - 1].isLetter && !isClitic(index - 1, text)
      return isAbbreviation ? .open : .closing
    default: return state == .closing && SentenceBreaker.isCloser(sign) ? .closing : .open
    }
  }

  /// Whether an apostrophe stands directly between a word and another, as in `China's`.
  private func isClitic(_ index: Int, _ text: borrowing Span<UInt8>) -> Bool {
    guard index > 1, !tokenizer[index].hasSpaceBefore else { return false }
    let sign = tokenizer[index - 1]
    guard !sign.hasSpaceBefore, tokenizer[index - 2].isWord else { return false }
    return ScalarTable.entry(UTF8Scan.scalar(text, at: sign.start).value).folded == 0x27
  }
}
