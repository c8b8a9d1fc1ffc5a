/// The names that a page's site goes by, and titles without them.
struct SiteNames {
  /// The names in letters and digits alone.
  private let names: [String]
  /// The main label of the host.
  private let host: String?

  /// Gathers them from what the page calls its site, from its address, and from headings that lead to the first page or that a far longer title
  /// follows in `head`, the text of `<title>`, and that are not the `title` that the page's head has.
  init(site: String?, url: String?, headings: [TitleHeading], title: String?, head: String) {
    let title = MetadataText.bare(title ?? "")
    let whole = MetadataText.bare(head)
    let first = MetadataText.parts(of: head, between: SiteNames.separators).first ?? ""
    let leading = MetadataText.bare(first)
    let homes = headings.filter { heading in
      heading.isHomeLink
        || title.isEmpty && heading.level == 1 && MetadataText.bare(heading.text) == leading
          && leading.count * 5 < whole.count
    }.map { MetadataText.bare($0.text) }
    names = ([MetadataText.bare(site ?? "")] + homes.filter { $0 != title }).filter { !$0.isEmpty }
    let labels = url?.split(separator: "/").dropFirst().first?.split(separator: ".") ?? []
    host = labels.dropLast().max { $0.count < $1.count }.map { MetadataText.bare(String($0)) }
      .flatMap { $0.count >= 4 ? $0 : nil }
  }

  /// Whether a text is nothing but the site's name.
  func isName(_ text: String) -> Bool {
    let bare = MetadataText.bare(text)
    return names.contains(bare)
  }

  /// Signs that hardly stand inside a title.
  private static let separators = [
    " | ", " – ", " — ", " - ", " :: ", " : ", " » ", " « ", " · ", " • ",
  ]

  /// A title of the head without the names of site and section that are hung to its end or put before it.
  func cut(_ title: String) -> String {
    let title = MetadataText.tidy(title)
    for separator in SiteNames.separators + ["_", " / ", "|", "－", "–", "-"] {
      var parts = MetadataText.parts(of: title, between: [separator])
      guard parts.count > 1 else { continue }
      while parts.count > 1, isTail(parts[parts.count - 1], of: parts, behind: separator) {
        parts.removeLast()
      }
      while separator.count != 1 || "|_".contains(separator), parts.count > 1,
        isPart(parts[0]) || SiteNames.isArchive(parts[0])
      {
        parts.removeFirst()
      }
      let rest = parts.joined(separator: separator).trimmed
      if !rest.isEmpty, rest != title, !SiteNames.isHome(rest) { return cut(rest) }
    }
    return title
  }

  /// What start pages are called: no title is left of it.
  private static func isHome(_ text: String) -> Bool {
    ["home", "homepage", "home page", "startseite", "inicio", "início", "accueil", "首页", "首頁"]
      .contains(text.lowercased())
  }

  /// What blogs put between their name and the title of a post.
  private static func isArchive(_ part: String) -> Bool {
    ["blog archive", "blog archiv", "archive", "blog"].contains(part.trimmed.lowercased())
  }

  /// Whether a part of a title holds one of the site's names, or is a part of one.
  func isPart(_ part: String) -> Bool {
    let bare = MetadataText.bare(part)
    guard !bare.isEmpty else { return false }
    if let host, bare.contains(host), bare.count <= 3 * host.count { return true }
    return names.contains { name in
      bare.contains(name) && bare.count <= 3 * name.count
        || bare.count > 3 && bare.count * 2 >= name.count && name.contains(bare)
    }
  }

  /// Whether the last part is a name rather than a part of the title: the site's, or short beside what stands before.
  ///
  /// Signs that stand in words too, as the hyphen, must have nothing but the site's name behind them.
  private func isTail(_ part: String, of parts: [String], behind separator: String) -> Bool {
    if separator.count == 1 && !"|_".contains(separator) {
      return isName(part) || MetadataText.bare(part) == host
    }
    if isPart(part) { return true }
    if separator == " : " { return false }
    let before = parts.dropLast().reduce(0) { $0 + $1.count }
    let words = part.split(separator: " ").count
    return words <= 5 && part.count * 2 <= before && part.count <= 40
  }
}
