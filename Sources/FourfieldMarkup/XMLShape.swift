internal import FourfieldCore

/// What the root element of an XML file says that the file is, and what its elements mean.
enum XMLShape {
  /// RSS, Atom, RDF: a document an item.
  case feed
  /// A dump of MediaWiki: a document a page.
  case wiki
  case tei
  /// JATS, the format of journal articles.
  case jats
  /// NewsML-G2, with NITF or XHTML inside.
  case news
  /// Anything else.
  case plain

  init(root: String) {
    switch root {
    case "rss", "feed", "RDF": self = .feed
    case "mediawiki": self = .wiki
    case "TEI", "TEI.2", "teiCorpus": self = .tei
    case "article", "pmc-articleset": self = .jats
    case "newsItem", "newsMessage", "packageItem", "nitf": self = .news
    default: self = .plain
    }
  }

  /// Whether the file is a sequence of documents.
  var hasItems: Bool { self == .feed || self == .wiki }

  /// Whether an element begins a document of the sequence.
  func isItem(_ name: String) -> Bool {
    self == .wiki ? name == "page" : name == "item" || name == "entry"
  }

  /// Whether an element begins a block; in XML of unknown kind every element does that is not plainly a part of a line.
  func isBlock(_ name: String) -> Bool {
    switch self {
    case .tei: XMLShape.teiBlocks.contains(name)
    case .jats: !XMLShape.jatsInlines.contains(name)
    case .plain, .feed, .wiki, .news: !XMLShape.inlines.contains(name)
    }
  }

  /// Whether an element holds what the document says of itself, and no text of it.
  func isHeader(_ containers: XMLContainers) -> Bool {
    switch self {
    case .tei: containers.contains(.teiHeader)
    case .jats:
      containers.contains(.front) && !containers.contains(.abstract)
        || !containers.isDisjoint(with: [.back, .journal])
    case .news: !containers.contains(.body)
    default: false
    }
  }

  /// Whether an element is a section of the text, so that headings in it are a level lower.
  func isSection(_ name: String) -> Bool {
    switch self {
    case .tei: name.hasPrefix("div")
    case .jats: name == "sec"
    default: false
    }
  }

  /// What a block is by its element, inside a number of sections.
  func kind(_ name: String, sections: Int) -> Block.Kind {
    switch self {
    case .tei where name == "head": .heading(max(1, min(6, sections)))
    case .jats where name == "title": .heading(min(6, 1 + sections))
    case .news:
      XMLShape.newsHeadings[name].map { .heading($0) } ?? XMLShape.kinds[name] ?? .paragraph
    default: XMLShape.kinds[name] ?? .paragraph
    }
  }

  private static let newsHeadings = ["hl1": 1, "h1": 1, "hl2": 2, "h2": 2, "h3": 3]
  private static let kinds: [String: Block.Kind] = [
    "list-item": .listItem, "li": .listItem, "item": .listItem, "tr": .tableRow, "row": .tableRow,
    "disp-quote": .quote, "blockquote": .quote, "bq": .quote, "quote": .quote, "caption": .caption,
  ]
  private static let teiBlocks: Set<String> = [
    "p", "head", "l", "lg", "item", "row", "quote", "div", "body", "text", "ab", "title", "author",
    "date", "teiHeader", "note", "sp", "publicationStmt", "sourceDesc",
  ]
  private static let inlines: Set<String> = [
    "i", "b", "em", "a", "emph", "hi", "span", "strong", "q", "sub", "sup", "u", "small", "person",
    "org", "location", "chron", "num", "money",
  ]
  private static let jatsInlines: Set<String> = [
    "italic", "bold", "sup", "sub", "xref", "ext-link", "sc", "underline", "monospace",
    "styled-content",
    "email", "uri", "named-content", "inline-formula", "fn", "day", "month", "year",
  ]
  /// Parts of a line that no blank sets apart.
  static let parts: Set<String> = ["day", "month", "year"]
}
