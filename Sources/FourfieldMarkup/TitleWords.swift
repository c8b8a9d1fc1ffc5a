internal import FourfieldCore

/// The words of a page's title, asked how much of them a text takes up.
struct TitleWords {
  private var hashes: Set<UInt32> = []

  init(_ title: String) {
    let bytes = Array(title.utf8)
    TitleWords.forEachWord(bytes.span, 0..<bytes.count) { hashes.insert($0) }
  }

  /// The share of the title's words that a text holds, from 0 to 1.
  func share(_ text: borrowing Span<UInt8>, _ range: ByteRange) -> Float {
    guard !hashes.isEmpty else { return 0 }
    var found: Set<UInt32> = []
    TitleWords.forEachWord(text, range.indices) { if hashes.contains($0) { found.insert($0) } }
    return Float(found.count) / Float(hashes.count)
  }

  /// Words of four letters and more, their first eight letters; of scripts without blanks every two characters.
  private static func forEachWord(
    _ text: borrowing Span<UInt8>, _ range: Range<Int>, _ body: (UInt32) -> Void
  ) {
    var hash: UInt32 = 2_166_136_261
    var count = 0
    for index in range {
      let byte = text[index]
      if byte >= 0xE0, index + 5 < range.upperBound, text[index + 3] >= 0xE0 {
        var pair: UInt32 = 2_166_136_261
        for offset in 0..<6 { pair = (pair ^ UInt32(text[index + offset])) &* 16_777_619 }
        body(pair)
      } else if byte < 0x80 && MarkupScan.isLetter(byte) || byte >= 0x80 && byte < 0xE0 && count > 0
      {
        if count < 8 {
          hash = (hash ^ UInt32(byte < 0x80 ? byte | 0x20 : byte)) &* 16_777_619
        }
        count += 1
        continue
      }
      if count >= 4 { body(hash) }
      (hash, count) = (2_166_136_261, 0)
    }
    if count >= 4 { body(hash) }
  }
}
