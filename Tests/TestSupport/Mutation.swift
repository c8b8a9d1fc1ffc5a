/// Damages bytes as a disk, a crawler or an attacker would.
public enum Mutation {
  /// A damaged copy.
  ///
  /// - Parameters:
  ///   - seed: the bytes.
  ///   - others: where pieces are taken from.
  ///   - random: decides.
  /// - Returns: the copy, never empty.
  public static func of(
    _ seed: [UInt8], _ others: [[UInt8]], _ random: inout SeededGenerator
  ) -> [UInt8] {
    var bytes = seed
    for _ in 0..<Int.random(in: 1...8, using: &random) where !bytes.isEmpty {
      let index = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, index + Int.random(in: 1...64, using: &random))
      switch Int.random(in: 0..<8, using: &random) {
      case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1: bytes[index] = signs.randomElement(using: &random) ?? 0
      case 2: bytes.removeSubrange(index..<end)
      case 3: bytes.insert(contentsOf: bytes[index..<end], at: index)
      case 4: bytes.insert(contentsOf: words.randomElement(using: &random) ?? [], at: index)
      case 5:
        let other = others.randomElement(using: &random) ?? []
        let start = Int.random(in: 0...other.count, using: &random)
        bytes.replaceSubrange(index..<end, with: other[start...].prefix(end - index))
      case 6:
        let times = Int.random(in: 1...50, using: &random)
        let piece = Array(bytes[index..<end])
        for _ in 0..<times { bytes.insert(contentsOf: piece, at: index) }
      default: bytes.removeSubrange(index...)
      }
    }
    return bytes.isEmpty ? [0] : bytes
  }

  private static let signs: [UInt8] = [
    0, 0xFF, 0x3C, 0x3E, 0x22, 0x27, 0x26, 0x0A, 0x0D, 0x80, 0xC0, 0xED, 0x7B, 0x2C, 0x5C, 0x2D,
  ]

  private static let words: [[UInt8]] = [
    "<!--", "-->", "<![CDATA[", "]]>", "<script>", "</p>", "&#x0;", "&amp", "\r\n\r\n",
    "<!DOCTYPE x [<!ENTITY a \"b\">]>", "\u{FEFF}", "WARC/1.0\r\n", "\\ud800", "{\"", "[]", "{}",
    "99999999999999999999", "-1", "NaN", "1e999", "*", "<0-99999>", "{a,b}", "!!binary ", "&a *a",
    "\t", "|\n  ", "外", "e\u{301}",
  ].map { Array($0.utf8) }
}
