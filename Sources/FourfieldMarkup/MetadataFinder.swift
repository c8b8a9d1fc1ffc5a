internal import FourfieldCore

/// Puts together what a page says of itself.
struct MetadataFinder {
  private let tree: PageTree
  private let page: PageBlocks
  private let facts: PageFacts
  private let elements: ElementCues

  init(tree: PageTree, page: PageBlocks, facts: PageFacts, elements: ElementCues) {
    self.tree = tree
    self.page = page
    self.facts = facts
    self.elements = elements
  }

  /// The metadata.
  func metadata() -> Metadata {
    let candidates = MetadataCandidates(tree, facts)
    let url =
      candidates.canonical.flatMap(MetadataFinder.address)
      ?? candidates.first("og:url", "twitter:url").flatMap(MetadataFinder.address)
    let site = site(candidates, url)
    let dates = DateFinder(
      tree: tree, page: page, candidates: candidates, elements: elements, url: url)
    return Metadata(
      title: TitleFinder(
        candidates: candidates, headings: headings(), headTitle: facts.headTitle, site: site
      ).title(),
      authors: AuthorFinder(
        tree: tree, page: page, candidates: candidates, elements: elements, site: site
      ).authors(),
      date: dates.published(), modified: dates.modified(), site: site, url: url,
      language: (candidates.language ?? candidates.first("og:locale", "content-language")).map(
        Language.init))
  }

  /// The texts of the main headings, those in the header and footer of the page last.
  private func headings() -> [String] {
    var headings: [(isOutside: Bool, text: String)] = []
    for block in page.blocks {
      guard case .heading(let level) = block.kind, level <= 2 else { continue }
      let cues = elements.near(block.element, tree)
      let isOutside = level > 1 || !cues.isDisjoint(with: [.navigation, .footer, .related])
      headings.append((isOutside, String(decoding: page.text[block.text.indices], as: UTF8.self)))
    }
    let texts = headings.filter { !$0.isOutside } + headings.filter(\.isOutside)
    return texts.map { MetadataText.tidy($0.text) }
  }

  private func site(_ candidates: MetadataCandidates, _ url: String?) -> String? {
    if let name = candidates.first("og:site_name", "application-name") { return name }
    for object in candidates.objects {
      if let name = object["publisher"]?["name"]?.string { return MetadataText.tidy(name) }
    }
    guard let host = url?.split(separator: "/").dropFirst().first else { return nil }
    return String(host.hasPrefix("www.") ? host.dropFirst(4) : host)
  }

  private static func address(_ text: String) -> String? {
    text.hasPrefix("http://") || text.hasPrefix("https://") ? text : nil
  }
}
