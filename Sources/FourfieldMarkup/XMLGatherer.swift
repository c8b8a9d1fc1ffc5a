internal import FourfieldCore

/// Turns the events of an XML file into documents.
struct XMLGatherer {
  /// What the root element says that the file is.
  private enum Shape { case feed, tei, plain }

  private var shape: Shape?
  private var path: [String] = []
  private var items: [XMLItem] = []
  private var item = XMLItem()
  private var text: [UInt8] = []
  /// The fields of the feed's current item by name.
  private var fields: [String: String] = [:]
  private var authors: [String] = []
  private var isInsideItem = false

  mutating func open(_ name: String, isEmpty: Bool, attribute: (String) -> String?) {
    if shape == nil { shape = XMLGatherer.shape(name) }
    if shape == .feed {
      if name == "item" || name == "entry" {
        isInsideItem = true
        (item, fields, authors) = (XMLItem(), [:], [])
      }
      if isInsideItem, name == "link", let address = attribute("href"),
        attribute("rel") ?? "alternate" == "alternate"
      {
        fields["link"] = address
      }
      text = []
    } else {
      if XMLGatherer.isBlock(name, shape) { flush() }
      if let code = attribute("xml:lang"), item.page.metadata.language == nil {
        item.page.metadata.language = Language(code)
      }
    }
    path.append(name)
  }

  mutating func close(_ name: String) {
    if shape == .feed { closeField(name) } else if XMLGatherer.isBlock(name, shape) { flush() }
    if path.last == name { path.removeLast() }
  }

  mutating func addText(_ bytes: [UInt8]) { text += bytes }

  mutating func finish(isComplete: Bool) -> [XMLItem] {
    if shape == .feed {
      if isInsideItem { finishItem() }
    } else {
      flush()
      if !item.page.pieces.isEmpty { items.append(item) }
    }
    if !isComplete, !items.isEmpty { items[items.count - 1].page.isDegraded = true }
    return items
  }

  private static func shape(_ root: String) -> Shape {
    switch root {
    case "rss", "feed", "RDF": .feed
    case "TEI", "TEI.2", "teiCorpus": .tei
    default: .plain
    }
  }

  // MARK: Feeds

  private mutating func closeField(_ name: String) {
    defer { text = [] }
    guard isInsideItem else { return }
    if name == "item" || name == "entry" {
      finishItem()
      isInsideItem = false
      return
    }
    let value = String(decoding: text, as: UTF8.self)
    let isAuthor = name == "creator" || (name == "name" && path.dropLast().last == "author")
    if isAuthor || (name == "author" && !value.allSatisfy(\.isWhitespace)) {
      authors.append(XMLGatherer.tidy(value))
    } else if !value.allSatisfy(\.isWhitespace), (fields[name] ?? "").count < value.count {
      fields[name] = value
    }
  }

  /// The longest of what an item says is its text; HTML in it is read as HTML.
  private mutating func finishItem() {
    let bodies = ["encoded", "content", "description", "summary"].compactMap { fields[$0] }
    let title = fields["title"].map(XMLGatherer.tidy)
    if let body = bodies.max(by: { $0.utf8.count < $1.utf8.count }) {
      item.page = HTMLReader.read(Array(body.utf8), content: .all)
    }
    if let title {
      item.page.pieces.insert(
        ParsedPage.Piece(kind: .heading(1), text: Array(title.utf8), nodePath: "title"), at: 0)
    }
    item.page.metadata = Metadata(
      title: title, authors: authors,
      date: (fields["pubDate"] ?? fields["published"] ?? fields["date"] ?? fields["updated"])
        .map(XMLGatherer.tidy),
      url: fields["link"].map(XMLGatherer.tidy), language: fields["language"].map(Language.init))
    item.id = (fields["guid"] ?? fields["id"]).map(XMLGatherer.tidy)
    items.append(item)
  }

  private static func tidy(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  // MARK: Other XML

  /// Elements that begin a block; in XML of unknown kind every element does.
  private static func isBlock(_ name: String, _ shape: Shape?) -> Bool {
    guard shape == .tei else { return !["i", "b", "em", "a", "emph", "hi", "span"].contains(name) }
    return [
      "p", "head", "l", "lg", "item", "row", "quote", "div", "body", "text", "ab", "title",
      "author",
      "date", "teiHeader", "note", "sp", "publicationStmt", "sourceDesc",
    ].contains(name)
  }

  /// Writes what was gathered as a block, or as metadata where it stands in the header of a TEI file.
  private mutating func flush() {
    defer { text = [] }
    let words = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard !words.isEmpty else { return }
    let value = words.joined(separator: " ")
    if shape == .tei, path.contains("teiHeader") {
      noteHeader(value)
      return
    }
    var kind = Block.Kind.paragraph
    switch path.last {
    case "head" where shape == .tei: kind = .heading(path.count { $0.hasPrefix("div") })
    case "item": kind = .listItem
    case "row": kind = .tableRow
    case "quote": kind = .quote
    default: break
    }
    item.page.pieces.append(
      ParsedPage.Piece(
        kind: kind, text: Array(value.utf8), nodePath: "/" + path.joined(separator: "/")))
  }

  private mutating func noteHeader(_ value: String) {
    guard path.contains("titleStmt") || path.contains("publicationStmt") else { return }
    switch path.last {
    case "title": item.page.metadata.title = item.page.metadata.title ?? value
    case "author": item.page.metadata.authors.append(value)
    case "date": item.page.metadata.date = item.page.metadata.date ?? value
    default: break
    }
  }
}
