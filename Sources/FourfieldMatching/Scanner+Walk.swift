internal import FourfieldCore

/// Follows the patterns of a trie over the tokens, from one place in the text.
extension Scanner {
  /// Begins at a token.
  mutating func startWalk(_ trie: PatternTrie, at index: Int) {
    walk.begin()
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
    if flags & PatternTrie.Flags.final != 0 { walk.end(at: node) }
    if flags & PatternTrie.Flags.inner != 0, token + 1 < tokenizer.count {
      follow(node, to: token + 1, trie)
      if flags & PatternTrie.Flags.gaps != 0, let codes = trie.gapsOfNode[node] {
        if codes.count > PatternTrie.fewGaps {
          leapOverAll(node, codes, from: token, trie, text)
        } else {
          for code in codes { leap(node, from: token, code, trie, text) }
        }
      }
    }
    return (node, token)
  }

  /// Pushes the nodes that the token at `index` leads to from `node` without a gap.
  private mutating func follow(_ node: Int32, to index: Int, _ trie: PatternTrie) {
    let token = tokenizer[index]
    if token.hasBreakBefore { return }
    let count = tokenizer.types.atomCount(of: token.type)
    if count > fewAtoms, let edges = trie.lists.range(of: node), edges.count < count {
      for edge in edges where leads(trie.lists.edges[edge], to: token) {
        walk.push(trie.lists.edges[edge].node, index)
      }
      return
    }
    for number in 0..<count {
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

  /// Whether an edge leads over what stands before a token, no gap, to one of its atoms.
  private func leads(_ edge: EdgeLists.Edge, to token: Token) -> Bool {
    let isJoint =
      switch edge.code {
      case PatternTrie.direct: !token.hasSpaceBefore
      case PatternTrie.spaced: token.hasSpaceBefore
      case PatternTrie.hyphened: token.hasHyphenBefore
      default: false
      }
    return isJoint && tokenizer.types.satisfies(edge.atom, type: token.type)
  }

  private mutating func push(_ node: Int32, _ index: Int) {
    if node != 0 { walk.push(node, index) }
  }

  /// Pushes the nodes behind a gap.
  ///
  /// Of two tokens the one in front reaches no further, and none nearer than its own reach begins; so little is new behind a token next to another.
  private mutating func leap(
    _ node: Int32, from token: Int, _ code: UInt16, _ trie: PatternTrie,
    _ text: borrowing Span<UInt8>
  ) {
    let gap = trie.gaps[Int(code)]
    let last = walk.lastLeap(from: node, over: code)
    var reach = Tokenizer.GapReach(token)
    var first: Int?
    var end = token
    while tokenizer.advance(&reach, most: gap.most, text) {
      if !gap.spans(reach.skipped) { continue }
      first = first ?? reach.index
      if let last, reach.index >= last.first, reach.index < last.end {
        walk.leaveOut(last)
        end = last.end
        if token <= last.from { break }
        continue
      }
      pushBehind(PatternTrie.firstGapCode + code, from: node, reach.index, trie)
      end = reach.index + 1
    }
    if let first { walk.note(leapFrom: node, over: code, from: token, to: first..<end) }
  }

  /// Pushes the nodes that a token leads to over the gap of a code.
  private mutating func pushBehind(
    _ code: UInt16, from node: Int32, _ index: Int, _ trie: PatternTrie
  ) {
    let type = tokenizer[index].type
    let count = tokenizer.types.atomCount(of: type)
    if count > fewAtoms, let edges = trie.lists.range(of: node), edges.count < count {
      for number in edges {
        let edge = trie.lists.edges[number]
        if edge.code == code, tokenizer.types.satisfies(edge.atom, type: type) {
          walk.pushOnce(edge.node, index)
        }
      }
      return
    }
    for number in 0..<count {
      let child = trie.child(
        of: node, atom: tokenizer.types.atom(number, of: type), code: code)
      if child != 0 { walk.pushOnce(child, index) }
    }
  }

  /// Pushes the nodes behind all gaps that begin at a node, which has its edges listed: what the gaps reach is gone through once for all of them.
  private mutating func leapOverAll(
    _ node: Int32, _ codes: [UInt16], from token: Int, _ trie: PatternTrie,
    _ text: borrowing Span<UInt8>
  ) {
    guard let edges = trie.lists.range(of: node) else { return }
    let most = codes.reduce(0) { max($0, trie.gaps[Int($1)].most) }
    var reach = Tokenizer.GapReach(token)
    while tokenizer.advance(&reach, most: most, text) {
      let type = tokenizer[reach.index].type
      for number in 0..<tokenizer.types.atomCount(of: type) {
        let atom = tokenizer.types.atom(number, of: type)
        for number in trie.lists.range(of: atom, in: edges) {
          let edge = trie.lists.edges[number]
          guard edge.code >= PatternTrie.firstGapCode else { continue }
          if trie.gaps[Int(edge.code - PatternTrie.firstGapCode)].spans(reach.skipped) {
            walk.pushOnce(edge.node, reach.index)
          }
        }
      }
    }
  }
}
