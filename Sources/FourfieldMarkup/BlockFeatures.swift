internal import FourfieldCore

/// The numbers by which the blocks of a page are judged: a row a block, every number of a row by its place in ``Feature``.
///
/// All are counted in passes over the flat tree: sums over whole elements come from running totals, so that a deep page costs no more
/// than a flat one.
struct BlockFeatures {
  /// How many numbers a row has.
  static let width = Feature.count
  private(set) var values: [Float]
  let rows: Int

  private let tree: PageTree
  private let page: PageBlocks
  private let facts: PageFacts
  private let elements: ElementCues
  private let totals: ElementTotals
  private let texts: [TextCounts]
  private let shared: SharedCounts

  /// Counts the features of a page's blocks.
  ///
  /// - Complexity: O(*n* + *b* · *d*) in nodes, blocks and depth.
  init(tree: PageTree, page: PageBlocks, facts: PageFacts, elements: ElementCues) {
    self.tree = tree
    self.page = page
    self.facts = facts
    rows = page.blocks.count
    values = [Float](repeating: 0, count: page.blocks.count * BlockFeatures.width)
    self.elements = elements
    let text = page.text.span
    texts = page.blocks.map { TextCounts(text, $0) }
    shared = SharedCounts(tree: tree, page: page, texts: texts, elements: elements)
    totals = ElementTotals(tree: tree, page: page, texts: texts)
    fill()
  }

  /// The numbers of a block.
  func row(_ index: Int) -> ArraySlice<Float> {
    values[(index * BlockFeatures.width)..<((index + 1) * BlockFeatures.width)]
  }

  /// The words of a block, at least one; a character of a script without blanks is one.
  func size(of index: Int) -> Int { max(1, texts[index].words) }

  /// The letters of all blocks.
  var totalWeight: Int { totals.weight }

  /// The four elements around a block, from the nearest outwards; -1 where there are fewer.
  func containers(of index: Int) -> [Int] {
    var current = page.blocks[index].element
    return (0..<4).map { _ in
      if current >= 0 { current = Int(tree.nodes[current].parent) }
      return current
    }
  }

  /// The kind of place that a block stands in, by the names and classes around it.
  func twin(of index: Int) -> Int { shared.signatures[index] }

  private mutating func set(_ row: Int, _ feature: Feature, _ value: Float) {
    values[row * BlockFeatures.width + feature.rawValue] = value
  }

  private mutating func set(_ row: Int, _ feature: Feature, _ value: Bool) {
    set(row, feature, value ? 1 : 0)
  }

  private mutating func set(_ row: Int, from feature: Feature, _ cues: Cue, count: Int = Cue.count)
  {
    for bit in 0..<count where cues.rawValue >> UInt32(bit) & 1 == 1 {
      values[row * BlockFeatures.width + feature.rawValue + bit] = 1
    }
  }

  private mutating func fill() {
    let (page, shared) = (page, shared)
    let witness = facts.articleBody.map(Witness.init)
    let places = TitlePlaces(tree: tree, page: page, facts: facts, titleBlock: shared.firstHeading)
    var heading: Cue = []
    for index in page.blocks.indices {
      fillText(index)
      fillPlace(index)
      fillContainers(index)
      fillNeighbours(index)
      fillShared(index, shared)
      fillTitle(index, places)
      set(index, from: .headingCues, heading)
      if let witness {
        set(index, .witness, witness.share(page.text.span, page.blocks[index].text))
      } else {
        set(index, .witness, -1)
      }
      if case .heading = page.blocks[index].kind { heading = texts[index].cues }
    }
  }

  // MARK: Text

  private mutating func fillText(_ index: Int) {
    let block = page.blocks[index]
    let counts = texts[index]
    set(index, .length, log(counts.weight))
    set(index, .words, Float(min(counts.words, 400)))
    set(index, .linkDensity, Float(block.linkBytes) / Float(max(1, block.text.count)))
    set(index, .links, Float(min(block.links, 50)))
    set(index, .commas, Float(min(counts.commas, 30)))
    set(index, .sentences, Float(min(counts.stops, 30)))
    set(index, .endsSentence, counts.endsSentence)
    set(index, .startsUpper, counts.startsUpper)
    let letters = Float(max(1, counts.letters + counts.digits))
    set(index, .digitShare, Float(counts.digits) / letters)
    set(index, .upperShare, Float(counts.capitals) / letters)
    set(index, .signShare, Float(counts.signs) / Float(max(1, block.text.count)))
    set(index, .wideShare, Float(counts.wide * 3) / Float(max(1, block.text.count)))
    set(index, .boldShare, Float(block.boldBytes) / Float(max(1, block.text.count)))
    set(index, from: .textCues, counts.cues)
    switch block.kind {
    case .heading(let level): set(index, .heading, Float(level))
    case .listItem: set(index, .isItem, true)
    case .tableRow: set(index, .isRow, true)
    case .quote: set(index, .isQuote, true)
    case .caption: set(index, .isCaption, true)
    case .preformatted: set(index, .isPreformatted, true)
    case .paragraph: break
    }
    set(index, .isParagraph, tree.nodes[block.element].tag == .p)
    set(index, .isDivision, tree.nodes[block.element].tag == .div)
  }

