internal import FourfieldCore

/// The names of elements as XML 1.0 (fifth edition, rules 4 and 4a) has them.
enum XMLName {
  /// Whether bytes of valid UTF-8 are a name without a colon.
  ///
  /// - Complexity: O(*n*).
  static func isValid(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return false }
    var index = range.lowerBound
    while index < range.upperBound {
      let (scalar, length) = UTF8Scan.scalar(bytes, at: index)
      guard begins(scalar) || index > range.lowerBound && continues(scalar) else { return false }
      index += length
    }
    return true
  }

  /// Whether a scalar may begin a name.
  private static func begins(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x41...0x5A, 0x5F, 0x61...0x7A: true
    case 0xC0...0x2FF: scalar != 0xD7 && scalar != 0xF7
    case 0x370...0x1FFF: scalar != 0x37E
    case 0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF,
      0xFDF0...0xFFFD, 0x10000...0xEFFFF:
      true
    default: false
    }
  }

  /// Whether a scalar may stand within a name, but not begin it.
  private static func continues(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2D, 0x2E, 0x30...0x39, 0xB7, 0x300...0x36F, 0x203F...0x2040: true
    default: false
    }
  }
}
