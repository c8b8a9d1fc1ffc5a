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
    return result.split(whereSeparator: \.isWhitespace).joined(separator: " ")
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
