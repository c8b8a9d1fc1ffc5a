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
    let cited = clean([AuthorFinder.inOrder(candidates.meta["citation_author"] ?? "")])
    if !cited.isEmpty { return cited }
    let named = clean(meta(), allowsSite: true)
    let linked = clean(linked())
    if !linked.isEmpty { return linked }
    if !named.isEmpty, named != [site ?? ""] { return named }
    for source in [marked, classed, written, about] {
      let names = clean(source())
      if !names.isEmpty { return names }
    }
    return named
  }

  // MARK: Sources

  /// A name as it is spoken: catalogues of papers put the surname and a comma first.
  private static func inOrder(_ name: String) -> String {
    let parts = name.split(separator: ",").map { String($0).trimmed }
    return parts.count == 2 ? "\(parts[1]) \(parts[0])" : name
  }

  private func linked() -> [String] {
    for object in candidates.objects {
      let names = names(of: object["author"]) + names(of: object["creator"])
      if !clean(names).isEmpty { return names }
    }
    return []
  }

  private func names(of value: LinkedData?) -> [String] {
    var names: [String] = []
    gather(value, depth: 0, &names)
    return names
  }

  /// Adds the names that a value holds or refers to; references may lead in a circle, and lists of lists to one many times.
  private func gather(_ value: LinkedData?, depth: Int, _ names: inout [String]) {
    guard depth < 4, names.count < AuthorFinder.mostPlaces else { return }
    switch value {
    case .text: names += [value?.line].compactMap(\.self)
    case .list(let items):
      for item in items.prefix(AuthorFinder.mostPlaces) { gather(item, depth: depth + 1, &names) }
    case .object:
      let own = value?["name"]
      let isOrganization = value?.types.contains("Organization") == true
      if isOrganization, own?.line == site ?? "" { return }
      let known = value?["@id"]?.line.flatMap { candidates.known[$0] }
      gather(own ?? known?["name"], depth: depth + 1, &names)
    default: break
    }
  }

  private func meta() -> [String] {
    for name in [
      "author", "article:author", "parsely-author", "sailthru.author", "dc.creator",
      "dcterms.creator",
      "byl", "byline", "article:author_name", "cxenseparse:author", "og:article:author",
      "citation_author", "dc.contributor", "authors", "twitter:creator:name", "rnews:author",
    ] {
      if let value = candidates.meta[name], !clean([value], allowsSite: true).isEmpty {
        return [value]
      }
    }
    // What WordPress writes for previews in chats.
    for number in ["1", "2"]
    where candidates.meta["twitter:label\(number)"]?.lowercased().hasSuffix("by") == true {
      if let name = candidates.meta["twitter:data\(number)"] { return [name] }
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
      let text = tree.value(.content, of: index) ?? name(inside: index) ?? text(of: index)
      if text.count < 120 { names.append(text) }
      if names.count == AuthorFinder.mostPlaces { break }
    }
    return names
  }

  private func name(inside element: Int) -> String? {
    let end = min(Int(tree.nodes[element].end), element + AuthorFinder.mostNodes)
    for index in element..<end where tree.nodes[index].tag != .text {
      if tree.value(.itemprop, of: index) == "name" {
        return tree.value(.content, of: index) ?? text(of: index)
      }
    }
    return nil
  }

  /// The text of an element, as far as a name is long.
  private func text(of element: Int) -> String { tree.text(of: element, upTo: 1 << 10) }

  /// The first short text in an element whose class speaks of the author.
  private func classed() -> [String] {
    var places = 0
    for (index, node) in tree.nodes.enumerated() where node.tag != .text && node.count > 0 {
      guard elements.own[index].contains(.author), node.tag != .body, node.tag != .html,
        elements.inherited[index].isDisjoint(with: [.comment, .footer]),
        elements.near(index, tree).isDisjoint(with: [.related, .navigation])
      else { continue }
      places += 1
      if places > AuthorFinder.mostPlaces { break }
      let text = text(of: index)
      guard (3...90).contains(text.count) else { continue }
      if !clean([text]).isEmpty { return [text] }
    }
    return []
  }

  /// The first name that links to a page about an author.
  private func about() -> [String] {
    var places = 0
    for (index, node) in tree.nodes.enumerated() where node.tag == .a && node.count > 0 {
      guard elements.inherited[index].isDisjoint(with: [.comment, .footer, .related, .navigation]),
        let address = tree.bytes(.href, of: index), AuthorFinder.isAbout(address)
      else { continue }
      places += 1
      if places > AuthorFinder.mostPlaces { break }
      let text = text(of: index)
      guard (3...60).contains(text.count), text.contains(" "), !text.contains("©") else { continue }
      if !clean([text]).isEmpty { return [text] }
    }
    return []
  }

  /// Whether an address has a folder of authors.
  private static func isAbout(_ address: ArraySlice<UInt8>) -> Bool {
    // All folders begin alike; few addresses hold as much as that.
    let start = Array("/aut".utf8)
    let mayBe = address.indices.dropLast(start.count).contains { index in
      address[index] == start[0]
        && zip(address[index...], start).allSatisfy { $0 | 0x20 == $1 }
    }
    guard mayBe else { return false }
    let text = String(decoding: address, as: UTF8.self).lowercased()
    return folders.contains { text.contains($0) }
  }

  private static let folders = [
    "/author/", "/authors/", "/autor/", "/autoren/", "/autores/", "/auteur/", "/auteurs/",
    "/autore/",
  ]

  private func written() -> [String] { BylineFinder(page: page).names() }

  /// How many elements and texts inside one are searched for a name; elements in one another would have the same searched again and again.
  private static let mostNodes = 1000
  /// How many authors are named.
  private static let mostNames = 20
  /// How many places are looked at, so that a page made of nothing else costs no more.
  private static let mostPlaces = 100

  /// What stands where a name should, and is none.
  private static let noNames: Set<String> = [
    "admin", "administrator", "staff", "editor", "null", "undefined", "author", "the author",
    "no author",
    "follow", "folgen", "seguir", "suivre", "view more posts", "more", "email", "e-mail", "share",
    "comments",
    "published", "publiziert am", "updated", "posts", "authors", "about the author", "written by",
    "by", "autor",
    "photo", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "new",
    "facebook", "twitter", "agencies", "abbruch", "cancel", "login",
  ]

  // MARK: Cleaning

  private func clean(_ names: [String], allowsSite: Bool = false) -> [String] {
    var result: [String] = []
    for name in names where !name.contains("://") {
      for part in split(MetadataText.tidy(name)) {
        let bare = strip(part)
        guard isName(bare, allowsSite: allowsSite), !result.contains(bare) else { continue }
        result.append(bare)
        if result.count == AuthorFinder.mostNames { return result }
      }
    }
    return result
  }

  private func split(_ text: String) -> [String] {
    MetadataText.parts(
      of: text,
      between: [
        ";", " & ", " and ", " und ", " y ", " e ", " et ", " | ", "、", "/", " with ", "·", "•",
        ", ",
      ])
  }

  private func strip(_ text: String) -> String {
    var name = text.trimmed
    // Where the name is an element of its own, no blank may part it from the word before.
    for mark in ["Posted by", "Written by", "Published by", "By"]
    where name.hasPrefix(mark) && name.dropFirst(mark.count).first?.isUppercase == true {
      name = String(name.dropFirst(mark.count))
    }
    for mark in [
      "written by ", "posted by ", "published by ", "text by ", "more by ", "mehr von ", "by: ",
      "by ", "von ", "por: ",
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

  /// A byline without the word before the name.
  static func withoutBy(_ text: String) -> String {
    text.lowercased().hasPrefix("by ") ? String(text.dropFirst(3)).trimmed : text
  }

  private func isName(_ name: String, allowsSite: Bool) -> Bool {
    let count = name.count
    guard count >= 2, count <= 60, !name.contains("://"), !name.lowercased().hasPrefix("www."),
      name.contains(where: \.isLetter)
    else { return false }
    if !allowsSite, let site, MetadataText.bare(site) == MetadataText.bare(name) { return false }
    // A name has a capital, or is of a script that knows none.
    guard name.unicodeScalars.contains(where: { $0.properties.isUppercase || $0.value >= 0x500 })
    else { return false }
    if AuthorFinder.noNames.contains(name.lowercased())
      || name.lowercased().split(separator: " ").allSatisfy({
        AuthorFinder.noNames.contains(String($0))
      })
    {
      return false
    }
    if ["作者", "编辑", "記者", "记者", "来源", "文章"].contains(where: name.contains) { return false }
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
