internal import FourfieldCore

/// What blocks have in common with others of their page.
struct SharedCounts {
  /// The blocks that stand in elements of the same names and classes.
  struct Twin {
    var blocks = 0
    var weight = 0
    var links = 0
  }

  private(set) var twins: [Twin] = []
  /// The twin of every block.
  private(set) var signatures: [Int] = []
  /// How many blocks before have the same text.
  private(set) var copies: [Int] = []
  /// The text before every block.
  private(set) var before: [Int] = []
  private(set) var firstHeading = 0
  private(set) var articles = 0
  private(set) var forums = 0
  private(set) var comments = 0
  private(set) var wide = 0
  private let page: PageBlocks

  init(tree: PageTree, page: PageBlocks, texts: [TextCounts], elements: ElementCues) {
    self.page = page
    var known: [UInt64: Int] = [:]
    var seen: [UInt64: Int] = [:]
    var total = 0
    for (index, block) in page.blocks.enumerated() {
      let key = SharedCounts.signature(tree, block.element, elements)
      let slot = known[key] ?? twins.count
      if slot == twins.count {
        known[key] = slot
        twins.append(Twin())
      }
      twins[slot].blocks += 1
      twins[slot].weight += texts[index].weight
      twins[slot].links += texts[index].weight - texts[index].plain
      signatures.append(slot)
      let hash = SharedCounts.hash(page.text.span, block.text)
      copies.append(seen[hash, default: 0])
      seen[hash, default: 0] += 1
      before.append(total)
      total += texts[index].weight
      wide += texts[index].wide
    }
    firstHeading =
      page.blocks.firstIndex { $0.kind == .heading(1) }
      ?? page.blocks.firstIndex { if case .heading = $0.kind { true } else { false } } ?? 0
    for (index, node) in tree.nodes.enumerated() where node.tag != .text {
      if node.tag == .article { articles += 1 }
      if elements.own[index].contains(.forum) { forums += 1 }
      if elements.own[index].contains(.comment) { comments += 1 }
    }
  }

  /// Whether a block repeats the title of the page's head, at least in its larger part.
  func isTitle(_ index: Int, _ title: String) -> Bool {
    let range = page.blocks[index].text
    guard range.count >= 8, !title.isEmpty, range.count <= 2 * title.utf8.count else {
      return false
    }
    let text = String(decoding: page.text[range.indices], as: UTF8.self)
    return title.hasPrefix(text) || text.hasPrefix(title)
  }

  /// The names and classes of an element and the two above it.
  private static func signature(_ tree: PageTree, _ element: Int, _ elements: ElementCues) -> UInt64
  {
    var key: UInt64 = 14_695_981_039_346_656_037
    var current = element
    for _ in 0..<3 where current >= 0 {
      let node = tree.nodes[current]
      key = (key ^ UInt64(truncatingIfNeeded: node.tag.rawValue)) &* 1_099_511_628_211
      key = (key ^ UInt64(elements.classes[current])) &* 1_099_511_628_211
      current = Int(node.parent)
    }
    return key
  }

  /// A hash of a text.
  static func hash(_ text: borrowing Span<UInt8>, _ range: ByteRange) -> UInt64 {
    var hash: UInt64 = 14_695_981_039_346_656_037
    for index in range.indices { hash = (hash ^ UInt64(text[index])) &* 1_099_511_628_211 }
    return hash
  }
}
