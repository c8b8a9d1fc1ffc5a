internal import FourfieldCore

/// Turns byte offsets into code points, for offsets asked in ascending order.
struct CodePointCounter {
  private var byte: Int
  private var points = 0

  /// Creates a counter that stands at a byte of the text.
  init(from start: Int = 0) { byte = start }

  /// The code points between the start and a byte offset. Going back starts afresh.
  mutating func offset(_ target: Int, in text: borrowing Span<UInt8>, from start: Int = 0) -> Int {
    if target < byte {
      byte = start
      points = 0
    }
    while byte < target {
      if text[byte] & 0xC0 != 0x80 { points += 1 }
      byte += 1
    }
    return points
  }
}
