internal import CZlib

/// CRC-32 (ISO 3309) through the system's zlib, fed in pieces: against damage, not against malice, and several times as fast as a digest.
struct Checksum: Hashable {
  /// The sum of what was fed so far.
  private(set) var value: UInt32 = 0

  /// Feeds bytes of an array.
  mutating func update(_ bytes: [UInt8], _ range: Range<Int>) {
    value = unsafe bytes.withUnsafeBytes { all in
      let piece = unsafe UnsafeRawBufferPointer(rebasing: all[range])
      return unsafe UInt32(
        truncatingIfNeeded: crc32_z(
          UInt(value), piece.baseAddress?.assumingMemoryBound(to: UInt8.self), piece.count))
    }
  }

  /// The sum in eight hexadecimal digits.
  var hex: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
