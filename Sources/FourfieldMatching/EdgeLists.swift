/// The edges of some nodes of a trie, node by node.
///
/// A word may satisfy thousands of wildcards, and each of them may lead to a node of its own. Asking every node for every atom of the next word would be millions of
/// look-ups for one token; a node that has its edges listed is asked for these instead. Listed are the nodes that a wildcard leads to, or leads on to, as only they come in
/// such numbers, and those where many gaps begin.
struct EdgeLists: Sendable, Equatable {
  /// An edge without the node that it begins at.
  struct Edge: Sendable, Equatable, BitwiseCopyable {
    let atom: Int32
    let node: Int32
    /// As wide as the others, so that the archive holds no bytes that nobody set.
    private let separator: Int32

    init(atom: Int32, code: UInt16, node: Int32) {
      self.atom = atom
      self.node = node
      separator = Int32(code)
    }

    /// What stands before the token: a separator code of ``PatternTrie``.
    var code: UInt16 { UInt16(truncatingIfNeeded: separator) }
  }

  /// The nodes whose edges are listed, ascending.
  let nodes: [Int32]
  /// The edges of `nodes[n]` are `edges[starts[n]..<starts[n + 1]]`.
  let starts: [Int32]
  /// Of one node by their atoms.
  let edges: [Edge]

  /// Lists edges by the nodes that they begin at.
  ///
  /// - Complexity: O(*n* log *n*).
  init(_ steps: [(from: Int32, edge: Edge)]) {
    let sorted = steps.sorted {
      ($0.from, $0.edge.atom, $0.edge.code) < ($1.from, $1.edge.atom, $1.edge.code)
    }
    var (nodes, starts): ([Int32], [Int32]) = ([], [])
    for (index, step) in sorted.enumerated() where nodes.last != step.from {
      nodes.append(step.from)
      starts.append(Int32(index))
    }
    starts.append(Int32(sorted.count))
    (self.nodes, self.starts, edges) = (nodes, starts, sorted.map(\.edge))
  }

  /// Puts arrays together; nil where they do not fit together.
  ///
  /// - Parameters:
  ///   - nodes: see ``nodes``.
  ///   - starts: see ``starts``.
  ///   - edges: see ``edges``.
  ///   - atomCount: the number of atoms.
  ///   - nodeCount: the number of nodes of the trie.
  ///   - codeLimit: the first number that is no separator code.
  init?(
    nodes: [Int32], starts: [Int32], edges: [Edge], atomCount: Int, nodeCount: Int, codeLimit: Int
  ) {
    guard starts.count == nodes.count + 1, starts.first == 0,
      Int(starts.last ?? 0) == edges.count, starts.ascends,
      zip(nodes, nodes.dropFirst()).allSatisfy({ $0 < $1 }),
      edges.allSatisfy({ edge in
        edge.atom >= 0 && Int(edge.atom) < atomCount && edge.node > 0
          && Int(edge.node) < nodeCount && edge.code < codeLimit
      })
    else { return nil }
    for (number, node) in nodes.enumerated() {
      let own = edges[Int(starts[number])..<Int(starts[number + 1])]
      guard own.allSatisfy({ $0.node > node }) else { return nil }
    }
    (self.nodes, self.starts, self.edges) = (nodes, starts, edges)
  }

  /// The numbers of the edges of a node; nil where they are not listed.
  ///
  /// - Complexity: O(log *n*) in the nodes.
  func range(of node: Int32) -> Range<Int>? {
    let number = nodes.indices.partition { nodes[$0] >= node }
    guard number < nodes.count, nodes[number] == node else { return nil }
    return Int(starts[number])..<Int(starts[number + 1])
  }

  /// The numbers of those of a node's edges that have an atom.
  ///
  /// - Complexity: O(log *n*) in the edges of the node, and in those that are found.
  func range(of atom: Int32, in range: Range<Int>) -> Range<Int> {
    let first = range.partition { edges[$0].atom >= atom }
    var end = first
    while end < range.upperBound, edges[end].atom == atom { end += 1 }
    return first..<end
  }
}
