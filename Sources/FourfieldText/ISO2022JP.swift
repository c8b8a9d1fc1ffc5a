internal import FourfieldCore

/// Decodes ISO-2022-JP, whose bytes mean what the last escape sequence before them says (WHATWG Encoding Standard, section 12.2).
///
/// All of it is ASCII, so that it would pass for UTF-8: only a label tells it.
struct ISO2022JP {
  static let name = "ISO-2022-JP"

  private enum Mode {
    case ascii, roman, katakana, kanji
  }

  private static let escapes: [(bytes: [UInt8], mode: Mode)] = [
    (Array("\u{1B}(B".utf8), .ascii), (Array("\u{1B}(J".utf8), .roman),
    (Array("\u{1B}(I".utf8), .katakana), (Array("\u{1B}$@".utf8), .kanji),
    (Array("\u{1B}$B".utf8), .kanji),
  ]

  /// Whether bytes have an escape sequence of it.
  static func isUsed(in bytes: [UInt8]) -> Bool {
    var index = ByteRuns.first(0x1B, in: bytes.span)
    while index < bytes.count {
      if escapes.contains(where: { bytes[index...].starts(with: $0.bytes) }) { return true }
      index = ByteRuns.first(0x1B, in: bytes.span, from: index + 1)
    }
    return false
  }

  /// The text; what is ill-formed becomes U+FFFD and is counted. Nil where the C library lacks the table.
  ///
  /// - Complexity: O(*n*).
  static func decode(_ bytes: [UInt8], _ mapping: DecodedText.Mapping) -> DecodedText? {
    // Its table of two bytes is that of EUC-JP without the highest bits.
    guard var table = CharacterConverter("EUC-JP") else { return nil }
    var text = DecodedText(utf8: [], map: OffsetMap(), encoding: name, replacements: 0)
    var mode = Mode.ascii
    var index = 0
    while index < bytes.count {
      let before = text.utf8.count
      var length = 1
      if let escape = escapes.first(where: { bytes[index...].starts(with: $0.bytes) }) {
        (mode, length) = (escape.mode, escape.bytes.count)
      } else if let taken = append(bytes, index, mode, &table, &text.utf8) {
        length = taken
      } else {
        text.replaceIllFormed()
      }
      text.note(from: before, source: length, mapping)
      index += length
    }
    return text
  }

  /// Appends the character at `index`; gives the number of its bytes, or nil where it is ill-formed.
  private static func append(
    _ bytes: [UInt8], _ index: Int, _ mode: Mode, _ table: inout CharacterConverter,
    _ output: inout [UInt8]
  ) -> Int? {
    let byte = bytes[index]
    switch (mode, byte) {
    case (_, 0x80...), (_, 0x1B): return nil
    case (.roman, 0x5C): UTF8Scan.append(0xA5, to: &output)
    case (.roman, 0x7E): UTF8Scan.append(0x203E, to: &output)
    case (.katakana, 0x21...0x5F): UTF8Scan.append(0xFF40 + UInt32(byte), to: &output)
    case (.kanji, 0x21...0x7E):
      guard index + 1 < bytes.count, (0x21...0x7E).contains(bytes[index + 1]) else { return nil }
      let pair = [byte | 0x80, bytes[index + 1] | 0x80]
      return table.append(pair.span, at: 0, to: &output)
    default: output.append(byte)
    }
    return 1
  }
}
