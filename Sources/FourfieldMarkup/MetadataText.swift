/// Small operations on the texts of metadata.
enum MetadataText {
  /// White space collapsed, references to characters that were escaped twice resolved.
  static func tidy(_ text: String) -> String {
    var result = text
    if result.contains("&") {
      for (name, sign) in [
        ("&amp;", "&"), ("&quot;", "\""), ("&#39;", "'"), ("&#039;", "'"), ("&lt;", "<"),
        ("&gt;", ">"), ("&nbsp;", " "), ("&#8217;", "’"), ("&#8211;", "–"), ("&rsquo;", "’"),
      ] {
        result = result.replacing(name, with: sign)
      }
    }
    result.unicodeScalars.removeAll { invisible.contains($0) }
    return result.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Soft hyphens and what has no width.
  private static let invisible: [Unicode.Scalar] = [
    "\u{AD}", "\u{200B}", "\u{200E}", "\u{200F}", "\u{2060}", "\u{FEFF}",
  ]

  /// A heading without the sign that manuals link it to itself by.
  static func heading(_ text: String) -> String {
    let text = tidy(text)
    guard let last = text.last, "¶".contains(last) else {
      return text
    }
    return String(text.dropLast()).trimmed
  }

  /// Letters and digits only, in lower case: what two titles are compared by.
  static func bare(_ text: String) -> String {
    var bare = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars {
      let isKept =
        scalar.value < 0x80
        ? MarkupScan.isLetter(UInt8(scalar.value)) || MarkupScan.isDigit(UInt8(scalar.value))
        : scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      if isKept { bare.append(scalar) }
    }
    return String(bare)
  }
}

extension String {
  /// Without white space at its ends.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
