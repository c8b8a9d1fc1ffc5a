internal import FourfieldCore

/// An encoding whose characters take two or four bytes throughout, so that its text is full of zero bytes.
enum WideEncoding: String, CaseIterable, Sendable {
  case utf16LE = "UTF-16LE"
  case utf16BE = "UTF-16BE"
  case utf32LE = "UTF-32LE"
  case utf32BE = "UTF-32BE"

  /// The bytes of a unit.
  var width: Int { self == .utf16LE || self == .utf16BE ? 2 : 4 }

  var isBigEndian: Bool { self == .utf16BE || self == .utf32BE }

  /// The encoding of some bytes and the length of their byte order mark; nil where they are in none of these.
  ///
  /// A mark of four bytes counts only before what is text in units of four: it begins like the mark of UTF-16 does.
  static func detect(_ bytes: [UInt8]) -> (encoding: WideEncoding, mark: Int)? {
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]), utf32LE.isText(bytes, from: 4) {
      return (.utf32LE, 4)
    }
    if bytes.starts(with: [0, 0, 0xFE, 0xFF]), utf32BE.isText(bytes, from: 4) {
      return (.utf32BE, 4)
    }
    if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LE, 2) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BE, 2) }
    guard bytes.count >= 8, ByteRuns.first(0, in: bytes.span) < min(bytes.count, 2048) else {
      return nil
    }
    for encoding in [utf32LE, utf32BE] where encoding.isText(bytes, from: 0) {
      return (encoding, 0)
    }
    return utf16(bytes.prefix(2048)).map { ($0, 0) }
  }

  /// UTF-16 by which half of the pairs is zero.
  private static func utf16(_ head: ArraySlice<UInt8>) -> WideEncoding? {
    var zeros = [0, 0]
    for index in head.indices where head[index] == 0 { zeros[index & 1] += 1 }
    let half = head.count / 2
    if zeros[1] * 10 > half * 4, zeros[0] * 10 < half { return .utf16LE }
    if zeros[0] * 10 > half * 4, zeros[1] * 10 < half { return .utf16BE }
    return nil
  }

  /// The length of the byte order mark that some bytes of this encoding begin with, 0 where they have none.
  func markLength(of bytes: [UInt8]) -> Int {
    bytes.count >= width && unit(bytes, at: 0) == 0xFEFF ? width : 0
  }

  // MARK: Text in units of four bytes

  /// How many units are looked at.
  private static let window = 1024

  /// Whether the first units are text: characters, hardly a control among them, and blanks or stops, which columns of numbers do not have.
  ///
  /// Behind a mark it is enough that most are characters; without one there have to be four units.
  private func isText(_ bytes: [UInt8], from start: Int) -> Bool {
    let count = min(WideEncoding.window, (bytes.count - start) / 4)
    guard start > 0 || count >= 4 else { return false }
    var (strange, stops, letters, hans) = (0, 0, 0, 0)
    for number in 0..<count {
      let scalar = unit(bytes, at: start + 4 * number)
      if WideEncoding.isStrange(scalar) { strange += 1 }
      if WideEncoding.isStop(scalar) { stops += 1 }
      if (0x41...0x5A).contains(scalar & ~0x20) { letters += 1 }
      if (0x4E00...0x9FFF).contains(scalar) { hans += 1 }
    }
    if start > 0 { return strange * 2 <= count }
    // Damage is told from numbers by how rare it is.
    guard strange * 50 <= count else { return false }
    if count >= 64 { return stops > 0 }
    // A few numbers may be characters by chance, but not of everyday scripts.
    return letters == count || hans == count
      || stops > 0 && 2 * (letters + hans + stops) >= count
  }

  /// Whether a unit is no character, a control, or one of those for private use.
  private static func isStrange(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 9, 10, 12, 13, 27: false
    case 0xE0000...0xE01EF: false
    case ..<0x20, 0x7F...0x9F, 0xD800...0xF8FF, 0x40000...: true
    default: scalar & 0xFFFE == 0xFFFE
    }
  }

  private static func isStop(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09, 0x0A, 0x0D, 0x20, 0x3000...0x3002, 0xFF0C: true
    default: false
    }
  }

  // MARK: Units

  /// The character at a byte and how many bytes it takes; nil for what is none.
  func scalar(_ bytes: [UInt8], at index: Int) -> (scalar: UInt32?, length: Int) {
    guard index + width <= bytes.count else { return (nil, bytes.count - index) }
    let first = unit(bytes, at: index)
    if width == 4 {
      return (first > 0x10FFFF || first & 0xFFFF_F800 == 0xD800 ? nil : first, 4)
    }
    guard first & 0xF800 == 0xD800 else { return (first, 2) }
    guard first & 0xFC00 == 0xD800, index + 4 <= bytes.count else { return (nil, 2) }
    let second = unit(bytes, at: index + 2)
    guard second & 0xFC00 == 0xDC00 else { return (nil, 2) }
    return (0x10000 + ((first & 0x3FF) << 10) + (second & 0x3FF), 4)
  }

  /// The unit at a byte.
  @inline(__always) func unit(_ bytes: [UInt8], at index: Int) -> UInt32 {
    var unit: UInt32 = 0
    for offset in 0..<width {
      let place = isBigEndian ? width - 1 - offset : offset
      unit |= UInt32(bytes[index + offset]) << UInt32(8 * place)
    }
    return unit
  }
}
