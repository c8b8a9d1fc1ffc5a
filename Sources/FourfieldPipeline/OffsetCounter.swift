internal import FourfieldCore

/// Turns byte offsets into the unit that records write, for offsets asked in ascending order.
struct OffsetCounter {
  private let unit: OffsetUnit
  private let start: Int
  private var byte: Int
  private var count = 0
  /// Up to here every byte behind ``byte`` is known to be ASCII, and a unit.
  private var plainEnd: Int

  /// Creates a counter that counts from a byte of the text.
  init(_ unit: OffsetUnit, from start: Int = 0) {
    self.unit = unit
    self.start = start
    byte = start
    plainEnd = start
  }

  /// A counter that counts from the byte whose offset was asked for last, with what is known of the bytes behind it.
  func counter(from start: Int) -> OffsetCounter {
    var own = OffsetCounter(unit, from: start)
    own.plainEnd = max(start, plainEnd)
    return own
  }

  /// How far is looked for bytes beyond ASCII: not over the whole text, of which a passage may be a small part.
  private static let look = 2048

  /// The units between the start and a byte offset. Going back starts afresh.
  ///
  /// - Complexity: O(*n*) in the bytes since the last offset.
  mutating func offset(_ target: Int, in text: borrowing Span<UInt8>) -> Int {
    if unit == .utf8 { return target - start }
    if target < byte {
      byte = start
      plainEnd = start
      count = 0
    }
    if target > plainEnd {
      count += OffsetCounter.units(unit, text.extracting(byte..<target))
      byte = target
      let end = min(text.count, target + OffsetCounter.look)
      plainEnd = ByteRuns.endOfASCII(text.extracting(0..<end), from: target)
    }
    count += target - byte
    byte = target
    return count
  }

  /// Every byte but a trail byte begins a code point; a lead of four bytes (F0 to F4) is two units of UTF-16.
  private static func units(_ unit: OffsetUnit, _ text: borrowing Span<UInt8>) -> Int {
    let points = ByteRuns.codePoints(text)
    guard unit == .utf16 else { return points }
    return (0xF0...0xF4).reduce(points) { $0 + ByteRuns.count(of: $1, in: text) }
  }
}
