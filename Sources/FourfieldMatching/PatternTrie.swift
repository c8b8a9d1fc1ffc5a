internal import CByteScan
internal import FourfieldCore

/// The sequences of atoms, in flat arrays.
///
/// Node 0 is the root; the node behind the root for an atom has the atom's number plus one, so that the first step needs no look-up. All other edges lie in one
/// open-addressed hash table keyed by node, atom and separator, behind a bit filter that turns most absent edges away.
///
/// - Note: Immutable; safe to share between tasks.
final class PatternTrie: Sendable {
  /// An entry that ends at a node.
  struct Output: Sendable, Equatable, BitwiseCopyable {
    let entry: Int32
    /// The number of its language in ``CompiledLexicon/languages``, or ``anyLanguage``.
    let language: Int16
    /// As wide as the language, so that the archive holds no bytes that nobody set.
    private let literal: Int16

    init(entry: Int32, language: Int16, isLiteral: Bool) {
      self.entry = entry
      self.language = language
      literal = isLiteral ? 1 : 0
    }

    var isLiteral: Bool { literal != 0 }
  }

  /// Words that may stand between two units.
  struct Gap: Sendable, Equatable, Hashable, BitwiseCopyable {
    let least: Int32
    let most: Int32

    /// Whether it may stand for so many half words.
    @inline(__always) func spans(_ halfWords: Int32) -> Bool {
      2 * least <= halfWords && halfWords <= 2 * most
    }
  }

  /// A node and what ends there, so that neither has to be looked for elsewhere.
  struct Target: Sendable, Equatable, BitwiseCopyable {
    /// The node, and above its 28 bits the language of ``entry``, counted from 1; 0 for all languages.
    private let target: UInt32
    /// The flags of the node, and above their 8 bits the entry.
    private let ending: UInt32

    /// A node; `output` is its only output, if there is but one.
    init(node: Int32, flags: UInt8, output: Output?) {
      let fits =
        output.map { (0..<1 << 24).contains($0.entry) && (anyLanguage..<14).contains($0.language) }
        ?? false
      let (entry, language) = fits ? (output?.entry ?? 0, output?.language ?? 0) : (0, 0)
      target = UInt32(node) | UInt32(fits ? language + 1 : 0) << 28
      ending = UInt32(flags | (fits ? Flags.sole : 0)) | UInt32(entry) << 8
    }

    /// No node.
    static let none = Target(node: 0, flags: 0, output: nil)

    var node: Int32 { Int32(truncatingIfNeeded: target & 0xFFF_FFFF) }
    /// The flags of the node, with ``Flags/sole``.
    var flags: UInt8 { UInt8(truncatingIfNeeded: ending) }
    /// The only entry that ends at the node, where the flags say that there is but one.
    var entry: Int32 { Int32(truncatingIfNeeded: ending &>> 8) }
    /// The language of ``entry``, or ``anyLanguage``.
    var language: Int16 { Int16(truncatingIfNeeded: target &>> 28) &- 1 }
  }

  /// An edge: its key and where it leads to.
  struct Edge: Sendable, Equatable, BitwiseCopyable {
    let key: UInt64
    let target: Target

    /// No edge.
    static let none = Edge(key: 0, target: .none)
  }

  /// What is known of a node.
  enum Flags {
    /// It has children.
    static let inner: UInt8 = 1
    /// Entries end at it.
    static let final: UInt8 = 2
    /// Gaps begin at it.
    static let gaps: UInt8 = 4
    /// A pattern begins with its atom.
    static let first: UInt8 = 8
    /// Only of targets: one entry ends at the node, and the target has it.
    static let sole: UInt8 = 16
  }

  /// The separator codes, as `Pattern.Separator` has them.
  static let direct = UInt16(Pattern.Separator.none.rawValue)
  static let spaced = UInt16(Pattern.Separator.space.rawValue)
  static let hyphened = UInt16(Pattern.Separator.hyphen.rawValue)
  /// The separator code of the first gap. Of gaps up to 50 words there are 1,326, so that a code has room in 12 bits.
  static let firstGapCode: UInt16 = 3
  /// Of a node where more gaps begin than this the edges are listed, and all its gaps are gone over at once.
  static let fewGaps = 8
  /// What an edge's key has room for.
  static let nodeLimit = 1 << 28
  /// The kinds of gaps that the codes of an edge's key have room for.
  static let gapLimit = (1 << 12) - 4
  /// The most words of a gap: no lexicon has nearly as many, and twice as many are a number still.
  private static let mostWords: Int32 = 1 << 20
  /// The number that stands for all languages.
  static let anyLanguage: Int16 = -1

