internal import FourfieldCore

/// Finds where in the page every part of a block's text stands.
struct SourceAnchors {
  private let tree: PageTree
  private let text: [UInt8]
  private var anchors: [ParsedPage.Anchor] = []
  private var run: Int
  /// The next byte of the text.
  private var position: Int
  private let start: Int
  private let end: Int

  /// The places from which on a block and its page run in step, ascending; none where they cannot be told.
  ///
  /// - Complexity: O(*n*) in the block's bytes, and once O(log *r*) in the page's runs.
  static func anchors(
    of block: PageBlock, _ page: PageBlocks, _ tree: PageTree
  ) -> [ParsedPage.Anchor] {
    var finder = SourceAnchors(block, page, tree)
    return finder.walk(block.nodes) ? finder.anchors : []
  }

  private init(_ block: PageBlock, _ page: PageBlocks, _ tree: PageTree) {
    self.tree = tree
    text = page.text
    start = block.text.start
    end = block.text.end
    position = start
    let first = tree.nodes[block.nodes.lowerBound].start
    var (low, high) = (0, tree.runs.count)
    while low < high {
      let middle = (low + high) / 2
      if tree.runs[middle].start <= first { low = middle + 1 } else { high = middle }
    }
    run = low - 1
  }

  private mutating func walk(_ nodes: Range<Int>) -> Bool {
    guard run >= 0 else { return false }
    var index = nodes.lowerBound
    while index < nodes.upperBound {
      let node = tree.nodes[index]
      if node.tag == .text {
        guard follow(Int(node.start)..<Int(node.start + node.count)) else { return false }
      } else if node.tag.isInvisible {
        index = Int(node.end)
        continue
      }
      index += 1
    }
    return true
  }

  /// How many anchors a block may have; the parts of one that is hollowed out more often are not placed one by one.
  private static let most = 100_000

  /// Finds the bytes of a text node in the block; blanks may have been collapsed, all else is the same.
  private mutating func follow(_ bytes: Range<Int>) -> Bool {
    var index = bytes.lowerBound
    while index < bytes.upperBound {
      let isBlank = tree.bytes[index] <= 0x20
      if isBlank {
        // A blank matters only where it ends a reference.
        guard anchors.last?.isReference == true, position < end, text[position] <= 0x20 else {
          index += 1
          continue
        }
      } else {
        while position < end, text[position] <= 0x20 { position += 1 }
        guard position < end, text[position] == tree.bytes[index] else { return false }
      }
      mark(index)
      if anchors.count > SourceAnchors.most { return false }
      let length = isBlank ? 0 : inStep(from: index, upTo: bytes.upperBound)
      position += length
      index += max(1, length)
    }
    return true
  }

  /// How many bytes from a marked one on, itself included, run in step with the block: the same bytes of the same run, with single blanks among them.
  private func inStep(from index: Int, upTo limit: Int) -> Int {
    guard !tree.runs[run].isReference else { return 1 }
    let next = run + 1 < tree.runs.count ? Int(tree.runs[run + 1].start) : limit
    let most = min(min(limit, next) - index, end - position)
    let (page, block) = (tree.bytes, text)
    var length = 1
    while length < most, page[index + length] == block[position + length] {
      if page[index + length] <= 0x20 {
        guard length + 1 < most, page[index + length + 1] > 0x20 else { break }
        guard page[index + length + 1] == block[position + length + 1] else { break }
      }
      length += 1
    }
    return length
  }

  /// Notes where a byte stands if it does not run in step with the one before.
  private mutating func mark(_ index: Int) {
    var isNew = anchors.isEmpty
    while run + 1 < tree.runs.count, Int(tree.runs[run + 1].start) <= index {
      run += 1
      isNew = isNew || tree.runs[run].isReference || tree.runs[run - 1].isReference
    }
    let own = tree.runs[run]
    let anchor = ParsedPage.Anchor(
      text: position - start, page: own.source + index - Int(own.start),
      isReference: own.isReference)
    let isInStep = anchors.last.map { anchor.page - $0.page == anchor.text - $0.text } ?? false
    if isNew || !isInStep && !own.isReference { anchors.append(anchor) }
  }
}
