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
    let headings = TitleHeading.all(of: page, tree, elements)
    return Metadata(
      title: TitleFinder(
        candidates: candidates, headings: headings, headTitle: facts.headTitle,
        site: SiteNames(
          site: site, url: url, headings: headings, title: candidates.first("og:title"),
          head: facts.headTitle)
      ).title(),
      authors: AuthorFinder(
        tree: tree, page: page, candidates: candidates, elements: elements, site: site
      ).authors(),
      date: dates.published(), modified: dates.modified(), site: site, url: url,
      language: (candidates.language ?? candidates.first("og:locale", "content-language")).map(
        Language.init))
  }

  private func site(_ candidates: MetadataCandidates, _ url: String?) -> String? {
    if let name = candidates.first("og:site_name", "application-name") { return name }
    for object in candidates.objects {
      if let name = object["publisher"]?["name"]?.line { return MetadataText.tidy(name) }
    }
    guard let host = url?.split(separator: "/").dropFirst().first else { return nil }
    return String(host.hasPrefix("www.") ? host.dropFirst(4) : host)
  }

  private static func address(_ text: String) -> String? {
    text.hasPrefix("http://") || text.hasPrefix("https://") ? text : nil
  }
}
