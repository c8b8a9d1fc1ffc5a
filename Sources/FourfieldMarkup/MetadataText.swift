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
    String(
      text.lowercased().unicodeScalars.filter {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
      })
  }
}
