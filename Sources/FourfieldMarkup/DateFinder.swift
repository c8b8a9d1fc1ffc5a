internal import FourfieldCore

/// Finds when a page was published, and when it was changed last.
///
/// In the order of how seldom they err: JSON-LD, `<meta>`, `itemprop`, the address, `<time>`, and the texts near the title.
struct DateFinder {
  private let tree: PageTree
  private let page: PageBlocks
  private let candidates: MetadataCandidates
  private let elements: ElementCues
  private let url: String?
  private let dayFirst: Bool

  init(
    tree: PageTree, page: PageBlocks, candidates: MetadataCandidates, elements: ElementCues,
    url: String?
  ) {
    self.tree = tree
    self.page = page
    self.candidates = candidates
    self.elements = elements
    self.url = url
    let language = (candidates.language ?? "").lowercased()
    dayFirst = !(language == "en" || language.hasPrefix("en-us") || language.isEmpty)
  }

  /// The date of publication as `YYYY-MM-DD`.
  func published() -> String? {
    let stated = linked("datePublished") ?? linked("dateCreated") ?? meta() ?? marked()
    let address = address()
    if let stated {
      // A time in UTC is the next or the last day for those who live far from Greenwich; the address has theirs.
      if let address, DateFinder.areNeighbours(stated, address) { return address }
      return stated
    }
    return address ?? timed() ?? written() ?? linked("uploadDate") ?? modified()
  }

  /// The date of the last change.
  func modified() -> String? {
    linked("dateModified")
      ?? candidates.first(
        "article:modified_time", "og:updated_time", "datemodified", "last-modified", "modified",
        "revised", "dcterms.modified", "dc.date.modified"
      ).flatMap(parse)
  }

  /// Whether two dates of one month or at its turn lie a day apart.
  private static func areNeighbours(_ left: String, _ right: String) -> Bool {
    let (left, right) = (left.split(separator: "-"), right.split(separator: "-"))
    guard left.count == 3, right.count == 3, left[..<2] == right[..<2],
      let first = Int(left[2]), let second = Int(right[2])
    else { return false }
    return abs(first - second) == 1
  }

  private func parse(_ text: String) -> String? { DateParser.date(in: text, dayFirst: dayFirst) }

  private func linked(_ key: String) -> String? {
    for object in candidates.objects {
      if let date = object[key]?.string.flatMap(parse) { return date }
    }
    return nil
  }

  private func meta() -> String? {
    for name in DateFinder.names {
      if let date = candidates.meta[name].flatMap(parse) { return date }
    }
    return nil
  }

  private static let names = [
    "article:published_time", "og:article:published_time", "datepublished", "article.published",
    "article:published", "og:published_time", "published_time", "publishdate", "publish-date",
    "publish_date", "pubdate", "publication_date", "publicationdate", "published-date", "published",
    "date_published", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "article_date_original", "originalpublicationdate", "article:post_date", "dc.date.issued",
    "dcterms.created", "dcterms.issued", "dc.date.created", "dcterms.date", "dc.date", "dc.created",
    "dcsext.articlefirstpublished", "date.created", "datecreated", "displaydate", "pub_date",
    "citation_publication_date", "citation_date", "bt:pubdate", "vr:published_time",
    "rnews:datepublished",
    "created", "creation_date", "article.created", "weibo: article:create_at", "date", "pdate",
    "timestamp",
    "last-published", "release_date", "og:pubdate", "_pubtime", "video:release_date",
  ]

  /// What `itemprop` or the class of an element says is the date.
  private func marked() -> String? {
    for (index, node) in tree.nodes.enumerated() where node.count > 0 && node.tag != .text {
      guard let property = tree.value(.itemprop, of: index), property.contains("datePublished")
      else { continue }
      for key in [Attribute.Key.datetime, .content, .title] {
        if let date = tree.value(key, of: index).flatMap(parse) { return date }
      }
      if let date = parse(tree.text(of: index)) { return date }
    }
    return nil
  }

  /// A date in the path of the address: `/2020/03/04/`, `/2020-03-04-`, `20200304`.
  private func address() -> String? {
    guard let url else { return nil }
    let path = url.split(separator: "/", omittingEmptySubsequences: true).dropFirst(2)
    let parts = path.map(String.init)
    for (index, part) in parts.enumerated() {
      if part.count == 4, let year = Int(part), index + 2 < parts.count,
        let month = Int(parts[index + 1]), let day = Int(parts[index + 2].prefix(2)),
        let date = DateParser.iso(year, month, day)
      {
        return date
      }
      if part.contains("-") || part.count >= 8,
        part.first?.isNumber == true || part.contains("-20"),
        let date = DateParser.date(in: part.replacing("_", with: " "), dayFirst: dayFirst)
      {
        return date
      }
    }
    return nil
  }

  /// The `<time>` elements, those near the title and those that call themselves published first.
  private func timed() -> String? {
    var best: (rank: Int, date: String)?
    for (index, node) in tree.nodes.enumerated()
    where node.tag == .time || node.tag == .abbr && node.count > 0 {
      let cues = elements.inherited[index]
      guard
        let date = tree.value(.datetime, of: index).flatMap(parse)
          ?? tree.value(.title, of: index).flatMap(parse) ?? parse(tree.text(of: index))
      else { continue }
      var rank = 0
      if !cues.isDisjoint(with: [.related, .comment, .side, .navigation, .list, .footer]) {
        rank -= 4
      }
      if isInside(.article, index) || isInside(.main, index) { rank += 1 }
      if isInside(.header, index) { rank += 1 }
      if let best, best.rank >= rank { continue }
      best = (rank, date)
    }
    return best?.date
  }

  private func isInside(_ tag: Tag, _ node: Int) -> Bool {
    var current = node
    while current >= 0 {
      if tree.nodes[current].tag == tag { return true }
      current = Int(tree.nodes[current].parent)
    }
    return false
  }

  /// The texts: short ones in elements that call themselves dates, then short ones about the title, then any.
  private func written() -> String? {
    let title = page.blocks.firstIndex { $0.kind == .heading(1) } ?? 0
    var best: (rank: Int, date: String)?
    for (index, block) in page.blocks.enumerated() {
      let text = page.text[block.text.indices]
      guard text.contains(where: { $0 &- 0x30 < 10 }) else { continue }
      var rank = 0
      let cues = elements.near(block.element, tree)
      if cues.contains(.date) { rank += 4 }
      if elements.inherited[block.element].isDisjoint(with: [
        .related, .comment, .navigation, .footer,
      ]) {
        rank += 2
      }
      if abs(index - title) <= 6 { rank += 3 } else if index < title { rank -= 1 }
      if text.count < 120 { rank += 2 } else { rank -= 3 }
      if let best, best.rank >= rank { continue }
      guard let date = parse(String(decoding: text.prefix(300), as: UTF8.self)) else { continue }
      best = (rank, date)
    }
    return best.flatMap { $0.rank >= 2 ? $0.date : nil }
  }

}
