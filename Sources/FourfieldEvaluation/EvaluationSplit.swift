/// What an evaluation is split by.
public enum EvaluationSplit: String, Hashable, Sendable, CaseIterable {
  /// The language of the item.
  case language
  /// The site of the document, else its file.
  case source
  /// The words of the text: fewer than 20, 20 to 59, 60 to 199, 200 and more.
  case length

  /// The part that an item belongs to.
  public func part(of record: TagRecord) -> String {
    switch self {
    case .language: record.language
    case .source: record.source
    case .length: EvaluationSplit.band(record.words)
    }
  }

  private static func band(_ words: Int) -> String {
    switch words {
    case ..<20: "under 20 words"
    case ..<60: "20 to 59 words"
    case ..<200: "60 to 199 words"
    default: "200 words and more"
    }
  }

  /// The parts of some items, each judged on its own; the largest first.
  public func evaluations(_ alignment: Alignment, resamples: Int = Bootstrap.resamples)
    -> [Evaluation]
  {
    Dictionary(grouping: alignment.items) { part(of: $0.record) }
      .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
      .map {
        Evaluation(
          $0.value, kind: alignment.kind, part: "\(rawValue) \($0.key)", resamples: resamples)
      }
  }
}
