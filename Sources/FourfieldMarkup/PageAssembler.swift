internal import FourfieldCore

/// Puts the blocks that are kept together into a page.
struct PageAssembler {
  private let tree: PageTree
  private let content: ContentMode
  private let model: PageModel
  private let blocks: PageBlocks

  init(tree: PageTree, content: ContentMode, model: PageModel) {
    self.tree = tree
    self.content = content
    self.model = model
    blocks = BlockFinder.blocks(of: tree) { tree.nodes[$0].tag.isInvisible }
  }

  /// All that can be read of a piece of HTML, for those who know from elsewhere what it says of itself.
  static func body(_ utf8: [UInt8], limits: MarkupLimits = MarkupLimits()) -> ParsedPage {
    let tree = PageParser.shared.parse(utf8, limits: limits)
    var page = PageAssembler(tree: tree, content: .all, model: .fitted).page(withMetadata: false)
    if tree.isDegraded { page.isDegraded = true }
    return page
  }

  /// Up to how many blocks the model judges; its numbers take a kilobyte a block.
  private static let mostJudged = 50_000

  /// The page, with its metadata or without.
  func page(withMetadata: Bool = true) -> ParsedPage {
    var page = ParsedPage()
    let facts = PageFacts(tree)
    let elements = ElementCues(tree)
    let kept = withoutCopies(chosen(elements, facts))
    let headings = HeadingFinder(page: blocks, kept: kept)
    var paths = NodePaths(tree)
    for index in kept {
      let block = blocks.blocks[index]
      page.pieces.append(
        ParsedPage.Piece(
          kind: headings.kind(of: index), text: Array(blocks.text[block.text.indices]),
          nodePath: paths.path(of: block.element), sourceRange: sourceRange(of: block),
          anchors: SourceAnchors.anchors(of: block, blocks, tree)))
    }
    let taken = kept.reduce(0) { $0 + blocks.blocks[$1].text.count }
    let all = blocks.blocks.reduce(0) { $0 + $1.text.count }
    if all > 0 { page.keptShare = Double(taken * 1000 / all) / 1000 }
    if content != .all, let body = facts.articleBody, body.utf8.count > 4 * max(100, taken) {
      page.pieces = PageAssembler.pieces(of: body, from: PageAssembler.script)
    }
    if page.pieces.isEmpty, content != .all, !facts.description.isEmpty {
      // A page that a script would fill: what it says of itself is all there is.
      page.pieces = PageAssembler.pieces(of: facts.description, from: "//meta[@name='description']")
      page.isDegraded = true
    }
    guard withMetadata else { return page }
    page.metadata = MetadataFinder(tree: tree, page: blocks, facts: facts, elements: elements)
      .metadata()
    return page
  }

  private static let script = "//script[@type='application/ld+json']"

  /// The text that an element of the head has, for pages that show theirs only by script.
  private static func pieces(of body: String, from path: String) -> [ParsedPage.Piece] {
    if body.contains("</") { return PageAssembler.body(Array(body.utf8)).pieces }
    return body.split(separator: "\n").map { line in
      ParsedPage.Piece(
        kind: .paragraph, text: Array(line.utf8), nodePath: path)
    }
  }

  /// The blocks that are taken, in order.
  private func chosen(_ elements: ElementCues, _ facts: PageFacts) -> [Int] {
    let all = Array(blocks.blocks.indices)
    guard content != .all, all.count > 1 else { return all }
    if all.count <= PlainSelection.mostBlocks || all.count > PageAssembler.mostJudged {
      return plain(all, elements)
    }
    let features = BlockFeatures(tree: tree, page: blocks, facts: facts, elements: elements)
    if features.totalWeight <= PlainSelection.mostLetters { return plain(all, elements) }
    let sizes = all.map { Float(features.size(of: $0)) }
    var chances = model.chances(of: features, sizes: sizes)
    for index in all where isForScripts(blocks.blocks[index], elements) { chances[index] = 0 }
    let selector = ContentSelector(probabilities: chances, sizes: sizes)
    let kept = withHeadings(selector.kept(leaning: leaning))
    return all.filter { kept[$0] }
  }

  /// Whether a block is a hidden address and nothing else: what a script is to load, not what a reader is to read.
  private func isForScripts(_ block: PageBlock, _ elements: ElementCues) -> Bool {
    guard elements.marks[block.element].contains(.hidden), block.kind != .listItem
    else { return false }
    let text = blocks.text[block.text.indices]
    return (text.starts(with: "https://".utf8) || text.starts(with: "http://".utf8))
      && text.allSatisfy { (0x21...0x7E).contains($0) }
  }

  /// Keeps the headings between two blocks that are kept: a part of the text keeps its name.
  private func withHeadings(_ kept: [Bool]) -> [Bool] {
    kept.indices.map { index in
      guard !kept[index], index > 0, index + 1 < kept.count,
        case .heading = blocks.blocks[index].kind
      else { return kept[index] }
      return kept[index - 1] && kept[index + 1]
    }
  }

  /// The blocks that their elements alone do not speak against; all where they speak against each.
  private func plain(_ all: [Int], _ elements: ElementCues) -> [Int] {
    let selection = PlainSelection(tree: tree, elements: elements)
    let kept = all.filter { selection.keeps(blocks.blocks[$0]) }
    return kept.isEmpty ? all : kept
  }

  private var leaning: Float {
    switch content {
    case .recall: 4
    case .precision: 0.25
    case .main, .all: 1
    }
  }

  /// Leaves out paragraphs that stood there before word for word.
  private func withoutCopies(_ kept: [Int]) -> [Int] {
    guard content != .all else { return kept }
    var seen: [UInt64: ByteRange] = [:]
    return kept.filter { index in
      let range = blocks.blocks[index].text
      guard range.count >= 60 else { return true }
      let hash = SharedCounts.hash(blocks.text.span, range)
      if let first = seen[hash] {
        return blocks.text[first.indices] != blocks.text[range.indices]
      }
      seen[hash] = range
      return true
    }
  }

  private func sourceRange(of block: PageBlock) -> ByteRange? {
    var range: ByteRange?
    for index in block.nodes where tree.nodes[index].tag == .text {
      let node = tree.nodes[index]
      guard node.sourceStart < node.sourceEnd else { continue }
      range = ByteRange(
        min(range?.start ?? .max, Int(node.sourceStart)), max(range?.end ?? 0, Int(node.sourceEnd)))
    }
    return range
  }
}
