internal import FourfieldCore

/// Finds the title of the article itself: without the site's name and the section.
///
/// Headings, `og:title`, JSON-LD and `<title>` each have their habits: a heading is the purest if the page's head confirms it; the head adds the
/// site's name. What several of them agree on wins.
struct TitleFinder {
  private let candidates: MetadataCandidates
  private let headings: [String]
  private let headTitle: String
  private let site: String

  /// Creates a finder.
  ///
  /// `headings` are the main headings of the page, the likeliest first; `headTitle` is the text of `<title>`.
  init(candidates: MetadataCandidates, headings: [String], headTitle: String, site: String?) {
    self.candidates = candidates
    self.headings = headings.filter { !$0.isEmpty && $0.utf8.count < 400 }
    self.headTitle = MetadataText.tidy(headTitle)
    self.site = site ?? ""
  }

  /// The title, or nil where the page has none.
  func title() -> String? {
    let social = candidates.first("og:title", "twitter:title", "dc.title", "parsely-title")
      .map(withoutSite)
    let linked = candidates.objects.lazy.compactMap { $0["headline"]?.string }
      .map(MetadataText.tidy).first { !$0.isEmpty }.map(withoutSite)
    let head = headTitle.isEmpty ? nil : withoutSite(headTitle)
    let titles = [candidates.first("og:title"), linked, headTitle].compactMap(\.self)
    let witnesses = titles.map(MetadataText.bare)
    let parts = Set(titles.flatMap(TitleFinder.parts))
    for heading in headings
    where isConfirmed(heading, by: witnesses) || parts.contains(MetadataText.bare(heading)) {
      if MetadataText.bare(heading) != MetadataText.bare(site) { return heading }
    }
    if let heading = headings.first(where: { isEchoed($0, by: titles) }) { return heading }
    if let linked,
      isConfirmed(linked, by: [social, headTitle].compactMap(\.self).map(MetadataText.bare))
    {
      return linked
    }
    if social == nil, linked == nil, let heading = headings.first, isBlogName(head, heading) {
      return heading
    }
    return social ?? linked ?? head
      ?? headings.first { MetadataText.bare($0) != MetadataText.bare(site) }
  }

  /// The parts between separators of a title of the head, without the last, which is a name as a rule.
  private static func parts(of title: String) -> [String] {
    var parts = [Substring(title)]
    for separator in [" | ", " – ", " — ", " - ", " :: ", " » ", " · ", " • ", ": ", "|"] {
      parts = parts.flatMap { $0.split(separator: separator) }
    }
    return parts.dropLast().map { MetadataText.bare(String($0)) }.filter { $0.count >= 3 }
  }

  /// Whether a text is most of a witness, or the part of it before a separator.
  private func isConfirmed(_ text: String, by witnesses: [String]) -> Bool {
    let bare = MetadataText.bare(text)
    guard bare.unicodeScalars.count >= 4, bare != MetadataText.bare(site) else { return false }
    return witnesses.contains { witness in
      witness == bare || witness.hasPrefix(bare) && bare.count * 10 >= witness.count * 3
        || witness.contains(bare) && bare.count * 10 >= witness.count * 5
    }
  }

  /// Whether a page's only title is a few words that its heading does not repeat: the name of a blog above one of its posts.
  private func isBlogName(_ head: String?, _ heading: String) -> Bool {
    guard let head else { return true }
    return head.split(separator: " ").count <= 5 && heading.split(separator: " ").count >= 3
      && MetadataText.bare(heading) != MetadataText.bare(site)
  }

  /// Whether a good part of a heading's words stand in one of the head's titles.
  private func isEchoed(_ heading: String, by titles: [String]) -> Bool {
    func words(_ text: String) -> Set<String> {
      Set(text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
    }
    let own = words(heading)
    guard own.count >= 4 else { return false }
    // An article's heading may differ from what is written for search engines; a shop's or a service's is a slogan.
    let isArticle = candidates.first("og:type")?.lowercased().hasPrefix("article") == true
    let share = isArticle || candidates.first("og:type") == nil ? 5 : 7
    return titles.contains { 10 * own.intersection(words($0)).count >= share * own.count }
  }

  /// A title of the head without the names of site and section that are hung to its end or put before it.
  func withoutSite(_ title: String) -> String {
    let title = MetadataText.tidy(title)
    for separator in [
      " | ", " – ", " — ", " - ", " :: ", " » ", " « ", " · ", " • ", "_", " / ", "|", "－", "–",
      "-",
    ] {
      var parts = title.split(separator: separator, omittingEmptySubsequences: true).map(
        String.init)
      guard parts.count > 1 else { continue }
      if separator.count == 1, separator != "|", separator != "_", !isSite(parts.last ?? "") {
        continue
      }
      while parts.count > 1, isTail(parts[parts.count - 1], of: parts) { parts.removeLast() }
      while parts.count > 1, isSite(parts[0]) { parts.removeFirst() }
      let rest = parts.joined(separator: separator).trimmed
      if !rest.isEmpty, rest != title { return withoutSite(rest) }
    }
    return title
  }

  private func isSite(_ part: String) -> Bool {
    let bare = MetadataText.bare(part)
    let name = MetadataText.bare(site)
    guard !bare.isEmpty, !name.isEmpty else { return false }
    return bare == name || bare.contains(name) || bare.count > 3 && name.contains(bare)
  }

  /// Whether the last part is a name rather than a part of the title: the site's, or short beside what stands before.
  private func isTail(_ part: String, of parts: [String]) -> Bool {
    if isSite(part) { return true }
    let before = parts.dropLast().reduce(0) { $0 + $1.count }
    let words = part.split(separator: " ").count
    return words <= 5 && part.count * 2 <= before && part.count <= 40
  }
}

extension String {
  /// Without white space at its ends.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
