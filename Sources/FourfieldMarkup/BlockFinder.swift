internal import FourfieldCore

/// Cuts the texts of a page into blocks, in one pass over its tree.
struct BlockFinder {
  private let tree: PageTree
  private var result = PageBlocks()
  /// The open elements.
  private var open: [Int] = []
  private var linkDepth = 0
  private var boldDepth = 0
  private var preformattedDepth = 0
  /// The cells that are read as one row.
  private var rowEnd = 0
  private var current: PageBlock?
  /// Whether a `<br>` came last.
  private var hasBreak = false
  private var gap = Gap.none
  /// For every node the number of elements before it that keep a row from being one line.
  private let dividers: [Int32]

  private init(_ tree: PageTree) {
    self.tree = tree
    var count: Int32 = 0
    var dividers = [Int32](repeating: 0, count: tree.nodes.count + 1)
    for (index, node) in tree.nodes.enumerated() {
      dividers[index] = count
      if node.tag.isBlock, node.tag != .td, node.tag != .th { count += 1 }
    }
    dividers[tree.nodes.count] = count
    self.dividers = dividers
    result.text.reserveCapacity(tree.textBytes)
  }

  /// The blocks of a tree.
  ///
  /// Where `isSkipped` says so, an element is left out with all inside it.
  /// - Complexity: O(*n*).
  static func blocks(of tree: PageTree, isSkipped: (Int) -> Bool) -> PageBlocks {
    var finder = BlockFinder(tree)
    var index = 0
    while index < tree.nodes.count {
      while let top = finder.open.last, Int(tree.nodes[top].end) <= index { finder.close(top) }
      let node = tree.nodes[index]
      if node.tag == .text {
        finder.add(index)
      } else if isSkipped(index) {
        if node.tag.isBlock { finder.flush() }
        index = Int(node.end)
        continue
      } else {
        finder.open(index)
      }
      index += 1
    }
    while let top = finder.open.last { finder.close(top) }
    finder.flush()
    return finder.result
  }

  /// What stands before the next word.
  private enum Gap {
    case none
    /// White space with a line end, which is no blank in a script without blanks.
    case lineEnd
    case blank
  }

  // MARK: Elements

  private mutating func open(_ index: Int) {
    let tag = tree.nodes[index].tag
    switch tag {
    case .br: lineBreak()
    case .hr: flush()
    case .a: linkDepth += 1
    case .b, .strong: boldDepth += 1
    case .pre, .listing, .xmp:
      flush()
      preformattedDepth += 1
    case .td where index < rowEnd, .th where index < rowEnd: gap = .blank
    case .tr:
      flush()
      let end = Int(tree.nodes[index].end)
      if dividers[end] == dividers[index + 1] { rowEnd = end }
    case .img where current != nil: gap = .blank
    default: if tag.isBlock { flush() }
    }
    open.append(index)
  }

  private mutating func close(_ index: Int) {
    open.removeLast()
    let tag = tree.nodes[index].tag
    switch tag {
    case .a: linkDepth -= 1
    case .b, .strong: boldDepth -= 1
    case .pre, .listing, .xmp:
      flush()
      preformattedDepth -= 1
    case .td where index < rowEnd, .th where index < rowEnd: gap = .blank
    default: if tag.isBlock { flush() }
    }
  }

  private mutating func lineBreak() {
    if hasBreak {
      flush()
    } else if current != nil {
      hasBreak = true
    }
  }

  // MARK: Text

  private mutating func add(_ index: Int) {
    let tree = tree
    let node = tree.nodes[index]
    let bytes = tree.bytes.span
    let range = Int(node.start)..<Int(node.start + node.count)
    let begin = result.text.count
    if preformattedDepth > 0 {
      copyLines(bytes, range, index)
    } else {
      copyWords(bytes, range, index)
    }
    guard result.text.count > begin, var block = current else { return }
    if linkDepth > 0 {
      block.links += 1
      block.linkBytes += result.text.count - begin
    }
    if boldDepth > 0 { block.boldBytes += result.text.count - begin }
    block.nodes = block.nodes.lowerBound..<(index + 1)
    current = block
  }

  private mutating func begin(_ index: Int) {
    if current != nil { return }
    let element = open.last { tree.nodes[$0].tag.isBlock } ?? 0
    let isRow = index < rowEnd
    let owner = isRow ? open.last { tree.nodes[$0].tag == .tr } ?? element : element
    current = PageBlock(
      element: owner, text: ByteRange(result.text.count, result.text.count),
      kind: kind(of: owner), nodes: index..<index + 1)
    gap = .none
    hasBreak = false
  }

  /// Copies words with one blank between them.
  private mutating func copyWords(
    _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ node: Int
  ) {
    var index = range.lowerBound
    while index < range.upperBound {
      if bytes[index] <= 0x20 {
        let start = index
        while index < range.upperBound, bytes[index] <= 0x20 { index += 1 }
        let hasLineEnd = (start..<index).contains { bytes[$0] == 0x0A }
        if gap == .none { gap = hasLineEnd ? .lineEnd : .blank }
        continue
      }
      var end = index + 1
      while end < range.upperBound, bytes[end] > 0x20 { end += 1 }
      begin(node)
      separate(bytes, index)
      result.text.append(bytes, index..<end)
      index = end
    }
  }

  /// Writes what stands between the text so far and the byte that comes next.
  private mutating func separate(_ bytes: borrowing Span<UInt8>, _ next: Int) {
    if let block = current, result.text.count > block.text.start {
      let isSeamless =
        gap == .lineEnd
        && LineJoin.isSeamless(
          result.text, end: result.text.count, before: next, in: bytes)
      if hasBreak {
        result.text.append(0x0A)
      } else if gap != .none, !isSeamless {
        result.text.append(0x20)
      }
    }
    hasBreak = false
    gap = .none
  }

  /// Copies text whose line ends count.
  private mutating func copyLines(
    _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ node: Int
  ) {
    if current == nil, !range.contains(where: { bytes[$0] > 0x20 }) { return }
    begin(node)
    separate(bytes, range.lowerBound)
    result.text.append(bytes, range)
  }

  private mutating func flush() {
    defer {
      current = nil
      hasBreak = false
      gap = .none
    }
    guard var block = current else { return }
    var start = block.text.start
    var end = result.text.count
    while end > start, result.text[end - 1] <= 0x20 { end -= 1 }
    while start < end, result.text[start] <= 0x20, result.text[start] != 0x20 { start += 1 }
    block.text = ByteRange(start, end)
    result.blocks.append(block)
  }

  // MARK: Kinds

  /// What the block of an element is, by the element and the two around it.
  private func kind(of element: Int) -> Block.Kind {
    var current = element
    for _ in 0..<3 where current >= 0 {
      let tag = tree.nodes[current].tag
      if let level = tag.headingLevel { return .heading(level) }
      switch tag {
      case .li, .dt, .dd: return .listItem
      case .tr: return .tableRow
      case .blockquote: return .quote
      case .figcaption, .caption: return .caption
      case .pre, .listing, .xmp: return .preformatted
      case .body, .article, .main, .section, .table, .ul, .ol: return .paragraph
      default: current = Int(tree.nodes[current].parent)
      }
    }
    return .paragraph
  }
}
