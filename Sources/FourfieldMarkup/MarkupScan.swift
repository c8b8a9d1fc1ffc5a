/// Searches in the bytes of markup.
enum MarkupScan {
  static let less = UInt8(ascii: "<")
  static let greater = UInt8(ascii: ">")
  static let slash = UInt8(ascii: "/")
  static let ampersand = UInt8(ascii: "&")

  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// The value of a digit, or nil.
  static func digit(_ byte: UInt8, isHex: Bool) -> UInt32? {
    if isDigit(byte) { return UInt32(byte - 0x30) }
    let letter = byte | 0x20
    return isHex && letter &- 0x61 < 6 ? UInt32(letter - 0x61 + 10) : nil
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 9 < 5 }

  /// The next place of a byte, or the end of the bytes.
  static func next(_ byte: UInt8, _ bytes: borrowing Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != byte { index += 1 }
    return index
  }

  /// The next place that is no white space.
  static func skipSpace(_ bytes: borrowing Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < bytes.count, isSpace(bytes[index]) { index += 1 }
    return index
  }

  static func hasPrefix(_ bytes: borrowing Span<UInt8>, _ prefix: StaticString, at start: Int)
    -> Bool
  {
    guard start + prefix.utf8CodeUnitCount <= bytes.count else { return false }
    for offset in 0..<prefix.utf8CodeUnitCount
    where unsafe bytes[start + offset] != prefix.utf8Start[offset] {
      return false
    }
    return true
  }

  /// The next place of some ASCII, case as written, or nil.
  static func find(_ bytes: borrowing Span<UInt8>, _ text: StaticString, from start: Int) -> Int? {
    let first = unsafe text.utf8Start[0]
    var index = next(first, bytes, from: start)
    while index < bytes.count {
      if hasPrefix(bytes, text, at: index) { return index }
      index = next(first, bytes, from: index + 1)
    }
    return nil
  }

  /// The next end tag `</name` with a sign behind it that ends a name, or nil.
  static func findEndTag(_ bytes: borrowing Span<UInt8>, _ name: String, from start: Int) -> Int? {
    let name = Array(name.utf8)
    var index = next(less, bytes, from: start)
    while index + 1 < bytes.count {
      if bytes[index + 1] == slash, isName(bytes, name, at: index + 2) { return index }
      index = next(less, bytes, from: index + 1)
    }
    return nil
  }

  private static func isName(_ bytes: borrowing Span<UInt8>, _ name: [UInt8], at start: Int) -> Bool
  {
    guard start + name.count <= bytes.count else { return false }
    for offset in 0..<name.count where bytes[start + offset] | 0x20 != name[offset] { return false }
    guard start + name.count < bytes.count else { return true }
    let next = bytes[start + name.count]
    return isSpace(next) || next == slash || next == greater
  }
}