  let outputs: [Output]
  let outputStart: [Int32]
  /// The flags of every node, see ``Flags``.
  let flags: [UInt8]
  /// The gaps of the lexicon: least and most words. The step over gap *g* has the separator code 3 + *g*.
  let gaps: [Gap]
  /// The gaps that begin at a node.
  let gapsOfNode: [Int32: [UInt16]]
  /// The edges of the nodes that many ways lead over.
  let lists: EdgeLists
  /// All edges, each where its key's hash leads to or behind it; the number of slots is a power of two.
  let slots: [Edge]
  /// Two bits for the hash of every edge, and two more where an entry or a gap stands behind it.
  let filter: [UInt64]
  /// Two bits for the hash of every two edges that begin behind the first atom of a pattern.
  let ways: [UInt64]
  /// The nodes behind the root by their number; the first is none.
  let firsts: [Target]
  private let slotShift: UInt64
  /// How far the hash of an edge is shifted to be the number of its first bit in ``filter``.
  let filterShift: UInt64
  /// How far the hash of a way is shifted to be the number of its first bit in ``ways``.
  let wayShift: UInt64

  /// The arrays that a trie is made of.
  struct Parts {
    var flags: [UInt8]
    var outputs: [Output]
    /// The outputs of node *n* are `outputs[outputStart[n]..<outputStart[n + 1]]`.
    var outputStart: [Int32]
    var slots: [Edge]
    var filter: [UInt64]
    var ways: [UInt64]
    var gaps: [Gap]
    var gapsOfNode: [Int32: [UInt16]]
    var lists: EdgeLists
  }

  /// Puts arrays together that fit together.
  init(_ parts: Parts, atomCount: Int) {
    (flags, outputs, outputStart) = (parts.flags, parts.outputs, parts.outputStart)
    (slots, filter, ways) = (parts.slots, parts.filter, parts.ways)
    (gaps, gapsOfNode, lists) = (parts.gaps, parts.gapsOfNode, parts.lists)
    firsts = (0...Int32(atomCount)).map { node in
      Target(
        node: node, flags: parts.flags[Int(node)],
        output: PatternTrie.sole(parts.outputs, parts.outputStart, node))
    }
    slotShift = UInt64(64 - slots.count.trailingZeroBitCount)
    filterShift = slotShift - 4
    wayShift = UInt64(64 - 6 - ways.count.trailingZeroBitCount)
  }

  /// Restores a trie whose entries are below a limit; nil where the arrays do not fit together.
  static func restore(_ parts: Parts, atomCount: Int, entryLimit limit: Int) -> PatternTrie? {
    let nodes = parts.flags.count
    let isNode = { (node: Int32) in node > 0 && Int(node) < nodes }
    guard nodes > atomCount, nodes <= nodeLimit, parts.outputStart.count == nodes + 1,
      parts.outputStart.first == 0, Int(parts.outputStart.last ?? 0) == parts.outputs.count,
      parts.outputStart.ascends,
      parts.slots.count >= 16, parts.slots.count.nonzeroBitCount == 1,
      parts.filter.count * 4 == parts.slots.count,
      parts.ways.count >= leastWays, parts.ways.count.nonzeroBitCount == 1,
      // The flags and the entry that an edge has of its node are not compared with the node's, as edges come in no order: that they are there is enough.
      parts.slots.allSatisfy({ slot in
        guard slot.key != 0 else { return slot == .none }
        // No edge leads back: a walk would have no end.
        return isNode(slot.target.node) && slot.target.entry < limit
          && ff_edge_node(slot.key) < slot.target.node
      }),
      // A look-up ends at a slot that is free.
      parts.slots.contains(where: { $0.key == 0 }), parts.gaps.count <= gapLimit,
      parts.gapsOfNode.keys.allSatisfy(isNode),
      parts.gapsOfNode.values.allSatisfy({ $0.allSatisfy { Int($0) < parts.gaps.count } }),
      parts.gaps.allSatisfy({ 0 <= $0.least && $0.least <= $0.most && $0.most <= mostWords })
    else { return nil }
    return PatternTrie(parts, atomCount: atomCount)
  }

  /// The output of a node that has but one.
  static func sole(_ outputs: [Output], _ starts: [Int32], _ node: Int32) -> Output? {
    let (first, end) = (Int(starts[Int(node)]), Int(starts[Int(node) + 1]))
    return end - first == 1 ? outputs[first] : nil
  }

