internal import FourfieldCore

/// An attribute of an element, as far as it tells something about text or metadata.
struct Attribute {
  /// The names that are kept; the guard drops all others before the parse.
  enum Key: String, CaseIterable {
    case id, `class`, itemprop, itemtype, role, hidden, style, href, rel, content, name, property,
      datetime, lang, title, value, content_ = "http-equiv", ariaHidden = "aria-hidden",
      xmlLang = "xml:lang", ariaLabel = "aria-label"
    /// What front ends put into attributes of their own in place of speaking class names.
    case testID = "data-testid", component = "data-component", type = "data-type",
      module = "data-module", dataName = "data-name", qa = "data-qa", block = "data-block-name",
      area = "data-area"
  }

  let key: Key
  /// Its value among the bytes of the tree.
  let value: ByteRange
}

extension NameTable where Value == Attribute.Key {
  /// The attributes by their names.
  static var attributes: NameTable {
    NameTable(Attribute.Key.allCases.map { ($0.rawValue, $0) })
  }
}
