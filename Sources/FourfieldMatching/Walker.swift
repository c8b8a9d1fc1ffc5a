internal import FourfieldCore

/// Follows the patterns of a trie over tokens, from one place in the text.
///
/// Every pair of node and token is gone to once from one start, so gaps cost at most their width times the nodes behind them: no pattern makes
/// it slow.
struct Walker {
  private var stack: [(node: Int32, token: Int)] = []
  /// Pairs that were reached over gaps.
  private var visited: Set<UInt64> = []

  /// Begins at a token.
  mutating func start(_ trie: PatternTrie, _ text: Tokenizer, at index: Int) {
    stack.removeAll(keepingCapacity: true)
    if !visited.isEmpty { visited.removeAll(keepingCapacity: true) }
    for atom in text.atoms(at: index) {
      let node = trie.first[Int(atom)]
      if node != 0 { stack.append((node, index)) }
    }
  }

  /// The next node that is reached, and the token that reached it.
  mutating func next(_ trie: PatternTrie, _ text: Tokenizer) -> (node: Int32, token: Int)? {
    guard let (node, token) = stack.popLast() else { return nil }
    if trie.isInner[Int(node)], token + 1 < text.count {
      follow(node, to: token + 1, trie, text)
      if !trie.gaps.isEmpty, let codes = trie.gapsOfNode[node] {
        for code in codes { leap(node, from: token, code, trie, text) }
      }
    }
    return (node, token)
  }

  /// Pushes the nodes that the token at `index` leads to from `node` without a gap.
  private mutating func follow(
    _ node: Int32, to index: Int, _ trie: PatternTrie, _ text: Tokenizer
  ) {
    let token = text[index]
    if token.hasBreakBefore { return }
    for atom in text.atoms(at: index) {
      if !token.hasSpaceBefore {
        push(trie.child(of: node, atom: atom, separator: .none), index)
        continue
      }
      push(trie.child(of: node, atom: atom, separator: .space), index)
      if token.hasHyphenBefore {
        push(trie.child(of: node, atom: atom, separator: .hyphen), index)
      }
    }
  }

  /// Pushes the nodes behind a gap: signs between the words do not count, the end of a sentence or paragraph ends it.
  private mutating func leap(
    _ node: Int32, from token: Int, _ code: UInt8, _ trie: PatternTrie, _ text: Tokenizer
  ) {
    let gap = trie.gaps[Int(code)]
    var skipped: Int32 = 0
    var index = token + 1
    while index < text.count, !text[index].hasBreakBefore,
      !Walker.endsSentence(text, index - 1, after: token)
    {
      if skipped >= 2 * gap.least {
        for atom in text.atoms(at: index) {
          let child = trie.child(of: node, atom: atom, code: PatternTrie.firstGapCode + code)
          guard child != 0 else { continue }
          let key = UInt64(UInt32(child)) << 32 | UInt64(index)
          if visited.insert(key).inserted { stack.append((child, index)) }
        }
      }
      skipped += text[index].halfWords
      if skipped > 2 * gap.most { return }
      index += 1
    }
  }

  /// Whether a token behind the gap's start is a terminator with a blank behind it; a full stop after one letter is an abbreviation's.
  private static func endsSentence(_ text: Tokenizer, _ index: Int, after start: Int) -> Bool {
    guard index > start, text[index].isTerminator else { return false }
    let isWide = text[index].end - text[index].start > 1
    if isWide { return true }
    guard index + 1 == text.count || text[index + 1].hasSpaceBefore else { return false }
    return text[index - 1].end - text[index - 1].start > 1 || text[index - 1].isTerminator
  }

  private mutating func push(_ node: Int32, _ index: Int) {
    if node != 0 { stack.append((node, index)) }
  }
}
