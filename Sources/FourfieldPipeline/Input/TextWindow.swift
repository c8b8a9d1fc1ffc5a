internal import FourfieldText

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
    if Decoder.isWide(encoding) {
      let width = encoding.hasPrefix("UTF-32") ? 4 : 2
      return wideEnd(bytes, size, width: width, isBigEndian: encoding.hasSuffix("BE"))
    }
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

  /// The same for units of two or four bytes.
  private static func wideEnd(
    _ bytes: [UInt8], _ size: Int, width: Int, isBigEndian: Bool
  ) -> Int {
    let whole = size / width * width
    func unit(_ index: Int) -> Int {
      let unit = bytes[index..<(index + width)]
      return isBigEndian
        ? unit.reduce(0) { $0 << 8 | Int($1) } : unit.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    var space: Int?
    for index in stride(from: whole - width, through: whole / 2 / width * width, by: -width) {
      if unit(index) == 0x0A { return index + width }
      if unit(index) == 0x20 { space = space ?? index + width }
    }
    // A lead surrogate stays with its trail.
    let isLead = width == 2 && unit(whole - 2) & 0xFC00 == 0xD800
    return space ?? (isLead ? whole - 2 : whole)
  }
}
