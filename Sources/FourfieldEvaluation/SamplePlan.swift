/// How many passages of which kind go into a sample for human coding.
public struct SamplePlan: Hashable, Sendable {
  /// Passages a theme.
  public var perTheme: Int
  /// Passages in which no entry matched: what a lexicon misses shows only there.
  public var zeroHit: Int
  /// Where the drawing begins; the same seed draws the same passages of the same run.
  public var seed: UInt64

  /// Creates a plan.
  public init(perTheme: Int, zeroHit: Int, seed: UInt64 = 1) {
    self.perTheme = perTheme
    self.zeroHit = zeroHit
    self.seed = seed
  }
}
