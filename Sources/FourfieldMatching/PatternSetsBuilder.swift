/// Finds the classes of the patterns of all conditions, a set at a time.
///
/// Every set splits the classes that it holds only a part of (partition refinement: Paige and Tarjan, 1987), in a time that its own
/// patterns take, whatever the other sets are.
struct PatternSetsBuilder {
  private var numbers: [PatternTrieBuilder.Node: Int32] = [:]
  /// The nodes of the trie that patterns end at.
  private var nodes: [PatternTrieBuilder.Node] = []
  /// The class of every node so far; some of the numbers given are no class any more.
  private var classes: [Int32] = []
  private var nextClass: Int32 = 1
  /// The nodes of set *s* are `members[starts[s]..<starts[s + 1]]`.
  private var members: [Int32] = []
  private var starts: [Int] = [0]

  /// Adds a set by the nodes that its patterns end at.
  mutating func append(_ ends: [PatternTrieBuilder.Node]) {
    var parts: [Int32: Int32] = [:]
    let firstPart = nextClass
    for node in ends {
      let number = Int(self.number(of: node))
      // The set names it a second time.
      if classes[number] >= firstPart { continue }
      let part = parts[classes[number], default: nextClass]
      if part == nextClass {
        parts[classes[number]] = part
        nextClass += 1
      }
      classes[number] = part
      members.append(Int32(number))
    }
    starts.append(members.count)
  }

  private mutating func number(of node: PatternTrieBuilder.Node) -> Int32 {
    if let number = numbers[node] { return number }
    let number = Int32(nodes.count)
    numbers[node] = number
    nodes.append(node)
    classes.append(0)
    return number
  }

  /// Ends the sets.
  ///
  /// - Parameter body: called with every node that a pattern ends at and the class of what ends there.
  /// - Returns: the sets by their classes.
  func finish(
    _ body: (_ node: PatternTrieBuilder.Node, _ patternClass: Int32) -> Void
  ) -> PatternSets {
    // Counted anew by the order of the nodes, so that every number is a class.
    var dense: [Int32: Int32] = [:]
    let final = classes.map { old in
      let count = Int32(dense.count)
      let number = dense[old, default: count]
      dense[old] = number
      return number
    }
    for (node, patternClass) in zip(nodes, final) { body(node, patternClass) }
    var flat: [Int32] = []
    var ends: [Int32] = [0]
    for (start, end) in zip(starts, starts.dropFirst()) {
      let own = Set(members[start..<end].lazy.map { final[Int($0)] })
      flat += own.sorted()
      ends.append(Int32(flat.count))
    }
    return PatternSets(starts: ends, classes: flat, classCount: Int32(dense.count)) ?? PatternSets()
  }
}
