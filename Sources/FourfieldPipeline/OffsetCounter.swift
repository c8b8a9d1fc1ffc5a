internal import FourfieldCore

/// Turns byte offsets into the unit that records write, for offsets that mostly rise.
///
/// Matches that overlap go back from the end of one to the beginning of the next: it counts back as it counts forth, from where it is.
package struct OffsetCounter {
  private let unit: OffsetUnit
  private let start: Int
  private var byte: Int
  private var count = 0
  /// Between these every byte is known to be ASCII, and a unit; ``byte`` lies between them or at one.
  private var plainStart: Int
  private var plainEnd: Int

  /// Creates a counter that counts from a byte of the text.
  package init(_ unit: OffsetUnit, from start: Int = 0) {
    self.unit = unit
    self.start = start
    byte = start
    plainStart = start
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

  /// The units between the start and a byte offset behind it.
  ///
  /// - Complexity: O(*n*) in the bytes between it and the last offset or the start, whichever is nearer.
  package mutating func offset(_ target: Int, in text: borrowing Span<UInt8>) -> Int {
    if unit == .utf8 { return target - start }
    if target < plainStart { goBack(target, in: text) }
    if target > plainEnd {
      count += OffsetCounter.units(unit, text.extracting(byte..<target))
      byte = target
      let end = min(text.count, target + OffsetCounter.look)
      plainStart = target
      plainEnd = ByteRuns.endOfASCII(text.extracting(0..<end), from: target)
    }
    count += target - byte
    byte = target
    return count
  }

  /// Goes to an offset before the last one, or to the start where that is nearer.
  private mutating func goBack(_ target: Int, in text: borrowing Span<UInt8>) {
    if target - start < byte - target {
      byte = start
      count = 0
    } else {
      count -= OffsetCounter.units(unit, text.extracting(target..<byte))
      byte = target
    }
    plainStart = byte
    plainEnd = byte
  }

  /// Every byte but a trail byte begins a code point; a lead of four bytes (F0 to F4) is two units of UTF-16.
  private static func units(_ unit: OffsetUnit, _ text: borrowing Span<UInt8>) -> Int {
    let points = ByteRuns.codePoints(text)
    guard unit == .utf16 else { return points }
    return (0xF0...0xF4).reduce(points) { $0 + ByteRuns.count(of: $1, in: text) }
  }
}
