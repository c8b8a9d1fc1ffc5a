internal import FourfieldCore

/// Collects edges and outputs of a ``PatternTrie`` before they are laid out flat.
///
/// Nodes behind the root are told apart by their atom only, as their numbers depend on the number of atoms, which is known at the end.
struct PatternTrieBuilder {
  /// A place in the trie: behind the root, by atom, or one of ``outputs`` behind.
  enum Node: Hashable {
    case root
    case first(Int32)
    case inner(Int32)
  }

  /// An edge, in one number: a lexicon of a million entries asks for millions of them, and a number is hashed at once.
  private struct Step: Hashable {
    private let bits: UInt64

    /// - Precondition: there are fewer than 2²³ atoms (``Token/typeLimit``) and 2²⁶ edges, as `LexiconReader` sees to, and fewer than 2¹² codes.
    init(from: Node, atom: Int32, code: UInt16) {
      let (kind, number): (UInt64, Int32) =
        switch from {
        case .root: (0, 0)
        case .first(let atom): (1, atom)
        case .inner(let index): (2, index)
        }
      bits = kind << 62 | UInt64(number) << 36 | UInt64(atom) << 12 | UInt64(code)
    }

    var from: Node {
      let number = Int32(truncatingIfNeeded: bits >> 36 & 0x3FF_FFFF)
      return bits >> 62 == 1 ? .first(number) : bits >> 62 == 2 ? .inner(number) : .root
    }
    var atom: Int32 { Int32(truncatingIfNeeded: bits >> 12 & 0xFF_FFFF) }
    var code: UInt16 { UInt16(truncatingIfNeeded: bits & 0xFFF) }
  }

  private struct Ending {
    let node: Node
    let output: PatternTrie.Output
  }

  private var steps: [Step: Int32] = [:]
  /// The edges in the order in which they came: the first edge to each node behind those of the root has the node's number.
  private var order: [Step] = []
  private var firsts: Set<Int32> = []
  private var endings: [Ending] = []
  private var gaps: [PatternTrie.Gap] = []
  private var gapsOfNode: [Node: [UInt16]] = [:]

  /// Makes room for so many edges.
  mutating func reserve(steps count: Int) {
    steps.reserveCapacity(count)
    order.reserveCapacity(count)
  }

  /// The child of a node for a unit's atom, made if it is not there.
  mutating func child(of node: Node, atom: Int32, unit: Pattern.Unit) -> Node {
    if node == .root {
      firsts.insert(atom)
      return .first(atom)
    }
    let step = Step(from: node, atom: atom, code: code(of: unit, behind: node))
    let next = Int32(steps.count)
    let known = steps[step, default: next]
    if known == next {
      steps[step] = next
      order.append(step)
    }
    return .inner(known)
  }

  /// Has an edge from a node lead to one that is there already, as other edges do.
  mutating func join(_ node: Node, atom: Int32, unit: Pattern.Unit, to target: Node) {
    guard case .inner(let index) = target else { return }
    let step = Step(from: node, atom: atom, code: code(of: unit, behind: node))
    if steps.updateValue(index, forKey: step) == nil { order.append(step) }
  }

  /// The code of what stands before a unit; of a gap it is noted that it begins at the node.
  private mutating func code(of unit: Pattern.Unit, behind node: Node) -> UInt16 {
    guard let gap = unit.gap else { return UInt16(unit.separator.rawValue) }
    precondition(
      gap.lowerBound >= 0 && gap.upperBound <= Lexicon.distanceLimit, "a gap is too wide")
    let kind = PatternTrie.Gap(least: Int32(gap.lowerBound), most: Int32(gap.upperBound))
    let number = gaps.firstIndex(of: kind) ?? gaps.count
    if number == gaps.count {
      precondition(number < PatternTrie.gapLimit, "a lexicon has more than 4,092 kinds of gaps")
      gaps.append(kind)
    }
    if gapsOfNode[node]?.contains(UInt16(number)) != true {
      gapsOfNode[node, default: []].append(UInt16(number))
    }
    return PatternTrie.firstGapCode + UInt16(number)
  }

  /// Notes that an entry ends at a node.
  mutating func add(entry: Int, language: Int16, isLiteral: Bool, at node: Node) {
    endings.append(
      Ending(
        node: node,
        output: PatternTrie.Output(entry: Int32(entry), language: language, isLiteral: isLiteral)))
  }

