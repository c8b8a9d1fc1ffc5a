/// The XPaths of a tree's nodes: names with their positions among siblings of the same name.
///
/// Neighbours have most of their paths in common, so what was found once is kept.
struct NodePaths {
  private let tree: PageTree
  private var known: [Int: String] = [:]
  /// For every element the number of its twins up to and including it, and in all; counted for all children of a parent at once.
  private var positions: [Int: (place: Int, all: Int)] = [:]
  private var counted: Set<Int> = []

  init(_ tree: PageTree) { self.tree = tree }

  /// How deep paths lead: of what lies deeper, the ancestor at this depth is named, so that a hostile page's paths take no more room than its text.
  static let depthLimit = 128

  /// The path of a node, or of its ancestor at ``depthLimit``.
  ///
  /// - Complexity: O(*d*) in the elements above, and once O(*s*) in the siblings of each.
  mutating func path(of node: Int) -> String {
    var chain: [Int] = []
    var current = node
    while current >= 0 {
      chain.append(current)
      current = Int(tree.nodes[current].parent)
    }
    let steps = chain.suffix(NodePaths.depthLimit)
    var path = ""
    var first = steps.startIndex
    if let start = steps.firstIndex(where: { known[$0] != nil }) {
      path = known[steps[start]] ?? ""
      first = start
    } else {
      first = steps.endIndex
    }
    for step in steps[..<first].reversed() {
      path += "/" + name(of: step)
      if let position = position(of: step), position.all > 1 { path += "[\(position.place)]" }
      known[step] = path
    }
    return path
  }

  private func name(of node: Int) -> String {
    let tag = tree.nodes[node].tag
    return tag == .other ? tree.names[node] ?? "span" : tag.name
  }

  private mutating func position(of node: Int) -> (place: Int, all: Int)? {
    let parent = Int(tree.nodes[node].parent)
    guard parent >= 0 else { return nil }
    if counted.insert(parent).inserted { count(childrenOf: parent) }
    return positions[node]
  }

  private mutating func count(childrenOf parent: Int) {
    var groups: [String: [Int]] = [:]
    var byTag = [[Int]](repeating: [], count: 256)
    var child = parent + 1
    while child < Int(tree.nodes[parent].end) {
      let tag = tree.nodes[child].tag
      if tag == .other {
        groups[name(of: child), default: []].append(child)
      } else if tag != .text {
        byTag[Int(tag.rawValue)].append(child)
      }
      child = Int(tree.nodes[child].end)
    }
    for twins in byTag + Array(groups.values) {
      for (index, twin) in twins.enumerated() { positions[twin] = (index + 1, twins.count) }
    }
  }
}
