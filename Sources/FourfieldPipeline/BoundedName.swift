/// Names that many records repeat, kept short.
enum BoundedName {
  /// The most bytes of an id, and of a heading in the trail above a passage.
  static let bytes = 1024

  /// The first of some UTF-8, as many bytes as a name may have, up to the end of a character.
  static func prefix(_ utf8: [UInt8]) -> String {
    var end = min(bytes, utf8.count)
    while end > 0, end < utf8.count, utf8[end] & 0xC0 == 0x80 { end -= 1 }
    return String(decoding: utf8[..<end], as: UTF8.self)
  }
}
