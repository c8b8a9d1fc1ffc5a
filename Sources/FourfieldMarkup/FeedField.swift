internal import FourfieldCore

/// A part of a feed's item that may hold markup: its title, its text or a summary of it.
///
/// HTML comes as escaped text, or as elements of the feed itself (`type="xhtml"` of Atom, RFC 4287, section 3.1); both become HTML here.
struct FeedField {
  /// Which parts of an item these are.
  static let names: Set<String> = ["title", "description", "summary", "content", "encoded"]

  let name: String
  /// What it says, as HTML where ``isHTML``.
  private(set) var text: [UInt8] = []
  /// Whether its signs of markup mean something.
  let isHTML: Bool
  private let isXHTML: Bool
  /// How many elements are open in it.
  private var depth = 0

  /// Creates a field; a type that is not named is what the format says: text in Atom, anything in RSS.
  init(name: String, type: String?, isAtom: Bool) {
    self.name = name
    isXHTML = type == "xhtml"
    isHTML = isXHTML || type == "html" || type == "text/html" || type == nil && !isAtom
  }

  mutating func add(_ bytes: [UInt8]) {
    guard isXHTML else {
      text += bytes
      return
    }
    for byte in bytes {
      switch byte {
      case MarkupScan.less: text += "&lt;".utf8
      case MarkupScan.ampersand: text += "&amp;".utf8
      default: text.append(byte)
      }
    }
  }

  /// Begins an element in it.
  mutating func open(_ element: String) {
    depth += 1
    text += "<\(element)>".utf8
  }

  /// Ends an element in it; false where that is the field itself.
  mutating func close(_ element: String) -> Bool {
    guard depth > 0 else { return false }
    depth -= 1
    if !FeedField.voids.contains(element) { text += "</\(element)>".utf8 }
    return true
  }

  /// Elements of HTML whose end tags would begin another one.
  private static let voids = Set(Tag.allCases.filter(\.isVoid).map(\.name))

  /// What it says without its markup, blanks collapsed.
  func plain(_ limits: MarkupLimits) -> String {
    guard isHTML, text.contains(where: { $0 == MarkupScan.less || $0 == MarkupScan.ampersand })
    else { return String(decoding: MetadataText.collapsed(text), as: UTF8.self) }
    let pieces = PageAssembler.body(text, limits: limits).pieces.map {
      String(decoding: $0.text, as: UTF8.self)
    }
    return pieces.joined(separator: " ")
  }
}
