/// One document of an XML file: an item of a feed, or the whole.
public struct XMLItem: Hashable, Sendable {
  /// Its text, structure and metadata.
  public var page: ParsedPage
  /// Its own id (`guid`, `id`), if it has one.
  public var id: String?

  /// Creates an item.
  public init(page: ParsedPage = ParsedPage(), id: String? = nil) {
    self.page = page
    self.id = id
  }
}
