internal import FourfieldCore

/// Finds when a page was published, and when it was changed last.
///
/// In the order of how seldom they err: JSON-LD, `<meta>`, `itemprop`, the address, `<time>`, the texts near the title, and last what else
/// the head says. A moment in UTC is the next or the last day for those who live far from Greenwich: the day that the address or the page
/// itself shows is theirs.
struct DateFinder {
  let tree: PageTree
  let page: PageBlocks
  let elements: ElementCues
  private let candidates: MetadataCandidates
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
    dayFirst = DateFinder.isDayFirst(
      language: candidates.language ?? candidates.first("og:locale", "content-language") ?? "",
      url: url)
  }

  /// A date as an attribute or a member of JSON-LD states it.
  private struct Stated {
    let date: String
    /// The hour where it is of a moment in UTC: its day may be another one where the page was written.
    let hour: Int?

    /// Whether it was or will be that day somewhere on Earth at the same moment.
    func isSomewhere(_ day: String) -> Bool {
      guard let hour, let own = DateParser.ordinal(date), let other = DateParser.ordinal(day)
      else { return false }
      return other == own + 1 && hour >= 10 || other == own - 1 && hour < 12
    }
  }

  /// The date of publication as `YYYY-MM-DD`.
  func published() -> String? {
    let stated =
      linked("datePublished") ?? linked("dateCreated") ?? meta(DateFinder.names)
      ?? marked("datePublished")
    let address = address()
    if let stated {
      if let address, DateFinder.areNeighbours(stated.date, address) { return address }
      return stated.hour == nil || address != nil ? stated.date : local(stated)
    }
    return address ?? shown() ?? linked("uploadDate")?.date ?? alluded() ?? modified()
  }

  /// The day of a moment in UTC as the page shows it near its title.
  private func local(_ stated: Stated) -> String {
    let days = daysNearTitle()
    if days.contains(stated.date) { return stated.date }
    return days.first(where: stated.isSomewhere) ?? stated.date
  }

  /// The date of the last change.
  func modified() -> String? {
    (linked("dateModified") ?? meta(DateFinder.namesOfChange) ?? marked("dateModified"))?.date
      ?? timed(.changed)
  }

  /// Whether `3/4/2020` is the third of April to a page's readers.
  private static func isDayFirst(language: String, url: String?) -> Bool {
    let language = language.lowercased().replacing("_", with: "-")
    guard language.isEmpty || language == "en" else { return !language.hasPrefix("en-us") }
    guard let host = url?.split(separator: "/").dropFirst().first,
      let domain = host.split(separator: ".").last
    else { return false }
    return domain.count == 2 && !["us", "io", "co", "tv", "me", "ai", "ph", "eu"].contains(domain)
  }

  /// Whether two dates lie a day apart.
  private static func areNeighbours(_ left: String, _ right: String) -> Bool {
    guard let left = DateParser.ordinal(left), let right = DateParser.ordinal(right) else {
      return false
    }
    return abs(left - right) == 1
  }

  /// The date of a text on the page.
  func parse(_ text: String) -> String? { DateParser.date(in: text, dayFirst: dayFirst) }

  /// The date that an attribute states.
  private func state(_ text: String) -> Stated? {
    guard let date = DateParser.stated(text, dayFirst: dayFirst) else { return nil }
    let isUTC = ["Z", "+00:00", "+0000"].contains(where: text.hasSuffix)
    let time = isUTC ? text.split(separator: "T").dropFirst().first : nil
    return Stated(date: date, hour: time.flatMap { Int($0.prefix(2)) })
  }

  private func linked(_ key: String) -> Stated? {
    for object in candidates.objects {
      if let date = object[key]?.line.flatMap(state) { return date }
    }
    return nil
  }

  private func meta(_ names: [String]) -> Stated? {
    for name in names {
      if let date = candidates.meta[name].flatMap(state) { return date }
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

  private static let namesOfChange = [
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "modified",
    "revised", "dcterms.modified", "dc.date.modified",
  ]

  /// What else in the head speaks of a day: names that no list has, and the folder that the page's picture was put in.
  private func alluded() -> String? {
    for (name, content) in candidates.meta.sorted(by: { $0.key < $1.key }) {
      let name = name.replacing("_", with: "")
      guard ["publish", "upload", "posted", "created", "pubdate"].contains(where: name.contains)
      else { continue }
      if let date = state(content) { return date.date }
    }
    return candidates.first("og:image", "twitter:image").flatMap(DateFinder.folder)
  }

  /// What `itemprop` says is the date.
  private func marked(_ property: String) -> Stated? {
    let property = Array(property.utf8)
    var looks = 0
    for (index, node) in tree.nodes.enumerated() where node.count > 0 && node.tag != .text {
      guard let own = tree.bytes(.itemprop, of: index),
        MetadataText.holds(Array(own), anyOf: [property])
      else { continue }
      looks += 1
      if looks > DateFinder.mostPlaces { break }
      for key in [Attribute.Key.datetime, .content, .title] {
        if let date = tree.value(key, of: index).flatMap(state) { return date }
      }
      if let date = state(tree.text(of: index, upTo: DateFinder.mostBytes)) { return date }
    }
    return nil
  }

  /// A date in the path of the address: `/2020/03/04/`, `/2020-03-04-`, `20200304`.
  private func address() -> String? {
    guard let url else { return nil }
    if let date = DateFinder.folder(url) { return date }
    for part in url.split(separator: "/", omittingEmptySubsequences: true).dropFirst(2) {
      guard part.contains("-") || part.count >= 8,
        part.first?.isNumber == true || part.contains("-20"),
        let date = parse(String(part).replacing("_", with: " "))
      else { continue }
      return date
    }
    return nil
  }

  /// Year, month and day as three folders of an address.
  private static func folder(_ url: String) -> String? {
    let parts = url.split(separator: "/", omittingEmptySubsequences: true).dropFirst(2)
      .map(String.init)
    for (index, part) in parts.enumerated() where part.count == 4 && index + 2 < parts.count {
      guard let year = Int(part), let month = Int(parts[index + 1]),
        let day = Int(parts[index + 2].prefix(2))
      else { continue }
      if let date = CalendarDate.iso(year, month, day) { return date }
    }
    return nil
  }
}
