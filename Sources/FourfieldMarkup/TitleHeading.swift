internal import FourfieldCore

/// A heading that may be the title of its page.
struct TitleHeading {
  let text: String
  let level: Int
  /// Whether all of it is a link to the site's first page: then it is the site's name.
  let isHomeLink: Bool

  /// The main headings of a page, those in its navigation, footer and teasers last.
  static func all(of page: PageBlocks, _ tree: PageTree, _ elements: ElementCues) -> [TitleHeading]
  {
    var inside: [TitleHeading] = []
    var outside: [TitleHeading] = []
    for block in page.blocks {
      guard case .heading(let level) = block.kind, level <= 2 else { continue }
      if inside.count + outside.count >= most { break }
      let text = String(decoding: page.text[block.text.indices], as: UTF8.self)
      let heading = TitleHeading(
        text: MetadataText.heading(text), level: level,
        isHomeLink: block.linkBytes == block.text.count && linksHome(block, tree))
      let cues = elements.near(block.element, tree)
      if level > 1 || !cues.isDisjoint(with: [.navigation, .footer, .related]) {
        outside.append(heading)
      } else {
        inside.append(heading)
      }
    }
    return inside + outside
  }

  /// How many headings are looked at; the title is not behind hundreds of others.
  private static let most = 400

  private static func linksHome(_ block: PageBlock, _ tree: PageTree) -> Bool {
    var element = Int(tree.nodes[block.nodes.lowerBound].parent)
    while element >= 0 {
      if tree.nodes[element].tag == .a {
        return tree.value(.href, of: element).map(isHome) ?? false
      }
      element = Int(tree.nodes[element].parent)
    }
    return false
  }

  /// Whether an address has no path but that of a start page or of a language.
  static func isHome(_ address: String) -> Bool {
    var path = Substring(address.prefix { $0 != "?" && $0 != "#" }.lowercased())
    if let scheme = path.firstRange(of: "//") {
      path = path[scheme.upperBound...].drop { $0 != "/" }
    }
    let parts = path.split(separator: "/").filter { $0 != "." && !$0.hasPrefix("index.") }
    return parts.isEmpty && !address.hasPrefix("#")
      || parts.count == 1 && parts[0].count == 2 && parts[0].allSatisfy(\.isLetter)
  }
}
