internal import FourfieldCore

/// Chooses the blocks of a short page by its elements alone: the model has learnt from whole web pages and knows nothing of fragments.
struct PlainSelection {
  /// Up to how many letters a page is short.
  static let mostLetters = 500
  /// Up to how many blocks it is, whatever their length.
  static let mostBlocks = 6

  private let tree: PageTree
  private let elements: ElementCues

  init(tree: PageTree, elements: ElementCues) {
    self.tree = tree
    self.elements = elements
  }

  /// Whether a block is taken: it stands in no navigation, header, footer, aside, form, dialog or hidden part.
  func keeps(_ block: PageBlock) -> Bool {
    let marks = elements.marks[block.element]
    guard marks.isDisjoint(with: [.hidden, .ariaHidden, .side]) else { return false }
    var isArticle = false
    var current = block.element
    while current >= 0 {
      let node = tree.nodes[current]
      switch node.tag {
      case .nav, .footer, .aside, .form, .dialog, .button, .noscript: return false
      case .header where !isInside(.article, current) && !isInside(.main, current): return false
      case .article, .main: isArticle = true
      default: break
      }
      if !isArticle, node.tag != .body, node.tag != .html, isSide(elements.own[current], block) {
        return false
      }
      current = Int(node.parent)
    }
    return true
  }

  /// Words that a short page uses only for what is no content; a mere mention in a longer text's class does no harm.
  private func isSide(_ cues: Cue, _ block: PageBlock) -> Bool {
    guard cues.isDisjoint(with: [.content, .article, .lead]) else { return false }
    return !cues.isDisjoint(with: [.consent, .comment, .share, .subscribe])
      || block.linkBytes * 2 > block.text.count
        && !cues.isDisjoint(with: [.navigation, .related, .footer, .advertising])
  }

  private func isInside(_ tag: Tag, _ node: Int) -> Bool {
    var current = node
    while current >= 0 {
      if tree.nodes[current].tag == tag { return true }
      current = Int(tree.nodes[current].parent)
    }
    return false
  }
}
