internal import FourfieldCore

/// The cues and marks of a page's elements.
struct ElementCues {
  /// What attributes say outright.
  struct Marks: OptionSet {
    let rawValue: UInt8
    /// `itemprop` says that this is the text of the article.
    static let body = Marks(rawValue: 1)
    /// `role` says that this is the main part.
    static let main = Marks(rawValue: 2)
    static let hidden = Marks(rawValue: 4)
    static let ariaHidden = Marks(rawValue: 8)
    /// `role` says that this is navigation, a banner, a dialog or the like.
    static let side = Marks(rawValue: 16)
  }

  /// The cues of every element's own attributes.
  private(set) var own: [Cue]
  /// The cues of an element and all above it, `html` and `body` left out: their classes speak of the page.
  private(set) var inherited: [Cue]
  /// The marks of an element and all above it.
  private(set) var marks: [Marks]
  /// A hash of the classes.
  private(set) var classes: [UInt32]

  init(_ tree: PageTree) {
    let count = tree.nodes.count
    own = [Cue](repeating: [], count: count)
    inherited = own
    marks = [Marks](repeating: [], count: count)
    classes = [UInt32](repeating: 0, count: count)
    let table = Cue.table
    let bytes = tree.bytes.span
    for (index, node) in tree.nodes.enumerated() where node.tag != .text {
      read(tree, index, bytes, table)
      let parent = Int(node.parent)
      if node.tag == .html || node.tag == .body {
        marks[index].remove(.hidden)
        continue
      }
      inherited[index] = own[index]
      guard parent >= 0 else { continue }
      inherited[index].formUnion(inherited[parent])
      marks[index].formUnion(marks[parent])
    }
  }

  /// The cues of an element and the two above it.
  func near(_ element: Int, _ tree: PageTree) -> Cue {
    var cues: Cue = []
    var current = element
    for _ in 0..<3 where current >= 0 {
      let node = tree.nodes[current]
      if node.tag == .body || node.tag == .html { break }
      cues.formUnion(own[current])
      current = Int(node.parent)
    }
    return cues
  }

  private mutating func read(
    _ tree: PageTree, _ index: Int, _ bytes: borrowing Span<UInt8>, _ table: NameTable<Cue>
  ) {
    let node = tree.nodes[index]
    if node.tag == .other, let name = tree.names[index] {
      let name = Array(name.utf8)
      own[index].formUnion(Cue.cues(in: name.span, 0..<name.count, table))
    }
    for slot in Int(node.start)..<Int(node.start + node.count) {
      let attribute = tree.attributes[slot]
      let range = attribute.value.indices
      switch attribute.key {
      case .class:
        own[index].formUnion(Cue.cues(in: bytes, range, table))
        for position in range {
          classes[index] = (classes[index] ^ UInt32(bytes[position])) &* 16_777_619
        }
      case .id, .testID, .component, .type, .module, .dataName, .qa, .block, .area, .ariaLabel:
        own[index].formUnion(Cue.cues(in: bytes, range, limit: 12, table))
      case .itemprop:
        own[index].formUnion(Cue.cues(in: bytes, range, table))
        if MarkupScan.hasPrefix(bytes, "articleBody", at: range.lowerBound)
          || MarkupScan.hasPrefix(bytes, "text", at: range.lowerBound)
        {
          marks[index].insert(.body)
        }
      case .role: marks[index].formUnion(ElementCues.role(bytes, range))
      case .hidden, .style: marks[index].insert(.hidden)
      case .ariaHidden:
        if MarkupScan.hasPrefix(bytes, "true", at: range.lowerBound) {
          marks[index].insert(.ariaHidden)
        }
      default: break
      }
    }
  }

  private static func role(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Marks {
    let role = String(decoding: range.prefix(16).map { bytes[$0] }, as: UTF8.self).lowercased()
    switch role {
    case "main", "article": return .main
    case "navigation", "banner", "contentinfo", "dialog", "alertdialog", "search", "complementary",
      "menu", "menubar", "tablist", "toolbar":
      return .side
    default: return []
    }
  }
}
