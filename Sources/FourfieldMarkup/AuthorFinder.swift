internal import FourfieldCore

/// Finds who wrote a page.
struct AuthorFinder {
  private let tree: PageTree
  private let page: PageBlocks
  private let candidates: MetadataCandidates
  private let elements: ElementCues
  private let site: String?

  init(
    tree: PageTree, page: PageBlocks, candidates: MetadataCandidates, elements: ElementCues,
    site: String?
  ) {
    self.tree = tree
    self.page = page
    self.candidates = candidates
    self.elements = elements
    self.site = site
  }

  /// The authors in order, each once.
  func authors() -> [String] {
    for source in [linked, meta, marked, classed, written] {
      let names = clean(source())
      if !names.isEmpty { return names }
    }
    return []
  }

  // MARK: Sources

  private func linked() -> [String] {
    for object in candidates.objects {
      let names = names(object["author"]) + names(object["creator"])
      if !clean(names).isEmpty { return names }
    }
    return []
  }

  private func names(_ value: LinkedData?) -> [String] {
    switch value {
    case .text(let name): return [name]
    case .list(let items): return items.flatMap(names)
    case .object:
      if value?.types.contains("Organization") == true, names(value?["name"]) == [site ?? ""] {
        return []
      }
      if let name = value?["name"] { return names(name) }
      return names(value?["@id"]?.string.flatMap { candidates.known[$0] }?["name"])
    default: return []
    }
  }

  private func meta() -> [String] {
    for name in [
      "author", "article:author", "parsely-author", "sailthru.author", "dc.creator",
      "dcterms.creator",
      "byl", "byline", "article:author_name", "cxenseparse:author", "og:article:author",
      "citation_author", "dc.contributor", "authors", "twitter:creator:name", "rnews:author",
    ] {
      if let value = candidates.meta[name], !clean([value]).isEmpty { return [value] }
    }
    return []
  }

  /// What `itemprop` or `rel` says is the author.
  private func marked() -> [String] {
    var names: [String] = []
    for (index, node) in tree.nodes.enumerated() where node.count > 0 && node.tag != .text {
      guard elements.inherited[index].isDisjoint(with: [.comment, .related]) else { continue }
      let property = tree.value(.itemprop, of: index) ?? ""
      let isAuthor =
        property.split(separator: " ").contains("author")
        || tree.value(.rel, of: index)?.lowercased() == "author"
      guard isAuthor else { continue }
      let text = tree.value(.content, of: index) ?? name(inside: index) ?? tree.text(of: index)
      if text.count < 120 { names.append(text) }
    }
    return names
  }

  private func name(inside element: Int) -> String? {
    for index in element..<Int(tree.nodes[element].end) where tree.nodes[index].tag != .text {
      if tree.value(.itemprop, of: index) == "name" {
        return tree.value(.content, of: index) ?? tree.text(of: index)
      }
    }
    return nil
  }

  /// The first short text in an element whose class speaks of the author.
  private func classed() -> [String] {
    for (index, node) in tree.nodes.enumerated() where node.tag != .text && node.count > 0 {
      guard elements.own[index].contains(.author), node.tag != .body, node.tag != .html,
        elements.inherited[index].isDisjoint(with: [.comment, .related, .navigation, .footer])
      else { continue }
      let text = tree.text(of: index)
      guard (3...90).contains(text.count) else { continue }
      if !clean([text]).isEmpty { return [text] }
    }
    return []
  }

  /// "By …" in a short text near the title.
  private func written() -> [String] {
    for block in page.blocks.prefix(120) where block.text.count < 80 {
      let text = String(decoding: page.text[block.text.indices], as: UTF8.self)
      let lower = text.lowercased()
      for mark in ["by ", "von ", "por ", "par ", "作者：", "作者:", "记者 ", "文/", "di "]
      where lower.hasPrefix(mark) {
        let words = text.split(separator: " ")
        if mark.utf8.count > 3 || words.count <= 6,
          words.dropFirst().first?.first?.isUppercase ?? true
        {
          return [text]
        }
      }
    }
    return []
  }

  // MARK: Cleaning

  private func clean(_ names: [String]) -> [String] {
    var result: [String] = []
    for name in names {
      for part in split(MetadataText.tidy(name)) {
        let bare = strip(part)
        guard isName(bare), !result.contains(bare) else { continue }
        result.append(bare)
      }
    }
    return Array(result.prefix(20))
  }

  private func split(_ text: String) -> [String] {
    var parts = [text]
    for separator in [
      ";", " & ", " and ", " und ", " y ", " e ", " et ", " | ", "、", "/", " with ", "·", "•", ", ",
    ] {
      parts = parts.flatMap { $0.split(separator: separator).map(String.init) }
    }
    return parts
  }

  private func strip(_ text: String) -> String {
    var name = text.trimmed
    for mark in [
      "written by ", "posted by ", "published by ", "text by ", "by: ", "by ", "von ", "por: ",
      "por ", "par ", "author: ",
      "author ", "autor: ", "作者：", "作者:", "记者：", "记者 ", "文/", "di ",
    ] where name.lowercased().hasPrefix(mark) {
      name = String(name.dropFirst(mark.count)).trimmed
    }
    if let cut = name.firstIndex(where: { "(|@<[".contains($0) }) {
      name = String(name[..<cut]).trimmed
    }
    return name.trimmingSigns
  }

  private func isName(_ name: String) -> Bool {
    let count = name.count
    guard count >= 2, count <= 60, !name.contains("://"), !name.lowercased().hasPrefix("www."),
      name.contains(where: \.isLetter)
    else { return false }
    if let site, MetadataText.bare(site) == MetadataText.bare(name) { return false }
    if ["admin", "administrator", "staff", "editor", "null", "undefined", "author"].contains(
      name.lowercased())
    {
      return false
    }
    return name.split(separator: " ").count <= 7
      && !name.contains(where: { $0.isNumber && $0.isASCII })
  }
}

extension String {
  /// Without signs and white space at its ends; a full stop at the end stays where it ends an abbreviation.
  var trimmingSigns: String {
    func isSign(_ character: Character) -> Bool {
      character.isWhitespace || ",:;-–—*|/".contains(character)
    }
    let start = drop(while: isSign)
    guard let last = start.lastIndex(where: { !isSign($0) }) else { return "" }
    return String(start[...last])
  }
}
