/// A text in UTF-8 with what decoding did to it.
public struct DecodedText: Hashable, Sendable {
  /// The text: valid UTF-8, no byte order mark.
  public var utf8: [UInt8]
  /// Where every byte stood in the original.
  public var map: OffsetMap
  /// The encoding that was found.
  public var encoding: String
  /// How many ill-formed sequences became U+FFFD.
  public var replacements: Int

  /// Whether decoding notes where every character stood; of a page, whose places are counted in the decoded text, nobody asks.
  public enum Mapping: Sendable {
    case everyCharacter, none
  }

  /// Creates the decoded form of bytes that are UTF-8 already.
  public init(utf8: [UInt8]) {
    self.init(
      utf8: utf8, map: OffsetMap(identity: utf8.count), encoding: "UTF-8", replacements: 0)
  }

  /// Creates a decoded text.
  public init(utf8: [UInt8], map: OffsetMap, encoding: String, replacements: Int) {
    self.utf8 = utf8
    self.map = map
    self.encoding = encoding
    self.replacements = replacements
  }

  /// Writes U+FFFD for what is ill-formed, and counts it.
  mutating func replaceIllFormed() {
    utf8 += [0xEF, 0xBF, 0xBD]
    replacements += 1
  }

  /// Notes where the character stood that was written from `start` on, if anybody asks.
  mutating func note(from start: Int, source length: Int, _ mapping: Mapping) {
    if mapping == .everyCharacter { map.replace(target: utf8.count - start, source: length) }
  }
}
