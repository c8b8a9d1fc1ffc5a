internal import CByteScan

/// Where entries end behind the gaps of a trie, so that a walk knows when it has found them all.
struct GapEndings: Sendable {
  /// What is known of a node behind a gap.
  struct Ending: Sendable, BitwiseCopyable {
    /// The node that it is reached from; nil where that stands before the gap.
    let parent: Int32?
    /// The nodes at it and behind it that entries end at.
    fileprivate(set) var count: Int32
    /// Whether entries end at it that hold wherever they end: their longest match says all.
    let isSettled: Bool
  }

  private var endings: [Int32: Ending] = [:]

  /// What is known of a node; nil where there is no gap before it.
  subscript(node: Int32) -> Ending? { endings[node] }

  /// Finds the ends of the entries of a trie.
  ///
  /// An end that is reached in two ways, since a character may stand for several tokens, is none whose first match is its longest, and what is behind it neither.
  ///
  /// - Complexity: O(*n*) in the nodes where there are gaps, O(1) else.
  init(_ trie: PatternTrie, _ conditions: ConditionTable) {
    if trie.gaps.isEmpty { return }
    let (parents, isBehind, isSingle) = GapEndings.ways(trie)
    for node in parents.indices.reversed() where isBehind[node] {
      let parent = parents[node]
      let isFinal = trie.flags[node] & PatternTrie.Flags.final != 0
      let count = (endings[Int32(node)]?.count ?? 0) + (isFinal ? 1 : 0)
      let isSettled =
        isFinal && isSingle[node]
        && trie.outputRange(of: Int32(node)).allSatisfy {
          conditions.isEmpty || conditions.range(of: trie.outputs[$0].entry).isEmpty
        }
      let isParentBehind = isBehind[Int(parent)]
      endings[Int32(node)] = Ending(
        parent: isParentBehind ? parent : nil, count: count, isSettled: isSettled)
      guard isParentBehind else { continue }
      endings[parent, default: Ending(parent: nil, count: 0, isSettled: false)].count += count
    }
  }

  /// The node that each is reached from, whether there is a gap before it, and whether one way leads to it; a node has a higher number than those before it.
  private static func ways(
    _ trie: PatternTrie
  ) -> (parents: [Int32], isBehind: [Bool], isSingle: [Bool]) {
    var parents = [Int32](repeating: 0, count: trie.flags.count)
    var isBehind = [Bool](repeating: false, count: parents.count)
    var isSingle = [Bool](repeating: true, count: parents.count)
    for edge in trie.slots where edge.key != 0 {
      let node = Int(edge.target.node)
      let parent = Int32(truncatingIfNeeded: ff_edge_node(edge.key))
      if parents[node] != 0 { isSingle[node] = false }
      parents[node] = max(parents[node], parent)
      if ff_edge_code(edge.key) >= UInt32(PatternTrie.firstGapCode) { isBehind[node] = true }
    }
    for node in parents.indices where parents[node] != 0 {
      if isBehind[Int(parents[node])] { isBehind[node] = true }
      if !isSingle[Int(parents[node])] { isSingle[node] = false }
    }
    return (parents, isBehind, isSingle)
  }
}
