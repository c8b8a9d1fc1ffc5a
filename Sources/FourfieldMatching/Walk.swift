/// Where a walk over a trie still has to go.
///
/// Only what lies behind a gap can be reached in many ways, and three things keep the time linear there. A pair of node and token is gone to once from one start, and what the gaps
/// of two tokens both reach is looked at once. A pair that leads to no end of an entry does so from every start: it is kept, and never gone to again. And as the farthest pairs
/// are gone to first, the first end that an entry without conditions is found with is its longest, so that a node with no other entries behind it is done with.
struct Walk {
  private struct Step {
    let node: Int32
    /// The pair that was reached last on the way to the step, -1 where there was no gap.
    let owner: Int32
    let token: Int
  }

  /// A leap over a gap: from a token to others that the gap reaches.
  struct Leap: BitwiseCopyable {
    let from: Int
    /// All tokens from this on that the gap reaches, and that were gone to, be it from another token.
    let first: Int
    /// Behind the last of them.
    let end: Int
    fileprivate let owner: Int32
    fileprivate let start: UInt32
  }

  private enum State {
    /// What is behind it is still to be gone to.
    case waiting
    /// It was gone to, and no entry has ended yet.
    case barren
    /// An entry ends at it or behind it, or it was left out.
    case fruitful
  }

  /// What is known of a node and token that were reached over a gap.
  private struct Pair {
    /// The pair that it was reached from first.
    let owner: Int32
    /// The last start that it was reached from.
    var start: UInt32
    var state = State.waiting
  }

  private var steps: [Step] = []
  /// The owner of the step that was taken last.
  private var owner: Int32 = -1
  /// The number of the start, counted from 1 since pairs were last forgotten.
  private var start: UInt32 = 0
  private var pairs: [Pair] = []
  /// The numbers of pairs by node and token.
  private var numbers = WalkTable<Int32>()
  /// How many pairs the first start reached.
  private var firstCount = 0
  /// The last leap from each node over each of its gaps.
  private var leaps = WalkTable<Leap>()
  /// The nodes that entries were found to end at from this start.
  private var ended = WalkTable<Bool>()
  /// How many of the nodes behind a node that entries end at are not among them; of nodes where none is it is not known.
  private var missing = WalkTable<Int32>()
  /// Where entries end behind gaps; nil where every way to them is asked for.
  private let endings: GapEndings?
  /// The table of ``endings``, once it was asked for.
  private var table: GapEndings.Table?
  /// With fewer steps to go they are taken sooner than left out. A test makes it less.
  var fewSteps = 32
  /// How many pairs are kept: those that a long text has lie far behind after so many. A test makes it less.
  var mostKept = 1 << 14

  /// Creates a walk.
  ///
  /// - Parameter endings: the ends of the entries whose longest match alone is wanted; nil for all matches.
  init(_ endings: GapEndings? = nil) { self.endings = endings }

  /// Begins anew in another text.
  mutating func forget() {
    forgetPairs()
    begin()
  }

  /// Begins at another token.
  mutating func begin() {
    if !steps.isEmpty { steps.removeAll(keepingCapacity: true) }
    if start == 1 { firstCount = pairs.count }
    // What one start reaches is not forgotten before the next, however much it is.
    if pairs.count > max(mostKept, 4 * firstCount) || start == .max { forgetPairs() }
    if ended.count > 0 {
      ended.removeAll()
      missing.removeAll()
    }
    start += 1
    owner = -1
  }

  private mutating func forgetPairs() {
    (start, firstCount) = (0, 0)
    if !pairs.isEmpty { pairs.removeAll(keepingCapacity: true) }
    if numbers.count > 0 { numbers.removeAll() }
    if leaps.count > 0 { leaps.removeAll() }
  }

  /// Notes that entries end at the node that the last step led to.
  @inline(__always) mutating func end(at node: Int32) {
    if owner >= 0 { endBehindGap(at: node) }
  }

