/// What the matches of a passage add up to for one group.
public struct GroupScore: Hashable, Sendable {
  /// The index of the group in ``Scorer/groups``.
  public var group: Int
  /// Σ over the group's concepts of mean weight × (1 + log2 n).
  public var score: Double
  /// The number of matches.
  public var count: Int

  /// Creates a score.
  public init(group: Int, score: Double, count: Int) {
    self.group = group
    self.score = score
    self.count = count
  }
}
