/// The XPaths of a tree's nodes: names with their positions among siblings of the same name.
///
/// Neighbours have most of their paths in common, so what was found once is kept.
struct NodePaths {
  private let tree: PageTree
  private var known: [Int: String] = [:]
  /// The ancestor that stood for the last node that lay too deep; its neighbours share it.
  private var deep = -1
  /// For every element the number of its twins up to and including it; counted for all children of a parent at once, 0 before.
  private var places: [Int32]
  /// Whether an element has twins, and is therefore numbered.
  private var hasTwins: [Bool]

  init(_ tree: PageTree) {
    self.tree = tree
    places = [Int32](repeating: 0, count: tree.nodes.count)
    hasTwins = [Bool](repeating: false, count: tree.nodes.count)
  }

  /// How deep paths lead: of what lies deeper, the ancestor at this depth is named, so that a hostile page's paths take no more room than its text.
  static let depthLimit = 128

  /// The path of a node, or of its ancestor at ``depthLimit``.
  ///
  /// - Complexity: O(*d*) in the elements above that no path has led through, and once O(*s*) in the siblings of each.
  mutating func path(of node: Int) -> String {
    let last = named(node)
    var current = last
    var steps: [Int] = []
    var path = ""
    while current >= 0 {
      if let start = known[current] {
        path = start
        break
      }
      steps.append(current)
      current = Int(tree.nodes[current].parent)
    }
    for step in steps.reversed() {
      path += "/"
      path += name(of: step)
      let parent = Int(tree.nodes[step].parent)
      if parent >= 0 {
        if places[step] == 0 { count(childrenOf: parent) }
        if hasTwins[step] { path += "[\(places[step])]" }
      }
      if step != last { known[step] = path }
    }
    return path
  }

  /// A node, or its ancestor at ``depthLimit``.
  private mutating func named(_ node: Int) -> Int {
    guard Int(tree.nodes[node].depth) >= NodePaths.depthLimit else { return node }
    if deep >= 0, deep < node, node < Int(tree.nodes[deep].end) { return deep }
    var current = node
    while current >= 0, Int(tree.nodes[current].depth) >= NodePaths.depthLimit {
      current = Int(tree.nodes[current].parent)
    }
    deep = current
    return current
  }

  private func name(of node: Int) -> String {
    let tag = tree.nodes[node].tag
    return tag == .other ? tree.names[node] ?? "span" : tag.name
  }

  /// Numbers the elements below one, those of each name for themselves.
  private mutating func count(childrenOf parent: Int) {
    var last: [String: Int] = [:]
    var lastOfTag = [Int](repeating: -1, count: 256)
    var child = parent + 1
    while child < Int(tree.nodes[parent].end) {
      let tag = tree.nodes[child].tag
      if tag != .text {
        let twin =
          tag == .other
          ? last.updateValue(child, forKey: name(of: child)) ?? -1 : lastOfTag[Int(tag.rawValue)]
        if tag != .other { lastOfTag[Int(tag.rawValue)] = child }
        places[child] = twin < 0 ? 1 : places[twin] + 1
        if twin >= 0 { (hasTwins[twin], hasTwins[child]) = (true, true) }
      }
      child = Int(tree.nodes[child].end)
    }
  }
}
