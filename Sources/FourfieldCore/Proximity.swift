/// Other patterns that a match must or must not have around it.
public struct Proximity: Hashable, Sendable {
  /// The patterns, alternatives expanded; any of them counts. They are compared without case and diacritics.
  public var patterns: [Pattern]
  /// How far away they may stand in words, on either side: 1 is the next word; a Han character counts as half a word.
  ///
  /// 0 means that the match lies inside of one of them.
  public var within: Int

  /// Creates a condition.
  public init(patterns: [Pattern], within: Int) {
    self.patterns = patterns
    self.within = within
  }
}
