/// What people said of one document or passage, or of a stretch of it.
public struct GoldItem: Hashable, Sendable {
  /// The id of the document or passage.
  public var id: String
  /// The themes; for ``GoldSet/Kind/single`` exactly one, which may be the background.
  public var labels: Set<String>
  /// The stretch that was coded, in code points of the text of `id`; nil for all of it.
  public var range: Range<Int>?
  /// Who coded it; nil where the file does not say.
  public var coder: String?

  /// Creates an item.
  public init(id: String, labels: Set<String>, range: Range<Int>? = nil, coder: String? = nil) {
    self.id = id
    self.labels = labels
    self.range = range
    self.coder = coder
  }
}
