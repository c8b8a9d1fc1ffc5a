/// What the stage `deduplicate` drops.
public struct Deduplication: Hashable, Sendable {
  /// Whether a document is dropped whose text another has had, to the byte.
  public var exact = true
  /// The least similarity to a document before at which one is dropped: the Jaccard index of their shingles of five words. Nil for none.
  public var near: Double?

  /// Creates the stage as it is where the pipeline names no key.
  public init() {}
}
