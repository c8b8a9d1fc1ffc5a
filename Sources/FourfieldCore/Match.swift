/// One occurrence of an entry at one range of one passage.
public struct Match: Hashable, Sendable {
  /// The bytes of the passage that it takes.
  public var range: ByteRange
  /// The index of the entry in ``Lexicon/entries``.
  public var entry: Int

  /// The one theme that it counts for, under ``Overlap/longestPerTheme``; nil for all themes of its concept.
  public var theme: Int?

  /// Creates a match.
  public init(range: ByteRange, entry: Int, theme: Int? = nil) {
    self.range = range
    self.entry = entry
    self.theme = theme
  }
}
