import FourfieldCore
import TestSupport
import Testing

@testable import FourfieldMarkup

@Suite struct PlainSelectionTests {
  /// What is opened at random around paragraphs, with what the rules are about among them.
  private static let openings = [
    "<div>", "<div class=comments>", "<div class=related>", "<div class=share>",
    "<div class='content comments'>", "<nav>", "<header>", "<footer>", "<aside>", "<article>",
    "<main>", "<section class=subscribe>", "<article class=comment>", "<ul class=menu>", "<form>",
    "<div hidden>", "<div role=navigation>", "<header class=advert>",
  ]

  private static func page(_ generator: inout SeededGenerator) -> String {
    var page = ""
    var open: [String] = []
    for number in 0..<Int.random(in: 1...6, using: &generator) {
      for _ in 0..<Int.random(in: 0...5, using: &generator) {
        let opening = openings.randomElement(using: &generator) ?? "<div>"
        page += opening
        open.append("</" + opening.dropFirst().prefix { $0.isLetter } + ">")
      }
      page += Bool.random(using: &generator) ? "<p>word \(number)</p>" : "<p><a href=x>word</a></p>"
      while !open.isEmpty, Bool.random(using: &generator) { page += open.removeLast() }
    }
    return page
  }

  /// The rules as they are told, element by element from the block to the root.
  private static func keeps(_ block: PageBlock, _ tree: PageTree, _ elements: ElementCues) -> Bool {
    guard elements.marks[block.element].isDisjoint(with: [.hidden, .ariaHidden, .side]) else {
      return false
    }
    var above: [Int] = []
    var current = block.element
    while current >= 0 {
      above.append(current)
      current = Int(tree.nodes[current].parent)
    }
    var isArticle = false
    for (place, element) in above.enumerated() {
      let tag = tree.nodes[element].tag
      let isOut: [FourfieldMarkup.Tag] = [
        .nav, .footer, .aside, .form, .dialog, .button, .noscript,
      ]
      if isOut.contains(tag) { return false }
      let isInArticle = above[place...].contains { [.article, .main].contains(tree.nodes[$0].tag) }
      if tag == .header, !isInArticle { return false }
      if tag == .article || tag == .main { isArticle = true }
      let cues = elements.own[element]
      guard !isArticle, tag != .body, tag != .html,
        cues.isDisjoint(with: [.content, .article, .lead])
      else { continue }
      if !cues.isDisjoint(with: [.consent, .comment, .share, .subscribe]) { return false }
      if block.linkBytes * 2 > block.text.count,
        !cues.isDisjoint(with: [.navigation, .related, .footer, .advertising])
      {
        return false
      }
    }
    return true
  }

  @Test func agreesWithALookAtEveryElementAbove() {
    var generator = SeededGenerator(seed: 23)
    var (kept, all) = (0, 0)
    for _ in 0..<4000 {
      let page = PlainSelectionTests.page(&generator)
      let tree = PageParser.shared.parse(Array(page.utf8))
      let elements = ElementCues(tree)
      let selection = PlainSelection(tree: tree, elements: elements)
      let blocks = BlockFinder.blocks(of: tree) { tree.nodes[$0].tag.isInvisible }
      for block in blocks.blocks {
        let expected = PlainSelectionTests.keeps(block, tree, elements)
        #expect(selection.keeps(block) == expected, "\(page)")
        all += 1
        kept += expected ? 1 : 0
      }
    }
    #expect(all > 10_000 && kept * 10 > all && kept * 10 < all * 9, "\(kept) of \(all)")
  }
}
