/// How documents are cut into passages.
public struct Segmentation: Hashable, Sendable {
  /// What a passage is.
  public enum Unit: String, Hashable, Sendable, CaseIterable {
    /// One sentence.
    case sentence
    /// One block; a long one is split at sentence ends.
    case paragraph
    /// All blocks under one heading.
    case section
    /// The whole document.
    case document
    /// A run of sentences of at most the given number of words, across blocks of a section.
    case window
  }

  /// What a passage is.
  public var unit: Unit
  /// The most words of a passage before it is split at a sentence end; nil for no limit.
  public var maxWords: Int?

  /// Creates a way of cutting.
  public init(unit: Unit = .paragraph, maxWords: Int? = 250) {
    self.unit = unit
    self.maxWords = maxWords
  }
}
