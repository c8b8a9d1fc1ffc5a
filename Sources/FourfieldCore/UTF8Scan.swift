/// Scalars in UTF-8: whether bytes are valid, and decoding of those that are known to be.
public enum UTF8Scan {
  /// The scalar that starts at `index`, and the number of its bytes.
  ///
  /// Never reads past the end: a truncated sequence is answered with U+FFFD and one byte.
  ///
  /// - Complexity: O(1).
  @inlinable public static func scalar(_ text: borrowing Span<UInt8>, at index: Int) -> (
    value: UInt32, length: Int
  ) {
    let first = text[index]
    if first < 0x80 { return (UInt32(first), 1) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 0
    guard length > 0, index + length <= text.count else { return (0xFFFD, 1) }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for offset in 1..<length { value = value << 6 | UInt32(text[index + offset] & 0x3F) }
    return (value, length)
  }

  /// Whether bytes are valid UTF-8: well-formed sequences of the Unicode Standard's table 3-7, none cut off.
  ///
  /// - Complexity: O(*n*), a fraction of it where the bytes are ASCII.
  public static func isValid(_ bytes: borrowing Span<UInt8>) -> Bool {
    var index = 0
    while index < bytes.count {
      if bytes[index] < 0x80 {
        index = ByteRuns.endOfASCII(bytes, from: index)
      } else {
        let (length, isValid) = sequence(bytes, at: index)
        if !isValid { return false }
        index += length
      }
    }
    return true
  }

  /// The length of the sequence at `index` and whether it is well-formed (Unicode Standard, table 3-7); of one that is not, what is well-formed of its beginning, at least a byte.
  ///
  /// - Complexity: O(1).
  public static func sequence(
    _ bytes: borrowing Span<UInt8>, at index: Int
  ) -> (length: Int, isValid: Bool) {
    let first = bytes[index]
    let needed: Int
    var range: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case ..<0x80: return (1, true)
    case 0xC2...0xDF: needed = 2
    case 0xE0...0xEF:
      needed = 3
      if first == 0xE0 { range = 0xA0...0xBF } else if first == 0xED { range = 0x80...0x9F }
    case 0xF0...0xF4:
      needed = 4
      if first == 0xF0 { range = 0x90...0xBF } else if first == 0xF4 { range = 0x80...0x8F }
    default: return (1, false)
    }
    var length = 1
    while length < needed {
      guard index + length < bytes.count, range.contains(bytes[index + length]) else {
        return (length, false)
      }
      range = 0x80...0xBF
      length += 1
    }
    return (length, true)
  }

  /// Whether the three bytes of the hyphen U+2010 begin at a place, which may be any.
  package static func isHyphen(_ text: borrowing Span<UInt8>, at index: Int) -> Bool {
    index >= 0 && index + 3 <= text.count && text[index] == 0xE2 && text[index + 1] == 0x80
      && text[index + 2] == 0x90
  }

  /// The number of UTF-8 bytes of a scalar.
  public static func length(_ scalar: UInt32) -> Int {
    scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
  }

  /// Appends the UTF-8 bytes of a scalar.
  public static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    switch scalar {
    case ..<0x80: bytes.append(UInt8(scalar))
    case ..<0x800:
      bytes.append(UInt8(0xC0 | scalar >> 6))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    case ..<0x10000:
      bytes.append(UInt8(0xE0 | scalar >> 12))
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    default:
      bytes.append(UInt8(0xF0 | scalar >> 18 & 7))
      bytes.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    }
  }
}
