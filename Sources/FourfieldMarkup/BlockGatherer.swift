internal import FourfieldCore

/// Turns the walk over a page's elements into blocks.
struct BlockGatherer {
  private var page = ParsedPage()
  private var text: [UInt8] = []
  private var kinds: [(name: String, kind: Block.Kind, path: String)] = []
  private var notes: [String: String] = [:]

  /// An element begins; `path` is asked only for block elements.
  mutating func open(_ name: String, path: () -> String) {
    if name == "br" {
      text.append(0x20)
      return
    }
    guard let kind = BlockGatherer.kind(name) else { return }
    flush()
    kinds.append((name, kind, path()))
  }

  /// An element ends.
  mutating func close(_ name: String) {
    guard BlockGatherer.kind(name) != nil else {
      if name == "td" || name == "th" { text.append(0x20) }
      return
    }
    flush()
    if kinds.last?.name == name { kinds.removeLast() }
  }

  mutating func addText(_ bytes: [UInt8]) { text += bytes }

  /// Keeps the first value of a metadata key.
  mutating func note(_ key: String, _ value: String) {
    let trimmed = value.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if notes[key] == nil, !trimmed.isEmpty { notes[key] = trimmed }
  }

  mutating func finish() -> ParsedPage {
    flush()
    page.metadata = Metadata(
      title: notes["og:title"] ?? notes["title"],
      authors: [notes["author"] ?? notes["article:author"]].compactMap(\.self),
      date: notes["article:published_time"] ?? notes["date"] ?? notes["dc.date"],
      site: notes["og:site_name"], url: notes["canonical"] ?? notes["og:url"],
      language: notes["language"].map(Language.init))
    return page
  }

  private mutating func flush() {
    defer { text.removeAll(keepingCapacity: true) }
    guard text.contains(where: { $0 > 0x20 }) else { return }
    let top = kinds.last
    page.pieces.append(
      ParsedPage.Piece(
        kind: top?.kind ?? .paragraph, text: BlockGatherer.collapsed(text),
        nodePath: top?.path ?? "/html/body"))
  }

  /// Runs of ASCII white space as one blank, none at the ends, as HTML shows them.
  private static func collapsed(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for byte in text {
      if byte > 0x20 {
        result.append(byte)
      } else if let last = result.last, last != 0x20 {
        result.append(0x20)
      }
    }
    if result.last == 0x20 { result.removeLast() }
    return result
  }

  /// The kind of block that an element makes, nil for inline elements.
  private static func kind(_ name: String) -> Block.Kind? {
    switch name {
    case "h1", "h2", "h3", "h4", "h5", "h6": .heading(Int(name.dropFirst()) ?? 1)
    case "li", "dt", "dd": .listItem
    case "tr": .tableRow
    case "blockquote": .quote
    case "figcaption", "caption": .caption
    case "pre": .preformatted
    case "p", "div", "section", "article", "main", "body", "html", "table", "ul", "ol", "dl",
      "tbody",
      "thead", "tfoot", "center", "figure", "address", "hr", "details", "summary", "fieldset":
      .paragraph
    default: nil
    }
  }
}
