internal import FourfieldCore

/// The article as JSON-LD repeats it, asked whether it holds a text.
struct Witness {
  /// The hashes of all runs of eight letters, blanks and signs aside.
  private let grams: Set<UInt64>

  init(_ text: String) {
    var grams: Set<UInt64> = []
    let bytes = Array(text.utf8)
    Witness.forEachGram(bytes.span, 0..<bytes.count, every: 1) { grams.insert($0) }
    self.grams = grams
  }

  /// The share of a text that the article holds, from 0 to 1.
  func share(_ text: borrowing Span<UInt8>, _ range: ByteRange) -> Float {
    var (all, found) = (0, 0)
    Witness.forEachGram(text, range.indices, every: 4) { gram in
      all += 1
      if grams.contains(gram) { found += 1 }
    }
    return all == 0 ? 0 : Float(found) / Float(all)
  }

  /// Calls `body` with the hash of eight bytes of letters at a time.
  private static func forEachGram(
    _ text: borrowing Span<UInt8>, _ range: Range<Int>, every step: Int, _ body: (UInt64) -> Void
  ) {
    var gram: UInt64 = 0
    var count = 0
    for index in range {
      let byte = text[index]
      guard byte >= 0x80 || MarkupScan.isLetter(byte) || MarkupScan.isDigit(byte) else { continue }
      gram = gram << 8 | UInt64(byte)
      count += 1
      if count >= 8, count % step == 0 { body(gram) }
    }
  }
}