  /// Lays the trie out.
  ///
  /// - Parameter atoms: what the atoms are.
  /// - Returns: the trie.
  /// - Complexity: O(*n* log *n*) in the edges.
  func finish(_ atoms: AtomTable) -> PatternTrie {
    let atomCount = atoms.count
    let base = Int32(atomCount) + 1
    func number(_ node: Node) -> Int32 {
      switch node {
      case .root: 0
      case .first(let atom): atom + 1
      case .inner(let index): base + index
      }
    }
    var flags = [UInt8](repeating: 0, count: atomCount + 1 + steps.count)
    for atom in firsts { flags[Int(atom) + 1] |= PatternTrie.Flags.first }
    for step in steps.keys { flags[Int(number(step.from))] |= PatternTrie.Flags.inner }
    for node in gapsOfNode.keys { flags[Int(number(node))] |= PatternTrie.Flags.gaps }
    let (outputs, starts) = lay(endings.map { (number($0.node), $0.output) }, &flags)
    let edges = self.edges(flags, outputs, starts) { number($0) }
    let (slots, filter) = PatternTrie.index(edges)
    let ways = PatternTrie.ways(
      steps.map { (number($0.from), $0.atom, $0.code, number(.inner($1))) }, atomCount: atomCount)
    let parts = PatternTrie.Parts(
      flags: flags, outputs: outputs, outputStart: starts, slots: slots, filter: filter,
      ways: ways, gaps: gaps,
      gapsOfNode: Dictionary(uniqueKeysWithValues: gapsOfNode.map { (number($0), $1) }),
      lists: lists(atoms, number))
    return PatternTrie(parts, atomCount: atomCount)
  }

  /// The edges of the nodes with a wildcard on the way to them, and of those where many gaps begin.
  private func lists(_ atoms: AtomTable, _ number: (Node) -> Int32) -> EdgeLists {
    let isBehindWildcard = self.isBehindWildcard(atoms)
    let listed = steps.filter { step, _ in
      let isBehind =
        switch step.from {
        case .root: false
        case .first(let atom): atoms.isWildcard(atom)
        case .inner(let node): isBehindWildcard[Int(node)]
        }
      return isBehind || gapsOfNode[step.from]?.count ?? 0 > PatternTrie.fewGaps
    }
    return EdgeLists(
      listed.map { step, target in
        let edge = EdgeLists.Edge(atom: step.atom, code: step.code, node: number(.inner(target)))
        return (number(step.from), edge)
      })
  }

  /// Whether a wildcard stands on the first way to each node, those behind the root left out; nodes come behind those that lead to them.
  private func isBehindWildcard(_ atoms: AtomTable) -> [Bool] {
    var isBehind: [Bool] = []
    isBehind.reserveCapacity(order.count)
    for step in order {
      let isFromBehind =
        switch step.from {
        case .root: false
        case .first(let atom): atoms.isWildcard(atom)
        case .inner(let node): isBehind[Int(node)]
        }
      isBehind.append(isFromBehind || atoms.isWildcard(step.atom))
    }
    return isBehind
  }

  /// All edges in the order of their keys: the order of a dictionary is another in every process.
  private func edges(
    _ flags: [UInt8], _ outputs: [PatternTrie.Output], _ starts: [Int32],
    _ number: (Node) -> Int32
  ) -> [PatternTrie.Edge] {
    var edges = steps.map { step, target in
      let node = number(.inner(target))
      return PatternTrie.Edge(
        key: PatternTrie.key(number(step.from), step.atom, step.code),
        target: PatternTrie.Target(
          node: node, flags: flags[Int(node)], output: PatternTrie.sole(outputs, starts, node)))
    }
    edges.sort { $0.key < $1.key }
    return edges
  }

  /// The outputs by node; at the same node a literal goes before a wildcard, then the order of the files decides.
  private func lay(
    _ endings: [(node: Int32, output: PatternTrie.Output)], _ flags: inout [UInt8]
  ) -> ([PatternTrie.Output], [Int32]) {
    let sorted = endings.sorted {
      ($0.node, $0.output.isLiteral ? 0 : 1, $0.output.entry)
        < ($1.node, $1.output.isLiteral ? 0 : 1, $1.output.entry)
    }
    var starts = [Int32](repeating: 0, count: flags.count + 1)
    for (node, _) in sorted {
      flags[Int(node)] |= PatternTrie.Flags.final
      starts[Int(node) + 1] += 1
    }
    for index in starts.indices.dropFirst() { starts[index] += starts[index - 1] }
    return (sorted.map(\.output), starts)
  }
}
