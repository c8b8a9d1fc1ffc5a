/// What a run did, for the summary and the manifest.
public struct RunSummary: Hashable, Sendable {
  /// Items read: documents and rejects together.
  public var items = 0
  /// Documents written.
  public var documents = 0
  /// Passages written.
  public var passages = 0
  /// Ids that came again and got a suffix.
  public var repeatedIDs = 0
  /// Rejects by code.
  public var rejects: [String: Int] = [:]
  /// Labels by theme, then language code.
  public var labels: [String: [String: Int]] = [:]
  /// Matches written as evidence, blockers and background left out.
  public var matches = 0
  /// Bytes read.
  public var bytes = 0

  /// Creates an empty summary.
  public init() {}

  /// The number of rejects.
  public var rejected: Int { rejects.values.reduce(0, +) }

  mutating func add(_ written: Worker.Written) {
    documents += 1
    passages += written.passageCount
    matches += written.matches
    for (theme, counts) in written.labels {
      for (language, count) in counts {
        labels[theme, default: [:]][language, default: 0] += count
      }
    }
  }
}
