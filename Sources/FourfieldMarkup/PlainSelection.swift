internal import FourfieldCore

/// Chooses the blocks of a short page by its elements alone: the model has learnt from whole web pages and knows nothing of fragments.
struct PlainSelection {
  /// Up to how many letters a page is short.
  static let mostLetters = 500
  /// Up to how many blocks it is, whatever their length.
  static let mostBlocks = 6

  /// What the elements from one up to the root say of what stands in it.
  private struct Place: OptionSet {
    let rawValue: UInt8
    /// It is navigation, a footer, an aside, a form, a dialog or the header of a page.
    static let out = Place(rawValue: 1)
    /// It is inside an article or the main part.
    static let article = Place(rawValue: 2)
    /// A class or id below the article says that it is no content.
    static let side = Place(rawValue: 4)
    /// One says so of what is mostly links.
    static let sideOfLinks = Place(rawValue: 8)
  }

  private let elements: ElementCues
  private let places: [Place]

  /// Looks at every element.
  ///
  /// - Complexity: O(*n*) in the nodes: parents come before their children and hand on what is known of them.
  init(tree: PageTree, elements: ElementCues) {
    self.elements = elements
    var places = [Place](repeating: [], count: tree.nodes.count)
    for (index, node) in tree.nodes.enumerated() where node.tag != .text {
      let around = node.parent < 0 ? [] : places[Int(node.parent)]
      places[index] = PlainSelection.place(node.tag, elements.own[index], in: around)
    }
    self.places = places
  }

  /// Whether a block is taken: it stands in no navigation, header, footer, aside, form, dialog or hidden part.
  func keeps(_ block: PageBlock) -> Bool {
    let marks = elements.marks[block.element]
    let place = places[block.element]
    return marks.isDisjoint(with: [.hidden, .ariaHidden, .side])
      && place.isDisjoint(with: [.out, .side])
      && !(place.contains(.sideOfLinks) && block.linkBytes * 2 > block.text.count)
  }

  private static func place(_ tag: Tag, _ cues: Cue, in around: Place) -> Place {
    switch tag {
    case .nav, .footer, .aside, .form, .dialog, .button, .noscript: return around.union(.out)
    case .header where !around.contains(.article): return around.union(.out)
    case .article, .main: return around.subtracting([.side, .sideOfLinks]).union(.article)
    case .body, .html: return around
    default: return around.union(side(cues))
    }
  }

  /// Words that a short page uses only for what is no content; a mere mention in a longer text's class does no harm.
  private static func side(_ cues: Cue) -> Place {
    guard cues.isDisjoint(with: [.content, .article, .lead]) else { return [] }
    if !cues.isDisjoint(with: [.consent, .comment, .share, .subscribe]) { return .side }
    return cues.isDisjoint(with: [.navigation, .related, .footer, .advertising]) ? [] : .sideOfLinks
  }
}
