internal import FourfieldCore

/// Puts the blocks that are kept together into a page.
struct PageAssembler {
  private let tree: PageTree
  private let content: ContentMode
  private let blocks: PageBlocks

  init(tree: PageTree, content: ContentMode) {
    self.tree = tree
    self.content = content
    blocks = BlockFinder.blocks(of: tree) { tree.nodes[$0].tag.isInvisible }
  }

  /// The page with its metadata.
  func page() -> ParsedPage {
    var page = ParsedPage()
    let facts = PageFacts(tree)
    let features = BlockFeatures(tree: tree, page: blocks, facts: facts)
    let kept = withoutCopies(chosen(features))
    let found = kept.reduce(0) { $0 + features.weight(of: $1) }
    let headings = HeadingFinder(page: blocks, kept: kept)
    var paths = NodePaths(tree)
    var weight = 0
    for index in kept {
      let block = blocks.blocks[index]
      weight += features.weight(of: index)
      page.pieces.append(
        ParsedPage.Piece(
          kind: headings.kind(of: index), text: Array(blocks.text[block.text.indices]),
          nodePath: paths.path(of: block.element), sourceRange: sourceRange(of: block)))
    }
    if features.totalWeight > 0 {
      page.keptShare = Double(weight * 1000 / features.totalWeight) / 1000
    }
    if content != .all, let body = facts.articleBody, body.utf8.count > 4 * max(100, found) {
      page.pieces = PageAssembler.pieces(of: body)
    }
    page.metadata = MetadataFinder(
      tree: tree, page: blocks, facts: facts, elements: features.elements
    ).metadata()
    return page
  }

  /// The article as JSON-LD has it, for pages that show it only by script.
  private static func pieces(of body: String) -> [ParsedPage.Piece] {
    if body.contains("</") { return HTMLReader.read(Array(body.utf8), content: .all).pieces }
    return body.split(separator: "\n").map { line in
      ParsedPage.Piece(
        kind: .paragraph, text: Array(line.utf8),
        nodePath: "//script[@type='application/ld+json']")
    }
  }

  /// The blocks that are taken, in order.
  private func chosen(_ features: BlockFeatures) -> [Int] {
    let all = Array(blocks.blocks.indices)
    guard content != .all, all.count > 1 else { return all }
    if all.count <= PlainSelection.mostBlocks || features.totalWeight <= PlainSelection.mostLetters
    {
      let plain = PlainSelection(tree: tree, elements: features.elements)
      return all.filter { plain.keeps(blocks.blocks[$0]) }
    }
    let model = ContentModel.shared
    let selector = ContentSelector(
      probabilities: all.map { model.probability(features.row($0)) },
      sizes: all.map { Float(features.size(of: $0)) })
    let leaning: Float =
      switch content {
      case .recall: 4
      case .precision: 0.25
      default: 1
      }
    let kept = selector.kept(leaning: leaning)
    return all.filter { kept[$0] }
  }

  /// Leaves out paragraphs that stood there before word for word.
  private func withoutCopies(_ kept: [Int]) -> [Int] {
    guard content != .all else { return kept }
    var seen: Set<ArraySlice<UInt8>> = []
    return kept.filter { index in
      let text = blocks.text[blocks.blocks[index].text.indices]
      return text.count < 60 || seen.insert(text).inserted
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