  private func log(_ weight: Int) -> Float { Logarithm.of(Float(weight)) }

  // MARK: Place

  private mutating func fillPlace(_ index: Int) {
    let block = page.blocks[index]
    let element = block.element
    set(index, from: .anyCues, elements.inherited[element])
    set(index, from: .nearCues, elements.near(element, tree))
    var lists = 0
    var custom = 0
    var current = element
    while current >= 0 {
      let node = tree.nodes[current]
      switch node.tag {
      case .article: set(index, .inArticle, true)
      case .main: set(index, .inMain, true)
      case .aside: set(index, .inAside, true)
      case .nav: set(index, .inNavigation, true)
      case .header: set(index, .inHeader, true)
      case .footer: set(index, .inFooter, true)
      case .form: set(index, .inForm, true)
      case .figure: set(index, .inFigure, true)
      case .table: set(index, .inTable, true)
      case .section: set(index, .inSection, true)
      case .button, .label: set(index, .inButton, true)
      case .details: set(index, .inDetails, true)
      case .dialog: set(index, .inDialog, true)
      case .time: set(index, .inTime, true)
      case .noscript: set(index, .inNoscript, true)
      case .other: custom += 1
      case .a: set(index, .inLink, true)
      case .ul, .ol, .dl: lists += 1
      default: break
      }
      current = Int(node.parent)
    }
    set(index, .customElements, Float(min(custom, 5)))
    let marks = elements.marks[element]
    set(index, .lists, Float(min(lists, 4)))
    set(index, .depth, Float(min(tree.nodes[element].depth, 60)))
    set(index, .isMarkedBody, marks.contains(.body))
    set(index, .isMarkedMain, marks.contains(.main))
    set(index, .isHidden, marks.contains(.hidden))
    set(index, .isAriaHidden, marks.contains(.ariaHidden))
    set(index, .isMarkedSide, marks.contains(.side))
  }

  // MARK: Containers

  private mutating func fillContainers(_ index: Int) {
    var current = Int(tree.nodes[page.blocks[index].element].parent)
    var slot = Feature.container1.rawValue
    let all = Float(max(1, totals.weight))
    for _ in 0..<4 {
      guard current >= 0 else { break }
      let sum = totals.sum(of: current, tree)
      let base = index * BlockFeatures.width + slot
      values[base] = log(sum.weight)
      values[base + 1] = Float(sum.weight) / all
      values[base + 2] = Float(sum.links) / Float(max(1, sum.weight))
      values[base + 3] = Float(sum.long) / Float(max(1, sum.weight))
      values[base + 4] = Float(min(sum.blocks, 200))
      slot += Feature.containerWidth
      current = Int(tree.nodes[current].parent)
    }
    let best = totals.candidate
    let node = page.blocks[index].element
    let isInside = best <= node && node < Int(tree.nodes[best].end)
    set(index, .inCandidate, isInside)
    set(index, .candidateShare, Float(totals.sum(of: best, tree).weight) / all)
    var (above, steps) = (best, 0)
    while above >= 0, !(above <= node && node < Int(tree.nodes[above].end)) {
      above = Int(tree.nodes[above].parent)
      steps += 1
    }
    set(index, .candidateSteps, Float(min(steps, 20)))
    set(
      index, .candidateDepth,
      Float(max(-20, min(20, Int(tree.nodes[node].depth - tree.nodes[best].depth)))))
    set(index, .fromFirst, BlockFeatures.signed(index - totals.firstGood))
    set(index, .fromLast, BlockFeatures.signed(index - totals.lastGood))
  }

  private static func signed(_ distance: Int) -> Float {
    let size = Logarithm.of(Float(abs(distance)))
    return distance < 0 ? -size : size
  }

  // MARK: Neighbours

