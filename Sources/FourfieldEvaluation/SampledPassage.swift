/// A passage drawn for human coding.
public struct SampledPassage: Hashable, Sendable {
  /// The passage; nothing of its tags goes to the coders.
  public var record: TagRecord
  /// What it was drawn as: theme, band of probability and language, `economic/high/es`, or `no-match/es`.
  public var stratum: String
  /// How many passages of the run it stands for: those of the stratum by those drawn from it (Horvitz & Thompson 1952).
  public var weight: Double

  /// Creates a sampled passage.
  public init(record: TagRecord, stratum: String, weight: Double) {
    self.record = record
    self.stratum = stratum
    self.weight = weight
  }
}
