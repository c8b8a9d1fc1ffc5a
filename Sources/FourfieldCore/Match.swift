/// One occurrence of an entry at one range of one passage.
public struct Match: Hashable, Sendable {
  /// The bytes of the passage that it takes.
  public var range: ByteRange
  /// The index of the entry in ``Lexicon/entries``.
  public var entry: Int

  /// Creates a match.
  public init(range: ByteRange, entry: Int) {
    self.range = range
    self.entry = entry
  }
}
