internal import FourfieldCore

/// Finds the title of the article itself: without the site's name and the section.
///
/// Headings, `og:title`, JSON-LD and `<title>` each have their habits: a heading is the purest if the page's head confirms it; the head adds the
/// site's name. What several of them agree on wins.
struct TitleFinder {
  private let candidates: MetadataCandidates
  private let headings: [TitleHeading]
  private let headTitle: String
  private let site: SiteNames
  /// What the head says outright is the title of the article, and the same in letters and digits alone.
  private let pure: [String]
  private let barePure: [String]
  private let bareHead: String

  /// Creates a finder.
  ///
  /// `headings` are the main headings of the page, the likeliest first; `headTitle` is the text of `<title>`.
  init(
    candidates: MetadataCandidates, headings: [TitleHeading], headTitle: String, site: SiteNames
  ) {
    self.candidates = candidates
    self.headings = headings.filter {
      !$0.text.isEmpty && $0.text.utf8.count < 400 && !site.isName($0.text)
    }
    self.headTitle = TitleFinder.withoutGap(MetadataText.tidy(headTitle))
    self.site = site
    pure =
      [
        candidates.first("og:title"),
        candidates.objects.lazy.compactMap { $0["headline"]?.line }.first,
      ]
      .compactMap(\.self).map(MetadataText.tidy)
    barePure = pure.map(MetadataText.bare)
    bareHead = MetadataText.bare(self.headTitle)
  }

  /// The title, or nil where the page has none.
  func title() -> String? {
    let social = candidates.first("og:title", "twitter:title", "dc.title", "parsely-title")
      .map(site.cut)
    let linked = candidates.objects.lazy.compactMap { $0["headline"]?.line }
      .map(MetadataText.tidy).first { !$0.isEmpty }.map(site.cut)
    let head = headTitle.isEmpty ? nil : site.cut(headTitle)
    if let title = shown() { return title }
    if let heading = confirmed() { return withoutSecondLine(heading) }
    if let linked, isConfirmed(linked, by: [MetadataText.bare(social ?? ""), bareHead]) {
      return linked
    }
    if social == nil, linked == nil, let heading = headings.first(where: { $0.level == 1 }),
      isBlogName(head, heading.text)
    {
      return heading.text
    }
    if let title = [social, linked].compactMap(\.self).first(where: { !site.isName($0) }) {
      return title
    }
    let main = headings.filter { $0.level == 1 }
    if main.count == 1, main[0].text.split(separator: " ").count >= 2 { return main[0].text }
    if social == nil, let head, !site.isPart(head) { return head }
    return headings.first { $0.level == 1 }?.text ?? social ?? headings.first?.text ?? head
  }

  /// A title of the head that ends or begins with a separator lacks the page's own part: it is the site's name, and no title.
  private static func withoutGap(_ title: String) -> String {
    let signs = ["-", "–", "—", "|", "»", "«", "::", "·", "•"]
    let words = title.split(separator: " ").map(String.init)
    guard words.count > 1, let first = words.first, let last = words.last else { return title }
    return signs.contains(first) || signs.contains(last) ? "" : title
  }

  /// What `og:title` says, where a second heading is the title that readers see and the main one another, made for search engines.
  private func shown() -> String? {
    guard let title = candidates.first("og:title").map(site.cut) else { return nil }
    let own = MetadataText.bare(title)
    guard own.unicodeScalars.count >= 12, headings.contains(where: { $0.level == 1 }) else {
      return nil
    }
    var isShown = false
    for heading in headings {
      let bare = MetadataText.bare(heading.text)
      if heading.level == 1, bare.contains(own) || own.contains(bare) { return nil }
      if heading.level == 2, bare.contains(own), own.count * 2 > bare.count { isShown = true }
    }
    return isShown ? title : nil
  }

  /// The heading that the page's head confirms: the witness that speaks of the article alone first.
  private func confirmed() -> String? {
    let all = pure + [headTitle]
    let bareAll = barePure + [bareHead]
    let main = headings.filter { $0.level == 1 }
    let found =
      main.first { isConfirmed($0.text, by: barePure) }
      ?? main.first { isConfirmed($0.text, by: bareAll) }
      ?? main.first { isPart($0.text, of: all) }
      ?? headings.first { isConfirmed($0.text, by: bareAll) }
      ?? main.first { isEchoed($0.text, by: all) }
    return found?.text
  }

  /// Whether a heading is one of the parts between separators of a title of the head.
  private func isPart(_ heading: String, of titles: [String]) -> Bool {
    let bare = MetadataText.bare(heading)
    guard bare.count >= 3, !site.isPart(heading) else { return false }
    return titles.contains { title in
      let parts = MetadataText.parts(
        of: title, between: [" | ", " – ", " — ", " - ", " :: ", " » ", " · ", " • ", "|"])
      let beforeColon = parts.flatMap {
        MetadataText.parts(of: $0, between: [": "]).dropLast()
      }
      return (parts + beforeColon).contains { MetadataText.bare($0) == bare }
    }
  }

  /// A heading without the line below that it holds too, where the head has the title without it.
  private func withoutSecondLine(_ heading: String) -> String {
    let whole = MetadataText.bare(heading)
    if (barePure + [bareHead]).contains(where: { $0.contains(whole) }) { return heading }
    return pure.map(site.cut).first { title in
      let own = MetadataText.bare(title)
      return whole.hasPrefix(own) && own.count * 5 < whole.count * 4
        && title.split(separator: " ").count >= 3 && !title.hasSuffix("…")
        && !title.hasSuffix("...")
    } ?? heading
  }

  /// Whether a text is most of a witness, or the part of it before a separator.
  private func isConfirmed(_ text: String, by witnesses: [String]) -> Bool {
    let bare = MetadataText.bare(text)
    guard bare.unicodeScalars.count >= 4, !site.isName(text) else { return false }
    return witnesses.contains { witness in
      let share = witness.hasPrefix(bare) && !site.isPart(text) ? 3 : 5
      return witness.contains(bare) && bare.count * 10 >= witness.count * share
    }
  }

  /// Whether a page's only title is a few words that its heading does not repeat: the name of a blog above one of its posts.
  private func isBlogName(_ head: String?, _ heading: String) -> Bool {
    guard let head else { return true }
    return head.split(separator: " ").count <= 5 && heading.split(separator: " ").count >= 3
  }

  /// Whether a heading and one of the head's titles share a good part of the words of either.
  private func isEchoed(_ heading: String, by titles: [String]) -> Bool {
    func words(_ text: String) -> Set<String> {
      Set(text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
    }
    let own = words(heading)
    guard own.count >= 4 else { return false }
    // An article's heading may differ from what is written for search engines; a shop's or a service's is a slogan.
    let isArticle = candidates.first("og:type")?.lowercased().hasPrefix("article") == true
    let share = isArticle || candidates.first("og:type") == nil ? 5 : 7
    return titles.contains { title in
      let other = words(title)
      let shared = 10 * own.intersection(other).count
      return shared >= share * own.count || other.count >= 4 && shared >= 8 * other.count
    }
  }
}
