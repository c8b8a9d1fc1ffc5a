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

  /// Words that may stand between two units.
  struct Gap: Sendable, Equatable, Hashable {
    let least: Int32
    let most: Int32
  }

  /// The separator code of the first gap.
  static let firstGapCode: UInt8 = 3

  /// How many different gaps one lexicon may have.
  static let gapKinds = 250

  /// The number that stands for all languages.
  static let anyLanguage: Int16 = -1

  /// The node behind the root by atom, or 0.
  var first: [Int32]
  var outputs: [Output]
  var outputStart: [Int32]
  /// Whether a node has children.
  var isInner: [Bool]
  /// The gaps of the lexicon: least and most words. The step over gap *g* has the separator code 3 + *g*.
  var gaps: [Gap]
  /// The gaps that begin at a node.
  var gapsOfNode: [Int32: [UInt8]]
  var keys: [UInt64]
  var values: [Int32]
  private var mask: Int

  /// Puts the arrays together; nil where they do not fit together.
  init?(
    first: [Int32], outputs: [Output], outputStart: [Int32], isInner: [Bool], keys: [UInt64],
    values: [Int32], gaps: [Gap], gapNodes: [Int32], gapCodes: [UInt8]
  ) {
    let nodes = isInner.count
    let isNode = { (node: Int32) in node >= 0 && Int(node) < nodes }
    guard nodes > 0, outputStart.count == nodes + 1, outputStart.first == 0,
      Int(outputStart.last ?? 0) == outputs.count,
      zip(outputStart, outputStart.dropFirst()).allSatisfy({ $0 <= $1 }),
      keys.count == values.count, keys.count.nonzeroBitCount == 1, keys.contains(0),
      first.allSatisfy(isNode), values.allSatisfy(isNode), gapNodes.count == gapCodes.count,
      gapCodes.allSatisfy({ Int($0) < gaps.count }), gapNodes.allSatisfy(isNode)
    else { return nil }
    self.first = first
    self.outputs = outputs
    self.outputStart = outputStart
    self.isInner = isInner
    self.keys = keys
    self.values = values
    self.gaps = gaps
    gapsOfNode = [:]
    for (node, code) in zip(gapNodes, gapCodes) { gapsOfNode[node, default: []].append(code) }
    mask = keys.count - 1
  }

  /// The node that an edge leads to, or 0 where there is none.
  func child(of node: Int32, atom: Int32, separator: Pattern.Separator) -> Int32 {
    child(of: node, atom: atom, code: separator.rawValue)
  }

  /// The node that an edge leads to over a separator or a gap, or 0 where there is none.
  func child(of node: Int32, atom: Int32, code: UInt8) -> Int32 {
    let key = PatternTrie.key(node, atom, code)
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

  /// Never 0: the code is counted from 1.
  private static func key(_ node: Int32, _ atom: Int32, _ code: UInt8) -> UInt64 {
    UInt64(UInt32(node)) << 32 | UInt64(UInt32(atom)) << 8 | UInt64(code) + 1
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
    private var gaps: [Gap] = []
    private var gapsOfNode: [Int32: [UInt8]] = [:]

    /// The child of a node for a unit's atom, made if it is not there; nil where there are too many kinds of gaps.
    mutating func child(of node: Int, atom: Int32, unit: Pattern.Unit) -> Int? {
      guard let gap = unit.gap else {
        return child(of: node, atom: atom, code: unit.separator.rawValue)
      }
      let kind = Gap(least: Int32(gap.lowerBound), most: Int32(gap.upperBound))
      let number = gaps.firstIndex(of: kind) ?? gaps.count
      guard number < PatternTrie.gapKinds else { return nil }
      if number == gaps.count { gaps.append(kind) }
      if gapsOfNode[Int32(node)]?.contains(UInt8(number)) != true {
        gapsOfNode[Int32(node), default: []].append(UInt8(number))
      }
      return child(of: node, atom: atom, code: PatternTrie.firstGapCode + UInt8(number))
    }

    private mutating func child(of node: Int, atom: Int32, code: UInt8) -> Int {
      isInner[node] = true
      let known =
        node == 0
        ? firsts[atom] : edges[PatternTrie.key(Int32(node), atom, code)]
      if let known { return Int(known) }
      let new = Int32(outputs.count)
      outputs.append([])
      isInner.append(false)
      if node == 0 {
        firsts[atom] = new
      } else {
        edges[PatternTrie.key(Int32(node), atom, code)] = new
      }
      return Int(new)
    }

    mutating func add(entry: Int, language: Int16, isLiteral: Bool, at node: Int) {
      let output = Output(entry: Int32(entry), language: language, isLiteral: isLiteral)
      outputs[node].append(output)
    }

    func finish(atomCount: Int) -> PatternTrie {
      var trie = PatternTrie(empty: atomCount, isInner: isInner, edges: edges.count)
      trie.gaps = gaps
      trie.gapsOfNode = gapsOfNode
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
    gaps = []
    gapsOfNode = [:]
    mask = capacity - 1
  }

  private mutating func insert(_ key: UInt64, _ node: Int32) {
    var slot = PatternTrie.slot(key, mask)
    while keys[slot] != 0 { slot = (slot + 1) & mask }
    keys[slot] = key
    values[slot] = node
  }
}
