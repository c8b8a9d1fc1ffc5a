/// Turns byte offsets into the unit that records write, for offsets asked in ascending order.
struct OffsetCounter {
  private let unit: OffsetUnit
  private let start: Int
  private var byte: Int
  private var count = 0

  /// Creates a counter that counts from a byte of the text.
  init(_ unit: OffsetUnit, from start: Int = 0) {
    self.unit = unit
    self.start = start
    byte = start
  }

  /// The units between the start and a byte offset. Going back starts afresh.
  ///
  /// - Complexity: O(*n*) in the bytes since the last offset.
  mutating func offset(_ target: Int, in text: borrowing Span<UInt8>) -> Int {
    if unit == .utf8 { return target - start }
    if target < byte {
      byte = start
      count = 0
    }
    guard target > byte else { return count }
    var units = 0
    for index in byte..<target {
      // Every byte but a trail byte begins a code point; a lead of four bytes is two units of UTF-16.
      units &+= text[index] & 0xC0 == 0x80 ? 0 : 1
    }
    if unit == .utf16 {
      for index in byte..<target where text[index] >= 0xF0 { units += 1 }
    }
    count += units
    byte = target
    return count
  }
}
