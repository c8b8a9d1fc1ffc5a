internal import FourfieldCore

/// Whether a line end in the source of a page stands for a blank.
///
/// Between two characters of a script without blanks it stands for nothing, as CSS Text 3 has it (section 4.1.3, segment break transformation).
enum LineJoin {
  /// Whether nothing stands over a line end between the character of a text that ends at `end` and the one at `next` of the source.
  static func isSeamless(
    _ text: [UInt8], end: Int, before next: Int, in bytes: borrowing Span<UInt8>
  ) -> Bool {
    // All of them have three or four bytes.
    guard bytes[next] >= 0xE3, end > 0, text[end - 1] >= 0x80 else { return false }
    var start = end - 1
    while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
    return isWide(UTF8Scan.scalar(text.span, at: start).value)
      && isWide(UTF8Scan.scalar(bytes, at: next).value)
  }

  /// Han characters, kana, and the punctuation of full width.
  private static func isWide(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3001...0x303F, 0xFF01...0xFF60: true
    default: ScalarTable.entry(scalar).scalarClass == .han
    }
  }
}
