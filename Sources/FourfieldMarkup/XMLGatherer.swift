internal import FourfieldCore

/// Turns the events of an XML file into documents.
struct XMLGatherer {
  private var shape: XMLShape?
  private var trail = XMLTrail()
  private var items: [XMLItem] = []
  private var item = XMLItem()
  private var text: [UInt8] = []
  /// The fields of the feed's current item by name.
  private var fields: [String: String] = [:]
  /// The one that is being read, if it may hold markup.
  private var field: FeedField?
  private var isAtom = false
  private var authors: [String] = []
  private var isInsideItem = false
  /// The surname that was read last; JATS has it before the given names.
  private var surname = ""
  /// How many elements a page may have, and pieces a document: later text goes into the last.
  private let limits: MarkupLimits
  /// Whether there were more.
  private(set) var isCut = false
  /// Whether there was a mistake in the document that is read, or before it.
  private var isDoubtful = false

  init(limits: MarkupLimits) { self.limits = limits }

  /// Whether nothing was opened yet.
  var isEmpty: Bool { shape == nil }

  mutating func open(_ name: String, attribute: (String) -> String?) {
    let shape = shape ?? XMLShape(root: name)
    if isEmpty { isAtom = name == "feed" }
    self.shape = shape
    if shape.hasItems {
      openField(name, attribute)
    } else {
      if shape.isBlock(name) { flush() } else if XMLShape.parts.contains(name) { text.append(0x20) }
      if item.page.metadata.language == nil, let code = attribute("xml:lang") {
        item.page.metadata.language = Language(code)
      }
    }
    trail.open(name, isSection: shape.isSection(name))
  }

  mutating func close(_ name: String) {
    guard let shape else { return }
    if shape.hasItems {
      closeField(name)
    } else if shape.isBlock(name) {
      flush()
    }
    trail.close()
  }

  /// Notes that something is lost or in doubt here.
  mutating func noteMistake() { isDoubtful = true }

  mutating func addText(_ bytes: [UInt8]) {
    if field == nil { text += bytes } else { field?.add(bytes) }
  }

  /// The documents that are complete, all but the last: what follows may still show it to be broken.
  mutating func takeComplete() -> [XMLItem] {
    guard items.count > 1 else { return [] }
    defer { items.removeFirst(items.count - 1) }
    return Array(items.dropLast())
  }

  /// The documents that are left.
  mutating func finish(isComplete: Bool) -> [XMLItem] {
    if shape?.hasItems == true {
      if isInsideItem { finishItem() }
    } else {
      flush()
      if !item.page.pieces.isEmpty { items.append(item) }
    }
    if !isComplete || isDoubtful, !items.isEmpty {
      items[items.count - 1].page.isDegraded = true
    }
    return items
  }

  // MARK: Feeds

  private mutating func openField(_ name: String, _ attribute: (String) -> String?) {
    if shape?.isItem(name) == true {
      // The end of the one before may be missing.
      if isInsideItem {
        isDoubtful = true
        finishItem()
      }
      isInsideItem = true
      (item, fields, authors, field) = (XMLItem(), [:], [], nil)
    } else if field != nil {
      field?.open(name)
    } else if isInsideItem, shape == .feed, FeedField.names.contains(name) {
      field = FeedField(name: name, type: attribute("type"), isAtom: isAtom)
    } else if isInsideItem, name == "link", let address = attribute("href"),
      attribute("rel") ?? "alternate" == "alternate"
    {
      fields["link"] = address
    }
    text = []
  }

  private mutating func closeField(_ name: String) {
    defer { text = [] }
    guard isInsideItem, field?.close(name) != true else { return }
    if field != nil { return keepField() }
    if shape?.isItem(name) == true {
      finishItem()
      isInsideItem = false
      return
    }
    let value = String(decoding: text, as: UTF8.self)
    // Revisions and their writers have ids of their own, and other pages' sizes.
    if shape == .wiki, !["page", "revision"].contains(trail.parent) { return }
    let isAuthor = name == "creator" || (name == "name" && trail.parent == "author")
    if isAuthor || (name == "author" && !value.allSatisfy(\.isWhitespace)) {
      authors.append(XMLGatherer.tidy(value))
    } else {
      keep(value, of: name)
    }
  }

  /// Keeps what the field says that is being read, which ends here or breaks off.
  private mutating func keepField() {
    guard let field else { return }
    self.field = nil
    let isTitle = field.name == "title"
    keep(
      isTitle ? field.plain(limits) : String(decoding: field.text, as: UTF8.self), of: field.name)
  }

  /// Keeps the longest value of a field.
  private mutating func keep(_ value: String, of name: String) {
    if !value.allSatisfy(\.isWhitespace), (fields[name] ?? "").utf8.count < value.utf8.count {
      fields[name] = value
    }
  }

