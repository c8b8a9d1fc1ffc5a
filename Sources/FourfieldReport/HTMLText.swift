/// Text made safe for HTML.
enum HTMLText {
  /// Escapes what would be markup, in text and in attributes.
  static func escaped(_ text: String) -> String { escaped(Array(text.unicodeScalars)[...]) }

  /// Escapes a run of scalars.
  static func escaped(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var result = ""
    for scalar in scalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