  private mutating func fillNeighbours(_ index: Int) {
    var slot = Feature.neighbours.rawValue
    for offset in [-3, -2, -1, 1, 2, 3] {
      let other = index + offset
      let base = index * BlockFeatures.width + slot
      slot += Feature.neighbourWidth
      guard page.blocks.indices.contains(other) else {
        values[base] = -1
        continue
      }
      let block = page.blocks[other]
      values[base] = log(texts[other].weight)
      values[base + 1] = Float(block.linkBytes) / Float(max(1, block.text.count))
      values[base + 2] = texts[other].endsSentence ? 1 : 0
      if case .heading = block.kind { values[base + 3] = 1 }
      let isTwin =
        tree.nodes[block.element].parent == tree.nodes[page.blocks[index].element].parent
      values[base + 4] = isTwin ? 1 : 0
    }
    set(index, .windowBefore, window(index - 6..<index))
    set(index, .windowAfter, window(index + 1..<index + 7))
  }

  /// The text outside links in some blocks.
  private func window(_ range: Range<Int>) -> Float {
    log(range.clamped(to: page.blocks.indices).reduce(0) { $0 + texts[$1].plain })
  }

  // MARK: The title

  private mutating func fillTitle(_ index: Int, _ places: TitlePlaces) {
    let element = page.blocks[index].element
    let place = places.blocks[index]
    set(index, .articleOrdinal, Float(min(place.articleOrdinal, 20)))
    set(index, .isInTitleArticle, place.articleOrdinal == places.titleArticle)
    set(index, .titlesBefore, Float(min(place.titlesBefore, 10)))
    set(index, .sinceHeading, Float(min(place.sinceHeading, 30)))
    set(index, .lastHeading, Float(place.lastHeading))
    set(index, .titleWords, place.titleWords)
    set(index, .headingTitleWords, place.headingWords)
    set(index, .titleSteps, Float(min(places.steps(to: element, tree), 20)))
    set(index, .isDescription, places.isDescription(page, index))
    if place.article >= 0 {
      let sum = totals.sum(of: place.article, tree)
      set(index, .articleShare, Float(sum.weight) / Float(max(1, totals.weight)))
    }
    let parent = Int(tree.nodes[element].parent)
    let around = totals.sum(of: parent < 0 ? element : Int(tree.nodes[parent].parent), tree).weight
    let best = totals.sum(of: totals.candidate, tree).weight
    set(index, .candidateRatio, min(4, Float(around) / Float(max(1, best))))
    let block = page.blocks[index]
    set(index, .isOnlyLink, block.linkBytes * 20 >= block.text.count * 19)
  }

  // MARK: The whole page

  private mutating func fillShared(_ index: Int, _ shared: SharedCounts) {
    let all = Float(max(1, totals.weight))
    let twin = shared.twins[shared.signatures[index]]
    set(index, .twinCount, Logarithm.of(Float(twin.blocks)))
    set(index, .twinShare, Float(twin.weight) / all)
    set(index, .twinLength, log(twin.weight / max(1, twin.blocks)))
    set(index, .twinLinks, Float(twin.links) / Float(max(1, twin.weight)))
    set(index, .copies, Float(min(5, shared.copies[index])))
    set(index, .isTitle, shared.isTitle(index, facts.title))
    set(index, .position, Float(index) / Float(max(1, rows)))
    set(index, .textBefore, Float(shared.before[index]) / all)
    set(index, .fromTitle, BlockFeatures.signed(index - shared.firstHeading))
    set(index, .pageLength, log(totals.weight))
    set(index, .pageBlocks, Logarithm.of(Float(rows)))
    set(index, .pageLinks, Float(totals.links) / all)
    set(index, .pageLong, Float(totals.long) / all)
    set(index, .pageArticles, Float(min(20, shared.articles)))
    set(index, .pageWide, Float(shared.wide) / all)
    set(index, .pageForum, Float(min(30, shared.forums)))
    set(index, .pageComments, Float(min(30, shared.comments)))
    set(index, .kinds, Float(facts.kinds.rawValue))
    set(index, .isArticlePage, facts.kinds.contains(.article))
    set(index, .isForumPage, facts.kinds.contains(.forum))
    set(index, .isProductPage, facts.kinds.contains(.product))
  }
}

/// The binary logarithm of 1 + x, straight between powers of two: near enough for a threshold, and without the C library.
enum Logarithm {
  static func of(_ value: Float) -> Float {
    // The exponent and the fraction as the bits have them: of a number from 1 on both are what Float says, at a fifth of the cost.
    let bits = (value + 1).bitPattern
    let significand = Float(bitPattern: bits & 0x7F_FFFF | 0x3F80_0000)
    return Float(Int32(truncatingIfNeeded: bits >> 23) - 127) + significand - 1
  }
}
