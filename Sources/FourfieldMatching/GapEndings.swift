internal import CByteScan
internal import Synchronization

/// Where entries end behind the gaps of a trie, so that a walk knows when it has found them all.
///
/// Few walks ever ask, so that it is found out when the first does, once for all of them.
final class GapEndings: Sendable {
  /// What is known of the nodes, by their numbers.
  struct Table: Sendable {
    /// The node that each is reached from; 0 where that stands before the gap.
    fileprivate(set) var parents: [Int32]
    /// The nodes at each and behind it that entries end at; 0 for a node that stands before all gaps.
    fileprivate(set) var counts: [Int32]
    /// Whether entries end at it that hold wherever they end: their longest match says all.
    fileprivate(set) var isSettled: [Bool]
  }

  private let trie: PatternTrie
  private let conditions: ConditionTable
  private let found = Mutex<Table?>(nil)

  /// Prepares to look for the ends of the entries of a trie.
  init(_ trie: PatternTrie, _ conditions: ConditionTable) {
    (self.trie, self.conditions) = (trie, conditions)
  }

  /// What is known of all nodes.
  ///
  /// - Complexity: O(*n*) in the nodes at the first call, O(1) else.
  var table: Table {
    found.withLock { found in
      let table = found ?? makeTable()
      found = table
      return table
    }
  }

  /// Finds the ends.
  ///
  /// An end that is reached in two ways, since a character may stand for several tokens, is none whose first match is its longest, and what is behind it neither.
  private func makeTable() -> Table {
    var (parents, isBehind, isSingle) = ways()
    var counts = [Int32](repeating: 0, count: parents.count)
    var isSettled = [Bool](repeating: false, count: parents.count)
    for node in parents.indices.reversed() where isBehind[node] {
      if trie.flags[node] & PatternTrie.Flags.final != 0 {
        counts[node] += 1
        isSettled[node] = isSingle[node] && holdsAnywhere(Int32(node))
      }
      let parent = Int(parents[node])
      if isBehind[parent] { counts[parent] += counts[node] } else { parents[node] = 0 }
    }
    return Table(parents: parents, counts: counts, isSettled: isSettled)
  }

  /// Whether no entry that ends at a node has a condition.
  private func holdsAnywhere(_ node: Int32) -> Bool {
    conditions.isEmpty
      || trie.outputRange(of: node).allSatisfy {
        conditions.range(of: trie.outputs[$0].entry).isEmpty
      }
  }

  /// The node that each is reached from, whether there is a gap before it, and whether one way leads to it; a node has a higher number than those before it.
  private func ways() -> (parents: [Int32], isBehind: [Bool], isSingle: [Bool]) {
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
