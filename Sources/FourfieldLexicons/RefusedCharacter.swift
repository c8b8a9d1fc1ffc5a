/// Characters that no lexicon may hold: controls, which nobody sees, and what Unicode never assigns.
enum RefusedCharacter {
  /// The first of them in a text.
  ///
  /// - Returns: how many characters stand before it, and the mistake; nil where there is none.
  /// - Complexity: O(*n*).
  static func first(in text: String) -> PatternError? {
    let scalars = text.unicodeScalars
    guard let index = scalars.firstIndex(where: { isRefused($0.value) }) else { return nil }
    let kind = scalars[index].value < 0x100 ? "control character" : "non-character"
    let code = hexadecimal(scalars[index].value)
    return PatternError(
      column: scalars[..<index].count,
      message: "found the \(kind) U+\(code), expected text without it"
    )
  }

  /// Tabs and line ends are blanks.
  private static func isRefused(_ value: UInt32) -> Bool {
    if value < 0x20 { return value != 0x09 && value != 0x0A && value != 0x0D }
    if value < 0x7F { return false }
    return value < 0xA0 && value != 0x85 || value & 0xFFFE == 0xFFFE || value &- 0xFDD0 < 0x20
  }

  /// A code point as Unicode writes it, with at least four digits.
  static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
