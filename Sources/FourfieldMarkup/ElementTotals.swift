internal import FourfieldCore

/// How much text of which kind an element holds, for all elements at once, and which element holds the article best.
struct ElementTotals {
  /// What an element holds.
  struct Sum {
    var weight = 0
    var links = 0
    /// The text of long paragraphs with few links.
    var long = 0
    var blocks = 0
  }

  /// Running totals before each node.
  private var before: [Sum]
  private(set) var weight = 0
  private(set) var links = 0
  private(set) var long = 0
  /// The element that scores best as the one around the article.
  private(set) var candidate = 0
  /// The first and the last long paragraph inside it.
  private(set) var firstGood = 0
  private(set) var lastGood = 0

  init(tree: PageTree, page: PageBlocks, texts: [TextCounts]) {
    before = [Sum](repeating: Sum(), count: tree.nodes.count + 1)
    for (index, block) in page.blocks.enumerated() {
      let node = block.nodes.lowerBound
      before[node + 1].weight += texts[index].weight
      before[node + 1].links += texts[index].weight - texts[index].plain
      before[node + 1].blocks += 1
      if ElementTotals.isGood(texts[index]) { before[node + 1].long += texts[index].plain }
    }
    for node in 1..<max(1, before.count) {
      before[node].weight += before[node - 1].weight
      before[node].links += before[node - 1].links
      before[node].long += before[node - 1].long
      before[node].blocks += before[node - 1].blocks
    }
    if let last = before.last { (weight, links, long) = (last.weight, last.links, last.long) }
    findCandidate(tree, page, texts)
  }

  /// What an element holds.
  ///
  /// - Complexity: O(1).
  func sum(of element: Int, _ tree: PageTree) -> Sum {
    guard tree.nodes.indices.contains(element) else { return Sum() }
    let end = before[Int(tree.nodes[element].end)]
    let start = before[element]
    return Sum(
      weight: end.weight - start.weight, links: end.links - start.links,
      long: end.long - start.long, blocks: end.blocks - start.blocks)
  }

  /// A paragraph that only running text has.
  private static func isGood(_ counts: TextCounts) -> Bool {
    counts.weight >= 80 && counts.plain * 3 > counts.weight * 2 && counts.stops + counts.commas > 0
  }

  /// Readability's way (Arc90, 2009): a good paragraph pays its parent in full, and the elements above by halves and thirds.
  private mutating func findCandidate(_ tree: PageTree, _ page: PageBlocks, _ texts: [TextCounts]) {
    var scores = [Float](repeating: 0, count: tree.nodes.count)
    for (index, block) in page.blocks.enumerated() where ElementTotals.isGood(texts[index]) {
      let counts = texts[index]
      let points = 1 + Float(min(counts.commas, 10)) + Float(min(counts.plain / 100, 5))
      var element = Int(tree.nodes[block.element].parent)
      for step in 1...4 where element >= 0 {
        scores[element] += points / Float(step)
        element = Int(tree.nodes[element].parent)
      }
    }
    var best: Float = 0
    for (index, score) in scores.enumerated() where score > 0 {
      let sum = sum(of: index, tree)
      let density = Float(sum.links) / Float(max(1, sum.weight))
      if score * (1 - density) > best { (best, candidate) = (score * (1 - density), index) }
    }
    guard !tree.nodes.isEmpty else { return }
    let inside = candidate..<Int(tree.nodes[candidate].end)
    let good = page.blocks.indices.filter {
      inside.contains(page.blocks[$0].element) && ElementTotals.isGood(texts[$0])
    }
    firstGood = good.first ?? 0
    lastGood = good.last ?? 0
  }
}
