/// Where a walk over a trie still has to go.
///
/// Every pair of node and token is gone to over a gap once from one start, and what the gaps of two tokens both reach is looked at once, so that gaps cost at most the
/// words that they reach times the nodes behind them; and once from all starts together while nothing is found, since what leads nowhere from there does so from
/// everywhere: time is linear in the text.
struct Walk {
  /// A leap over a gap: from a token to all from another on that the gap reaches.
  private struct Leap: BitwiseCopyable {
    let from: Int
    let first: Int
  }

  private var steps: [(node: Int32, isBehindGap: Bool, token: Int)] = []
  /// Whether the step that was taken last, or one before it, goes over a gap.
  private var isBehindGap = false
  /// Pairs that were reached over gaps.
  private var visited = WalkTable<UInt8>()
  /// The last leap from each node over each of its gaps.
  private var leaps = WalkTable<Leap>()
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
    let kept = visited.count + leaps.count
    if kept > 0, hasFound || kept > Walk.mostVisited {
      visited.removeAll()
      leaps.removeAll()
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
    if visited.updateValue(1, forKey: key) == nil { steps.append((node, true, token)) }
  }

  /// Where a leap from a node and token over a gap meets what the last leap from there reached: `first` is where its own reach begins.
  ///
  /// Of two tokens the one in front reaches no further, so that behind that place there is nothing new.
  ///
  /// - Returns: the first token that need not be gone to; `Int.max` where there is none.
  mutating func leap(_ node: Int32, _ code: UInt16, from token: Int, first: Int) -> Int {
    let key = UInt64(UInt32(bitPattern: node)) << 16 | UInt64(code)
    let last = leaps.updateValue(Leap(from: token, first: first), forKey: key)
    guard let last, token < last.from else { return .max }
    return max(first, last.first)
  }

  @inline(__always) mutating func pop() -> (node: Int32, token: Int)? {
    guard let step = steps.popLast() else { return nil }
    isBehindGap = step.isBehindGap
    return (step.node, step.token)
  }
}
