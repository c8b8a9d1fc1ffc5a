internal import FourfieldCore

/// The sequences of atoms, in flat arrays.
///
/// Edges lie in one open-addressed hash table keyed by node, atom and separator; the first step from the root is an array by atom.
struct PatternTrie: Sendable, Equatable {
  /// An entry that ends at a node.
  struct Output: Sendable, Equatable {
    let entry: Int32
    /// The number of its language in ``CompiledLexicon/languages``, or ``anyLanguage``.
    let language: Int16
    let isLiteral: Bool
  }

  /// The number that stands for all languages.
  static let anyLanguage: Int16 = -1

  /// The node behind the root by atom, or 0.
  var first: [Int32]
  var outputs: [Output]
  var outputStart: [Int32]
  /// Whether a node has children.
  var isInner: [Bool]
  var keys: [UInt64]
  var values: [Int32]
  private var mask: Int

  /// Puts the arrays together; nil where they do not fit together.
  init?(
    first: [Int32], outputs: [Output], outputStart: [Int32], isInner: [Bool], keys: [UInt64],
    values: [Int32]
  ) {
    let nodes = isInner.count
    let isNode = { (node: Int32) in node >= 0 && Int(node) < nodes }
    guard nodes > 0, outputStart.count == nodes + 1, outputStart.first == 0,
      Int(outputStart.last ?? 0) == outputs.count,
      zip(outputStart, outputStart.dropFirst()).allSatisfy({ $0 <= $1 }),
      keys.count == values.count, keys.count.nonzeroBitCount == 1, keys.contains(0),
      first.allSatisfy(isNode), values.allSatisfy(isNode)
    else { return nil }
    self.first = first
    self.outputs = outputs
    self.outputStart = outputStart
    self.isInner = isInner
    self.keys = keys
    self.values = values
    mask = keys.count - 1
  }

  /// The node that an edge leads to, or 0 where there is none.
  func child(of node: Int32, atom: Int32, separator: Pattern.Separator) -> Int32 {
    let key = PatternTrie.key(node, atom, separator)
    var slot = PatternTrie.slot(key, mask)
    while true {
      let found = keys[slot]
      if found == key { return values[slot] }
      if found == 0 { return 0 }
      slot = (slot + 1) & mask
    }
  }

  /// The entries that end at a node.
  func outputRange(of node: Int32) -> Range<Int> {
    Int(outputStart[Int(node)])..<Int(outputStart[Int(node) + 1])
  }

  /// Never 0: the separator is counted from 1.
  private static func key(_ node: Int32, _ atom: Int32, _ separator: Pattern.Separator) -> UInt64 {
    UInt64(UInt32(node)) << 32 | UInt64(UInt32(atom)) << 2 | UInt64(separator.rawValue + 1)
  }

  private static func slot(_ key: UInt64, _ mask: Int) -> Int {
    let mixed = key &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 20) & mask
  }

  /// Collects edges and outputs before they are laid out flat.
  struct Builder {
    private var edges: [UInt64: Int32] = [:]
    private var firsts: [Int32: Int32] = [:]
    private var outputs: [[Output]] = [[]]
    private var isInner = [true]

    /// The child of a node, made if it is not there.
    mutating func child(of node: Int, atom: Int32, separator: Pattern.Separator) -> Int {
      isInner[node] = true
      let known =
        node == 0
        ? firsts[atom] : edges[PatternTrie.key(Int32(node), atom, separator)]
      if let known { return Int(known) }
      let new = Int32(outputs.count)
      outputs.append([])
      isInner.append(false)
      if node == 0 {
        firsts[atom] = new
      } else {
        edges[PatternTrie.key(Int32(node), atom, separator)] = new
      }
      return Int(new)
    }

    mutating func add(entry: Int, language: Int16, isLiteral: Bool, at node: Int) {
      let output = Output(entry: Int32(entry), language: language, isLiteral: isLiteral)
      outputs[node].append(output)
    }

    func finish(atomCount: Int) -> PatternTrie {
      var trie = PatternTrie(empty: atomCount, isInner: isInner, edges: edges.count)
      for (atom, node) in firsts { trie.first[Int(atom)] = node }
      // In the order of the keys, so that the same lexicon is the same bytes in the cache.
      for (key, node) in edges.sorted(by: { $0.key < $1.key }) { trie.insert(key, node) }
      for list in outputs {
        // At the same range a literal goes before a wildcard, then the order of the file decides.
        trie.outputs += list.sorted {
          ($0.isLiteral ? 0 : 1, $0.entry) < ($1.isLiteral ? 0 : 1, $1.entry)
        }
        trie.outputStart.append(Int32(trie.outputs.count))
      }
      return trie
    }
  }

  private init(empty atomCount: Int, isInner: [Bool], edges: Int) {
    var capacity = 16
    while capacity < edges * 2 { capacity *= 2 }
    first = [Int32](repeating: 0, count: atomCount)
    outputs = []
    outputStart = [0]
    self.isInner = isInner
    keys = [UInt64](repeating: 0, count: capacity)
    values = [Int32](repeating: 0, count: capacity)
    mask = capacity - 1
  }

  private mutating func insert(_ key: UInt64, _ node: Int32) {
    var slot = PatternTrie.slot(key, mask)
    while keys[slot] != 0 { slot = (slot + 1) & mask }
    keys[slot] = key
    values[slot] = node
  }
}
