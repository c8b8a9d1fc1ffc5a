/// Where a walk over a trie still has to go.
///
/// Every pair of node and token is gone to once from one start, so gaps cost at most their width times the nodes behind them: no pattern makes
/// it slow.
struct Walk {
  private var steps: [(node: Int32, token: Int)] = []
  /// Pairs that were reached over gaps.
  private var visited: Set<UInt64> = []

  /// Forgets the last walk.
  mutating func start() {
    if !steps.isEmpty { steps.removeAll(keepingCapacity: true) }
    if !visited.isEmpty { visited.removeAll(keepingCapacity: true) }
  }

  @inline(__always) mutating func push(_ node: Int32, _ token: Int) {
    steps.append((node, token))
  }

  /// Pushes a pair that may be reached in several ways.
  mutating func pushOnce(_ node: Int32, _ token: Int) {
    let key = UInt64(UInt32(node)) << 32 | UInt64(token)
    if visited.insert(key).inserted { steps.append((node, token)) }
  }

  @inline(__always) mutating func pop() -> (node: Int32, token: Int)? { steps.popLast() }
}
