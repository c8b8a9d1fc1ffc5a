/// What a run did, for the summary and the manifest.
public struct RunSummary: Hashable, Codable, Sendable {
  /// Items read: documents, rejects and dropped documents together.
  public var items = 0
  /// Documents written.
  public var documents = 0
  /// Passages written.
  public var passages = 0
  /// Ids that came again and got a suffix.
  public var repeatedIDs = 0
  /// Documents dropped because they repeat one before.
  public var dropped = 0
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
    dropped += other.dropped
    passages += other.passages
    matches += other.matches
    for (code, count) in other.rejects { rejects[code, default: 0] += count }
    for (theme, counts) in other.labels {
      for (language, count) in counts {
        labels[theme, default: [:]][language, default: 0] += count
      }
    }
  }

  /// The counts without those of a document that is dropped; it stays an item.
  mutating func drop(_ document: RunSummary) {
    documents -= document.documents
    dropped += document.documents
    passages -= document.passages
    matches -= document.matches
    for (theme, counts) in document.labels {
      for (language, count) in counts {
        labels[theme, default: [:]][language, default: 0] -= count
        if labels[theme]?[language] == 0 { labels[theme]?[language] = nil }
      }
      if labels[theme]?.isEmpty == true { labels[theme] = nil }
    }
  }

  /// What was counted since an earlier state.
  func since(_ earlier: RunSummary) -> RunSummary {
    var difference = RunSummary()
    difference.documents = documents - earlier.documents
    difference.passages = passages - earlier.passages
    difference.matches = matches - earlier.matches
    for (theme, counts) in labels {
      for (language, count) in counts {
        let more = count - (earlier.labels[theme]?[language] ?? 0)
        if more > 0 { difference.labels[theme, default: [:]][language] = more }
      }
    }
    return difference
  }
}
