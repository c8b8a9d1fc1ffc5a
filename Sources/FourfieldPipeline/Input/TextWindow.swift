/// Where a text may be cut so that no word and no character is.
enum TextWindow {
  /// The end of a window: behind the last blank line of its second half, else behind the last line, the last white space, the last
  /// character.
  ///
  /// - Parameters:
  ///   - bytes: the text, longer than the window.
  ///   - size: the most bytes of the window, at least 16.
  ///   - encoding: the text's encoding.
  /// - Returns: a number from 1 to `size`.
  /// - Complexity: O(`size`).
  static func end(of bytes: [UInt8], size: Int, encoding: String) -> Int {
    if encoding.hasPrefix("UTF-16") { return wideEnd(bytes, size, encoding.hasSuffix("BE")) }
    let half = bytes[(size / 2)..<size]
    var (blank, line, space): (Int?, Int?, Int?) = (nil, nil, nil)
    for index in half.indices.reversed() {
      switch bytes[index] {
      case 0x0A:
        if bytes[index - 1] == 0x0A || (bytes[index - 1] == 0x0D && bytes[index - 2] == 0x0A) {
          blank = index + 1
        }
        line = line ?? index + 1
      case 0x09, 0x20: space = space ?? index + 1
      default: break
      }
      if blank != nil { break }
    }
    return blank ?? line ?? space ?? characterEnd(bytes, size, isUTF8: encoding == "UTF-8")
  }

  /// The end of the last whole character.
  private static func characterEnd(_ bytes: [UInt8], _ size: Int, isUTF8: Bool) -> Int {
    if isUTF8 {
      let trail = bytes[(size - 4)...size].reversed().prefix { $0 & 0xC0 == 0x80 }.count
      return trail > 3 ? size : size - trail
    }
    // Characters of two bytes: count from the last byte that is one by itself.
    var index = (bytes[..<size].lastIndex { $0 < 0x30 } ?? -1) + 1
    while index < size {
      let length = bytes[index] >= 0x81 && index + 1 < bytes.count ? 2 : 1
      if index + length > size { break }
      index += length
    }
    return max(1, index)
  }

  /// The same for units of two bytes.
  private static func wideEnd(_ bytes: [UInt8], _ size: Int, _ isBigEndian: Bool) -> Int {
    let even = size & ~1
    func unit(_ index: Int) -> Int {
      let (first, second) = (Int(bytes[index]), Int(bytes[index + 1]))
      return isBigEndian ? first << 8 | second : second << 8 | first
    }
    var space: Int?
    for index in stride(from: even - 2, through: even / 2 & ~1, by: -2) {
      if unit(index) == 0x0A { return index + 2 }
      if unit(index) == 0x20 { space = space ?? index + 2 }
    }
    // A lead surrogate stays with its trail.
    return space ?? (unit(even - 2) & 0xFC00 == 0xD800 ? even - 2 : even)
  }
}
