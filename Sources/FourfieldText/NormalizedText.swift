/// A text in its written form, with the way back.
public struct NormalizedText: Hashable, Sendable {
  /// The text: NFC, line ends as `\n`, no run of blanks.
  public var utf8: [UInt8]
  /// Where every byte stood in the text before.
  public var map: OffsetMap

  /// Creates a normalised text.
  public init(utf8: [UInt8], map: OffsetMap) {
    self.utf8 = utf8
    self.map = map
  }
}
