/// What people said of one document or passage.
public struct GoldItem: Hashable, Sendable {
  /// The id of the document or passage.
  public var id: String
  /// The themes; for ``GoldSet/Kind/single`` exactly one, which may be the background.
  public var labels: Set<String>

  /// Creates an item.
  public init(id: String, labels: Set<String>) {
    self.id = id
    self.labels = labels
  }
}
