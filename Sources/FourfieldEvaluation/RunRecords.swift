/// The records of a run, or of the part of it that ``RunReader`` kept.
public struct RunRecords: Hashable, Sendable {
  /// The documents, in the order of the run.
  public var documents: [TagRecord]
  /// The passages, in the order of the run.
  public var passages: [TagRecord]
  /// The reported themes, in order of name.
  public var themes: [String]

  /// Creates records.
  public init(documents: [TagRecord], passages: [TagRecord], themes: [String]) {
    self.documents = documents
    self.passages = passages
    self.themes = themes
  }
}
