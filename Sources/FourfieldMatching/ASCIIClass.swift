internal import FourfieldCore

/// The classes of ASCII, as the Unicode table has them, without a look into it.
enum ASCIIClass {
  /// The class of a byte below 0x80.
  @inline(__always) static func of(_ byte: UInt8) -> ScalarClass {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: .word
    case 0x20, 0x09...0x0D: .space
    case 0x2D: .hyphen
    default: .other
    }
  }
}