  /// The longest of what an item says is its text; HTML in it is read as HTML.
  private mutating func finishItem() {
    keepField()
    let bodies = ["encoded", "content", "description", "summary"].compactMap { fields[$0] }
    let title = fields["title"].map(XMLGatherer.tidy)
    if shape == .wiki {
      item.page.pieces = lines(fields["text"] ?? "")
    } else if let body = bodies.max(by: { $0.utf8.count < $1.utf8.count }) {
      item.page = PageAssembler.body(Array(body.utf8), limits: limits)
    }
    if let title {
      item.page.pieces.insert(
        ParsedPage.Piece(kind: .heading(1), text: Array(title.utf8), nodePath: "title"), at: 0)
    }
    item.page.metadata = Metadata(
      title: title, authors: authors,
      date: (fields["pubDate"] ?? fields["published"] ?? fields["date"] ?? fields["updated"]
        ?? fields["timestamp"])
        .map(XMLGatherer.tidy),
      url: fields["link"].map(XMLGatherer.tidy), language: fields["language"].map(Language.init))
    item.id = (fields["guid"] ?? fields["id"]).map(XMLGatherer.tidy)
    if isDoubtful { item.page.isDegraded = true }
    isDoubtful = false
    items.append(item)
  }

  /// The lines of a wiki's text, markup and all, a paragraph each.
  private mutating func lines(_ text: String) -> [ParsedPage.Piece] {
    let lines = text.utf8.split(separator: 0x0A, maxSplits: limits.elements)
    if lines.count > limits.elements { isCut = true }
    return lines.filter { !Substring($0).allSatisfy(\.isWhitespace) }.map {
      ParsedPage.Piece(
        kind: .paragraph, text: Array($0), nodePath: "/mediawiki/page/revision/text")
    }
  }

  private static func tidy(_ text: String) -> String {
    String(decoding: MetadataText.collapsed(Array(text.utf8)), as: UTF8.self)
  }

  // MARK: Other XML

  /// Writes what was gathered as a block, or as metadata where it stands in the header of a TEI file.
  private mutating func flush() {
    defer { text = [] }
    let words = MetadataText.collapsed(text)
    guard !words.isEmpty else { return }
    if let shape, shape.isHeader(trail.containers) {
      noteHeader(String(decoding: words, as: UTF8.self))
      return
    }
    guard item.page.pieces.count < limits.elements else {
      isCut = true
      item.page.pieces[item.page.pieces.count - 1].text += [0x20] + words
      return
    }
    item.page.pieces.append(
      ParsedPage.Piece(
        kind: shape?.kind(trail.name, sections: trail.sections) ?? .paragraph, text: words,
        nodePath: trail.nodePath))
  }

  private mutating func noteHeader(_ value: String) {
    switch shape {
    case .tei:
      guard !trail.containers.isDisjoint(with: [.titleStatement, .publicationStatement]) else {
        return
      }
      note(value, title: "title", author: "author", dates: ["date"])
    case .jats:
      guard trail.containers.isDisjoint(with: [.back, .journal]) else { return }
      switch trail.name {
      case "surname": surname = value
      case "given-names":
        item.page.metadata.authors.append([value, surname].joined(separator: " ").trimmed)
        surname = ""
      case "pub-date": notePublication(value)
      default: note(value, title: "article-title", author: "string-name", dates: [])
      }
    case .news:
      let isCreator = trail.containers.contains(.creator) && trail.name == "name"
      if isCreator || trail.name == "by" || trail.name == "byline" {
        item.page.metadata.authors.append(AuthorFinder.withoutBy(value))
      } else {
        note(
          value, title: "headline", author: "",
          dates: ["contentCreated", "versionCreated", "firstCreated"])
      }
    default: break
    }
  }

  private mutating func note(_ value: String, title: String, author: String, dates: [String]) {
    switch trail.name {
    case title: item.page.metadata.title = item.page.metadata.title ?? value
    case author: item.page.metadata.authors.append(value)
    case let name where dates.contains(name):
      item.page.metadata.date = item.page.metadata.date ?? DateParser.date(in: value) ?? value
    default: break
    }
  }

  /// JATS gives day, month and year in elements of their own, in this order as a rule.
  private mutating func notePublication(_ value: String) {
    let numbers = value.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
    guard item.page.metadata.date == nil, let year = numbers.first(where: { $0 > 31 }) else {
      return
    }
    let rest = numbers.filter { $0 <= 31 }
    item.page.metadata.date =
      rest.count == 2
      ? CalendarDate.iso(year, rest[1], rest[0]) ?? CalendarDate.iso(year, rest[0], rest[1])
      : "\(year)"
  }
}