  /// The hash table of the edges, at most three quarters full, and their filter, which lets one in a hundred through that is not there.
  ///
  /// The edges come in one order, so that the same lexicon is the same bytes in the cache.
  static func index(_ edges: [Edge]) -> (slots: [Edge], filter: [UInt64]) {
    var bits: UInt64 = 4
    while 3 << bits < edges.count * 4 { bits += 1 }
    var slots = [Edge](repeating: .none, count: 1 << bits)
    var filter = [UInt64](repeating: 0, count: 1 << (bits - 2))
    for edge in edges {
      let hash = mix(edge.key)
      var slot = Int(hash &>> (64 - bits))
      while slots[slot].key != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = edge
      let shift = 64 - bits - 4
      filter[Int(hash &>> (shift + 6))] |= ff_filter_mask(hash, shift)
      if edge.target.flags & (Flags.final | Flags.gaps) != 0 {
        filter[Int(hash &>> (shift + 6))] |= ff_end_mask(hash, shift)
      }
    }
    return (slots, filter)
  }

  /// The least numbers that ``ways`` has.
  private static let leastWays = 16

  /// The filter of the ways of two edges, with 16 bits a way at least.
  ///
  /// - Parameters:
  ///   - steps: all edges with the nodes that they begin at.
  ///   - atomCount: the number of atoms; the nodes behind the root are those up to it.
  /// - Returns: a power of two of numbers, which ``wayShift`` fits to.
  static func ways(_ steps: [(from: Int32, atom: Int32, code: UInt16, to: Int32)], atomCount: Int)
    -> [UInt64]
  {
    var firsts: [Int32: UInt64] = [:]
    for step in steps where Int(step.from) <= atomCount {
      firsts[step.to] = mix(key(step.from, step.atom, step.code))
    }
    let ways = steps.compactMap { step in
      firsts[step.from].map { ff_way_hash($0, UInt32(step.atom), UInt32(step.code)) }
    }
    var count = leastWays
    while 4 * count < ways.count { count *= 2 }
    var filter = [UInt64](repeating: 0, count: count)
    let shift = UInt64(64 - 6 - count.trailingZeroBitCount)
    for way in ways { filter[Int(way &>> (shift + 6))] |= ff_filter_mask(way, shift) }
    return filter
  }

  /// Whether patterns begin with an atom.
  func isFirst(_ atom: Int32) -> Bool { flags[Int(atom) + 1] & Flags.first != 0 }

  /// Whether an entry ends with an atom that it begins with, or a gap may stand behind it.
  func isWhole(_ atom: Int32) -> Bool {
    flags[Int(atom) + 1] & (Flags.final | Flags.gaps) != 0
  }

  /// The node that an edge leads to over a separator or a gap, or 0 where there is none.
  @inline(__always) func child(of node: Int32, atom: Int32, code: UInt16) -> Int32 {
    step(from: node, atom: atom, code: code).node
  }

  /// Where the edge over a separator or a gap leads to; node 0 where there is none.
  @inline(__always) func step(from node: Int32, atom: Int32, code: UInt16) -> Target {
    let key = PatternTrie.key(node, atom, code)
    let hash = PatternTrie.mix(key)
    let mask = ff_filter_mask(hash, filterShift)
    if filter[Int(hash &>> (filterShift &+ 6))] & mask != mask { return .none }
    return look(for: key, hash)
  }

  /// The same for an edge that is likely there.
  @inline(__always) func look(from node: Int32, atom: Int32, code: UInt16) -> Target {
    let key = PatternTrie.key(node, atom, code)
    return look(for: key, PatternTrie.mix(key))
  }

  @inline(__always) private func look(for key: UInt64, _ hash: UInt64) -> Target {
    var slot = Int(hash &>> slotShift)
    while true {
      let found = slots[slot]
      if found.key == key || found.key == 0 { return found.target }
      slot = (slot + 1) & (slots.count - 1)
    }
  }

  /// The entries that end at a node.
  func outputRange(of node: Int32) -> Range<Int> {
    Int(outputStart[Int(node)])..<Int(outputStart[Int(node) + 1])
  }

  /// The key of an edge.
  @inline(__always) static func key(_ node: Int32, _ atom: Int32, _ code: UInt16) -> UInt64 {
    ff_edge_key(UInt32(bitPattern: node), UInt32(bitPattern: atom), UInt32(code))
  }

  /// Spreads a key over 64 bits, the highest of which are used (Knuth, The Art of Computer Programming, 6.4); the multiplication is meant to overflow.
  @inline(__always) private static func mix(_ key: UInt64) -> UInt64 {
    key &* ff_edge_mix
  }
}
