internal import CLibXML2
internal import FourfieldCore

/// Takes libxml2's events and writes them into a ``PageTree``.
final class PageTreeBuilder {
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

  func startElement(_ name: borrowing Span<UInt8>) {
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
  func attribute(_ name: borrowing Span<UInt8>, _ value: borrowing Span<UInt8>) {
    guard let key = attributes.value(name, 0..<name.count) else { return }
    let start = tree.bytes.count
    tree.bytes.append(value, 0..<value.count)
    tree.attributes.append(Attribute(key: key, value: ByteRange(start, tree.bytes.count)))
    tree.nodes[tree.nodes.count - 1].count += 1
  }

  func endElement() {
    guard let node = open.popLast() else { return }
    tree.nodes[Int(node)].end = Int32(tree.nodes.count)
  }

  /// Adds text that ends about `position` in the clean page; text that follows text is one node with it.
  func text(_ text: borrowing Span<UInt8>, endingAt position: Int) {
    let start = tree.bytes.count
    tree.bytes.append(text, 0..<text.count)
    tree.textBytes += text.count
    let place = place(of: text, endingAt: position)
    lastEnd = place.end
    addRuns(place, start)
    let sourceEnd = Int32(sourceEnd(of: place))
    let last = tree.nodes.count - 1
    if last >= 0, tree.nodes[last].tag == .text, tree.nodes[last].parent == open.last ?? -1,
      Int(tree.nodes[last].start + tree.nodes[last].count) == start
    {
      tree.nodes[last].count += Int32(text.count)
      tree.nodes[last].sourceEnd = sourceEnd
      return
    }
    tree.nodes.append(
      PageTree.Node(
        tag: .text, parent: open.last ?? -1, depth: Int32(open.count),
        end: Int32(tree.nodes.count + 1), start: Int32(start), count: Int32(text.count),
        sourceStart: Int32(page.source(of: place.start)), sourceEnd: sourceEnd))
  }

  /// Where a text ended in the page as it was; behind a reference the guard has noted its end.
  private func sourceEnd(of place: ByteRange) -> Int {
    let last = max(0, place.end - 1)
    let next = page.edit(behind: last)
    let isReference = tree.runs.last?.isReference == true && next < page.edits.count
    return isReference ? page.edits[next].source : page.source(of: last) + 1
  }

  /// Notes where a text stands in the page as it was; it parts at every edit of the guard's.
  private func addRuns(_ place: ByteRange, _ start: Int) {
    var next = page.edit(behind: place.start)
    tree.runs.append(
      PageTree.Run(
        start: Int32(start), source: Int32(page.source(of: place.start)),
        isReference: next > 0 && page.edits[next - 1].isReference))
    while next < page.edits.count, page.edits[next].clean < place.end {
      let edit = page.edits[next]
      tree.runs.append(
        PageTree.Run(
          start: Int32(start + edit.clean - place.start), source: Int32(edit.source),
          isReference: edit.isReference))
      next += 1
    }
  }

  /// Where a run of text stood; a reference is as long as it was written, so it reaches back to the run before.
  private func place(of text: borrowing Span<UInt8>, endingAt position: Int) -> ByteRange {
    // These two stand in the clean page as references alone; bare they belong to the markup behind.
    let isEscaped = text.count == 1 && (text[0] == MarkupScan.less || text[0] == UInt8(ascii: "&"))
    for late in 0...4 where !isEscaped {
      let start = position - text.count + late
      guard start >= 0, start + text.count <= page.utf8.count else { continue }
      if page.utf8[start] == text[0], page.utf8[start + text.count - 1] == text[text.count - 1] {
        return ByteRange(start, start + text.count)
      }
    }
    if let reference = reference(near: position) { return reference }
    let end = min(max(position, lastEnd + 1), page.utf8.count)
    let earliest = min(max(lastEnd, end - 12), end)
    return ByteRange(earliest, end)
  }

  /// The reference behind the last text whose semicolon is nearest to `position`, which the parser may have gone past or not come to yet.
  private func reference(near position: Int) -> ByteRange? {
    for close in [position - 1, position - 2] + Array(position...(position + 4))
    where close >= lastEnd && close < page.utf8.count && page.utf8[close] == UInt8(ascii: ";") {
      let room = page.utf8[max(lastEnd, close - 12)..<close]
      if let start = room.lastIndex(of: UInt8(ascii: "&")) { return ByteRange(start, close + 1) }
    }
    return nil
  }

  /// The tree, all elements closed.
  func finish() -> PageTree {
    while !open.isEmpty { endElement() }
    return tree
  }
}
