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

  private struct Step: Hashable {
    let from: Node
    let atom: Int32
    let code: UInt16
  }

  private struct Ending {
    let node: Node
    let output: PatternTrie.Output
  }

  private var steps: [Step: Int32] = [:]
  private var firsts: Set<Int32> = []
  private var endings: [Ending] = []
  private var gaps: [PatternTrie.Gap] = []
  private var gapsOfNode: [Node: [UInt16]] = [:]

  /// The child of a node for a unit's atom, made if it is not there.
  mutating func child(of node: Node, atom: Int32, unit: Pattern.Unit) -> Node {
    if node == .root {
      firsts.insert(atom)
      return .first(atom)
    }
    guard let gap = unit.gap else {
      return child(of: node, atom: atom, code: UInt16(unit.separator.rawValue))
    }
    let kind = PatternTrie.Gap(least: Int32(gap.lowerBound), most: Int32(gap.upperBound))
    let number = gaps.firstIndex(of: kind) ?? gaps.count
    if number == gaps.count { gaps.append(kind) }
    if gapsOfNode[node]?.contains(UInt16(number)) != true {
      gapsOfNode[node, default: []].append(UInt16(number))
    }
    return child(of: node, atom: atom, code: PatternTrie.firstGapCode + UInt16(number))
  }

  private mutating func child(of node: Node, atom: Int32, code: UInt16) -> Node {
    let next = Int32(steps.count)
    let step = Step(from: node, atom: atom, code: code)
    let known = steps[step, default: next]
    if known == next { steps[step] = next }
    return .inner(known)
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
  /// - Complexity: O(*n* log *n*) in the edges.
  func finish(atomCount: Int) -> PatternTrie {
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
    return PatternTrie(
      atomCount: atomCount, flags: flags, outputs: outputs, outputStart: starts, slots: slots,
      filter: filter, ways: ways, gaps: gaps,
      gapsOfNode: Dictionary(uniqueKeysWithValues: gapsOfNode.map { (number($0), $1) }))
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
