internal import FourfieldCore

/// Where the blocks of a page stand to its title and its articles.
struct TitlePlaces {
  /// What is known of one block.
  struct Place {
    /// The outermost `<article>` around it, -1 for none.
    var article = -1
    /// Which of the page's articles that is, from 1; 0 for none.
    var articleOrdinal = 0
    /// How many main headings stand before it.
    var titlesBefore = 0
    /// How many blocks lie between it and the heading above, and that heading's level.
    var sinceHeading = 0
    var lastHeading = 0
    /// The share of the title's words in it, and in the heading above.
    var titleWords: Float = 0
    var headingWords: Float = 0
  }

  private(set) var blocks: [Place] = []
  /// The ordinal of the article that holds the title.
  private(set) var titleArticle = 0
  /// The elements around the title, the innermost first.
  private var above: [Int] = []
  private let description: String

  init(tree: PageTree, page: PageBlocks, facts: PageFacts, titleBlock: Int) {
    description = facts.description
    let words = TitleWords(facts.title)
    var ordinals: [Int: Int] = [:]
    var current = Place()
    for block in page.blocks {
      var place = current
      place.article = TitlePlaces.article(tree, block.element)
      if place.article >= 0 {
        place.articleOrdinal = ordinals[place.article] ?? ordinals.count + 1
        ordinals[place.article] = place.articleOrdinal
      }
      place.titleWords = words.share(page.text.span, block.text)
      blocks.append(place)
      current.sinceHeading += 1
      if case .heading(let level) = block.kind {
        current.sinceHeading = 0
        current.lastHeading = level
        current.headingWords = place.titleWords
        if level == 1 { current.titlesBefore += 1 }
      }
    }
    guard page.blocks.indices.contains(titleBlock) else { return }
    titleArticle = blocks[titleBlock].articleOrdinal
    var element = page.blocks[titleBlock].element
    while element >= 0 {
      above.append(element)
      element = Int(tree.nodes[element].parent)
    }
  }

  /// How far one must go up from the title to come to an element that holds this one too.
  func steps(to element: Int, _ tree: PageTree) -> Int {
    above.firstIndex { $0 <= element && element < Int(tree.nodes[$0].end) } ?? above.count
  }

  /// Whether a block begins as the page's description does.
  func isDescription(_ page: PageBlocks, _ index: Int) -> Bool {
    let range = page.blocks[index].text
    guard range.count >= 24, description.utf8.count >= 24 else { return false }
    return page.text[range.indices].prefix(24).elementsEqual(description.utf8.prefix(24))
  }

  private static func article(_ tree: PageTree, _ element: Int) -> Int {
    var (article, current) = (-1, element)
    while current >= 0 {
      if tree.nodes[current].tag == .article { article = current }
      current = Int(tree.nodes[current].parent)
    }
    return article
  }
}
