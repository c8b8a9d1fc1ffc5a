/// Names in messages: how long each may be, and how many are listed, so that ten thousand messages are no gigabyte.
enum NameList {
  /// The most characters of the name of a theme, a group, a concept or a language.
  static let lengthLimit = 200
  /// The most names of a list.
  private static let limit = 20

  /// The names with commas between them; of the twenty-first and those behind it only the number.
  static func text(_ names: [String]) -> String {
    let shown = names.prefix(limit).joined(separator: ", ")
    let rest = names.count - limit
    return rest > 0 ? "\(shown) and \(rest) \(rest == 1 ? "other" : "others")" : shown
  }

  /// What is wrong with a name that is too long or takes several lines; nil for any other.
  ///
  /// Characters are code points here: a letter may have marks without end.
  static func mistake(in name: some StringProtocol) -> String? {
    if name.unicodeScalars.contains(where: isLineEnd) {
      return "found a name with a line end in it, expected it in one line"
    }
    // No character is less than a byte.
    guard name.utf8.count > lengthLimit else { return nil }
    let count = name.unicodeScalars.count
    guard count > lengthLimit else { return nil }
    return "found a name of \(count) characters, expected at most \(lengthLimit)"
  }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  /// What a message quotes of a text: many values may be one text, by aliases.
  static func quoted(_ text: String) -> String {
    if text.utf8.count <= lengthLimit { return text }
    let scalars = text.unicodeScalars
    guard scalars.count > lengthLimit else { return text }
    return String(scalars.prefix(lengthLimit)) + "…"
  }
}
