/// Where a walk over a trie still has to go.
///
/// Every pair of node and token is gone to over a gap once from one start, so that gaps cost at most their width times the nodes behind them; and once from all
/// starts together while nothing is found, since what leads nowhere from there does so from everywhere: no pattern makes it slow.
struct Walk {
  private var steps: [(node: Int32, isBehindGap: Bool, token: Int)] = []
  /// Whether the step that was taken last, or one before it, goes over a gap.
  private var isBehindGap = false
  /// Pairs that were reached over gaps.
  private var visited: Set<UInt64> = []
  /// Whether an entry ended at one of the pairs, or behind it, since they were last forgotten.
  private var hasFound = false
  /// How many pairs are kept: those that a long text has lie far behind after so many.
  private static let mostVisited = 1 << 14

  /// Begins anew in another text.
  mutating func forget() {
    hasFound = true
    start()
  }

  /// Begins at another token.
  mutating func start() {
    if !steps.isEmpty { steps.removeAll(keepingCapacity: true) }
    if !visited.isEmpty, hasFound || visited.count > Walk.mostVisited {
      visited.removeAll(keepingCapacity: true)
    }
    (hasFound, isBehindGap) = (false, false)
  }

  /// Notes that an entry ends at the node that the last step led to.
  @inline(__always) mutating func find() { hasFound = hasFound || isBehindGap }

  @inline(__always) mutating func push(_ node: Int32, _ token: Int) {
    steps.append((node, isBehindGap, token))
  }

  /// Pushes a pair that may be reached in several ways.
  mutating func pushOnce(_ node: Int32, _ token: Int) {
    let key = UInt64(UInt32(node)) << 32 | UInt64(token)
    if visited.insert(key).inserted { steps.append((node, true, token)) }
  }

  @inline(__always) mutating func pop() -> (node: Int32, token: Int)? {
    guard let step = steps.popLast() else { return nil }
    isBehindGap = step.isBehindGap
    return (step.node, step.token)
  }
}
