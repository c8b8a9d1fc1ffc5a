/// What a run did, for the summary and the manifest.
public struct RunSummary: Hashable, Codable, Sendable {
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
  /// Input files, standard input among them.
  public var files = 0
  /// Bytes read, as they stand in the files.
  public var bytes = 0

  /// Creates an empty summary.
  public init() {}

  /// The number of rejects.
  public var rejected: Int { rejects.values.reduce(0, +) }

  mutating func add(_ other: RunSummary) {
    items += other.items
    documents += other.documents
    passages += other.passages
    matches += other.matches
    for (code, count) in other.rejects { rejects[code, default: 0] += count }
    for (theme, counts) in other.labels {
      for (language, count) in counts {
        labels[theme, default: [:]][language, default: 0] += count
      }
    }
  }
}
