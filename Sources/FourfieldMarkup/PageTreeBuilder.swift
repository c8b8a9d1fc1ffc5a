internal import CLibXML2
internal import FourfieldCore

/// Takes libxml2's events and writes them into a ``PageTree``.
struct PageTreeBuilder {
  private(set) var tree = PageTree()
  private let page: GuardedPage
  private let tags: NameTable<Tag>
  private let attributes: NameTable<Attribute.Key>
  private var open: [Int32] = []
  /// Where the last text ended in the clean page.
  private var lastEnd = 0

  init(_ page: GuardedPage, tags: NameTable<Tag>, attributes: NameTable<Attribute.Key>) {
    self.page = page
    self.tags = tags
    self.attributes = attributes
    tree.nodes.reserveCapacity(page.utf8.count / 24)
    tree.bytes.reserveCapacity(page.utf8.count)
  }

  mutating func startElement(_ name: borrowing Span<UInt8>) {
    let tag = tags.value(name, 0..<name.count) ?? .other
    if tag == .other {
      tree.names[tree.nodes.count] = String(decoding: name.indices.map { name[$0] }, as: UTF8.self)
    }
    tree.nodes.append(
      PageTree.Node(
        tag: tag, parent: open.last ?? -1, depth: Int32(open.count), end: 0,
        start: Int32(tree.attributes.count), count: 0))
    open.append(Int32(tree.nodes.count - 1))
  }

  /// Adds an attribute to the element that began last.
  mutating func attribute(_ name: borrowing Span<UInt8>, _ value: borrowing Span<UInt8>) {
    guard let key = attributes.value(name, 0..<name.count) else { return }
    let start = tree.bytes.count
    tree.bytes.append(value, 0..<value.count)
    tree.attributes.append(Attribute(key: key, value: ByteRange(start, tree.bytes.count)))
    tree.nodes[tree.nodes.count - 1].count += 1
  }

  mutating func endElement() {
    guard let node = open.popLast() else { return }
    tree.nodes[Int(node)].end = Int32(tree.nodes.count)
  }

  /// Adds text that ends about `position` in the clean page; text that follows text is one node with it.
  mutating func text(_ text: borrowing Span<UInt8>, endingAt position: Int) {
    let start = tree.bytes.count
    append(text)
    let count = tree.bytes.count - start
    tree.textBytes += count
    let place = place(of: text, endingAt: position)
    lastEnd = place.end
    addRuns(place, start)
    let sourceEnd = Int32(sourceEnd(of: place))
    let last = tree.nodes.count - 1
    if last >= 0, tree.nodes[last].tag == .text, tree.nodes[last].parent == open.last ?? -1,
      Int(tree.nodes[last].start + tree.nodes[last].count) == start
    {
      tree.nodes[last].count += Int32(count)
      tree.nodes[last].sourceEnd = sourceEnd
      return
    }
    tree.nodes.append(
      PageTree.Node(
        tag: .text, parent: open.last ?? -1, depth: Int32(open.count),
        end: Int32(tree.nodes.count + 1), start: Int32(start), count: Int32(count),
        sourceStart: Int32(page.source(of: place.start)), sourceEnd: sourceEnd))
  }

  /// Copies text with the signs of markup in place of what the guard put for them.
  private mutating func append(_ text: borrowing Span<UInt8>) {
    var begin = 0
    var index = 0
    while index < text.count {
      let isLess = isLess(text, at: index)
      guard text[index] == GuardedPage.ampersand || isLess else {
        index += 1
        continue
      }
      tree.bytes.append(text, begin..<index)
      tree.bytes.append(isLess ? MarkupScan.less : MarkupScan.ampersand)
      index += isLess ? GuardedPage.less.count : 1
      begin = index
    }
    tree.bytes.append(text, begin..<text.count)
  }

  private func isLess(_ text: borrowing Span<UInt8>, at index: Int) -> Bool {
    text[index] == 0xEF && index + 2 < text.count && text[index + 1] == 0xB7
      && text[index + 2] == 0x90
  }

  /// Where a text ended in the page as it was; behind a reference the guard has noted its end.
  private func sourceEnd(of place: ByteRange) -> Int {
    let last = max(0, place.end - 1)
    let next = page.edit(behind: last)
    let isReference = tree.runs.last?.isReference == true && next < page.edits.count
    return isReference ? page.edits[next].source : page.source(of: last) + 1
  }

  /// Notes where a text stands in the page as it was; it parts at every edit of the guard's.
  private mutating func addRuns(_ place: ByteRange, _ start: Int) {
    var next = page.edit(behind: place.start)
    tree.runs.append(
      PageTree.Run(
        start: start, source: page.source(of: place.start),
        isReference: next > 0 && page.edits[next - 1].isReference))
    // What stands for `<` is longer than it: what follows stands earlier among the bytes of the tree.
    var shrunk = shrinkage(at: place.start)
    while next < page.edits.count, page.edits[next].clean < place.end {
      let edit = page.edits[next]
      tree.runs.append(
        PageTree.Run(
          start: start + edit.clean - place.start - shrunk, source: edit.source,
          isReference: edit.isReference))
      if edit.isReference { shrunk += shrinkage(at: edit.clean) }
      next += 1
    }
  }

  private func shrinkage(at clean: Int) -> Int {
    page.utf8[clean...].starts(with: GuardedPage.less) ? GuardedPage.less.count - 1 : 0
  }

  /// Where a run of text stood: behind a tag or behind the last run, and about where the parser has come to.
  ///
  /// Of a long text the parser hands on a part before it has gone past its last character.
  private func place(of text: borrowing Span<UInt8>, endingAt position: Int) -> ByteRange {
    for late in 0...4 {
      let start = position - text.count + late
      guard start >= 0, start + text.count <= page.utf8.count else { continue }
      let isBegin = start == 0 || start == lastEnd || page.utf8[start - 1] == MarkupScan.greater
      if isBegin, page.utf8[start] == text[0],
        page.utf8[start + text.count - 1] == text[text.count - 1]
      {
        return ByteRange(start, start + text.count)
      }
    }
    let end = min(max(position, lastEnd + 1), page.utf8.count)
    return ByteRange(min(lastEnd, end), end)
  }

  /// The tree, all elements closed.
  mutating func finish() -> PageTree {
    while !open.isEmpty { endElement() }
    return tree
  }
}