  @inline(never) private mutating func endBehindGap(at node: Int32) {
    markFruitful(owner)
    guard let endings, steps.count >= fewSteps else { return }
    let table = table ?? endings.table
    self.table = table
    guard table.isSettled[Int(node)], ended.updateValue(true, forKey: Walk.key(node)) == nil
    else { return }
    var next = node
    while next != 0 {
      let left = missing.value(forKey: Walk.key(next)) ?? table.counts[Int(next)]
      _ = missing.updateValue(left - 1, forKey: Walk.key(next))
      next = table.parents[Int(next)]
    }
  }

  /// Whether all entries behind a node were found from this start, with their longest ends.
  @inline(__always) private func isDone(_ node: Int32) -> Bool {
    missing.count > 0 && missing.value(forKey: Walk.key(node)) == 0
  }

  /// Notes that a pair leads to an end, and so those that led to it from this start.
  private mutating func markFruitful(_ pair: Int32) {
    var number = Int(pair)
    while number >= 0, pairs[number].state != .fruitful {
      pairs[number].state = .fruitful
      number = Int(pairs[number].owner)
    }
  }

  @inline(__always) mutating func push(_ node: Int32, _ token: Int) {
    steps.append(Step(node: node, owner: owner, token: token))
  }

  /// Pushes a pair that may be reached in several ways.
  mutating func pushOnce(_ node: Int32, _ token: Int) {
    let next = Int32(truncatingIfNeeded: pairs.count)
    let number = numbers.insert(next, forKey: Walk.key(node) << 32 | UInt64(token))
    if number == next {
      pairs.append(Pair(owner: owner, start: start))
    } else {
      let pair = pairs[Int(number)]
      if pair.state == .barren { return }
      // Of one that waits it is not known yet: characters that stand for several tokens lead there in two ways.
      markFruitful(owner)
      if pair.start == start { return }
      pairs[Int(number)].start = start
    }
    steps.append(Step(node: node, owner: number, token: token))
  }

  /// The last leap from a node over a gap, if what it reached need not be gone to from here: it was from this start, or it bears no fruit.
  mutating func lastLeap(from node: Int32, over code: UInt16) -> Leap? {
    if owner < 0 {
      // So that it is known of what is before all gaps too whether its leaps bear fruit.
      owner = Int32(truncatingIfNeeded: pairs.count)
      pairs.append(Pair(owner: -1, start: start, state: .barren))
    }
    guard let last = leaps.value(forKey: Walk.key(node) << 16 | UInt64(code)) else { return nil }
    return last.start == start || isBarren(last) ? last : nil
  }

  /// Notes a leap, over tokens that were gone to.
  mutating func note(
    leapFrom node: Int32, over code: UInt16, from token: Int, to tokens: Range<Int>
  ) {
    let leap = Leap(
      from: token, first: tokens.lowerBound, end: tokens.upperBound, owner: owner, start: start)
    _ = leaps.updateValue(leap, forKey: Walk.key(node) << 16 | UInt64(code))
  }

  /// Leaves out what another leap reached: what is found there is found from here too.
  @inline(__always) mutating func leaveOut(_ leap: Leap) {
    if !isBarren(leap) { markFruitful(owner) }
  }

  private func isBarren(_ leap: Leap) -> Bool { pairs[Int(leap.owner)].state == .barren }

  /// The next step; those to nodes that are done with are left out.
  @inline(__always) mutating func pop() -> (node: Int32, token: Int)? {
    while let step = steps.popLast() {
      owner = step.owner
      if owner < 0 { return (step.node, step.token) }
      if isDone(step.node) {
        markFruitful(owner)
        continue
      }
      if pairs[Int(owner)].state == .waiting { pairs[Int(owner)].state = .barren }
      return (step.node, step.token)
    }
    return nil
  }

  private static func key(_ node: Int32) -> UInt64 { UInt64(UInt32(bitPattern: node)) }
}
