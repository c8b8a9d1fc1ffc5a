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
  mutating func nextStep(_ trie: PatternTrie) -> (node: Int32, token: Int)? {
    guard let (node, token) = walk.pop() else { return nil }
    let flags = trie.flags[Int(node)]
    if flags & PatternTrie.Flags.final != 0 { walk.find() }
    if flags & PatternTrie.Flags.inner != 0, token + 1 < tokenizer.count {
      follow(node, to: token + 1, trie)
      if flags & PatternTrie.Flags.gaps != 0, let codes = trie.gapsOfNode[node] {
        for code in codes { leap(node, from: token, code, trie) }
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
    _ node: Int32, from token: Int, _ code: UInt16, _ trie: PatternTrie
  ) {
    let gap = trie.gaps[Int(code)]
    var skipped: Int32 = 0
    var index = token + 1
    var known: Int?
    while index < tokenizer.count, !tokenizer[index].hasBreakBefore,
      !endsSentence(index - 1, after: token)
    {
      let type = tokenizer[index].type
      if skipped >= 2 * gap.least {
        let end = known ?? walk.leap(node, code, from: token, first: index)
        if index >= end { return }
        known = end
        for number in 0..<tokenizer.types.atomCount(of: type) {
          let child = trie.child(
            of: node, atom: tokenizer.types.atom(number, of: type),
            code: PatternTrie.firstGapCode + code)
          if child != 0 { walk.pushOnce(child, index) }
        }
      }
      skipped += tokenizer[index].halfWords
      if skipped > 2 * gap.most { return }
      index += 1
    }
  }

  /// Whether a token behind the gap's start is a terminator with a blank behind it; a full stop after one letter is an abbreviation's.
  private func endsSentence(_ index: Int, after start: Int) -> Bool {
    guard index > start, tokenizer[index].isTerminator else { return false }
    let isWide = tokenizer[index].end - tokenizer[index].start > 1
    if isWide { return true }
    guard index + 1 == tokenizer.count || tokenizer[index + 1].hasSpaceBefore else { return false }
    let last = tokenizer[index - 1]
    return last.end - last.start > 1 || last.isTerminator
  }
}
