/// What a document says of itself.
public struct Metadata: Hashable, Sendable {
  /// The title.
  public var title: String?
  /// The authors, in order.
  public var authors: [String]
  /// The date of publication, as found; ISO 8601 where it could be read.
  public var date: String?
  /// The date of the last change, likewise.
  public var modified: String?
  /// The site or publisher.
  public var site: String?
  /// The canonical address.
  public var url: String?
  /// The declared language.
  public var language: Language?

  /// Creates metadata.
  public init(
    title: String? = nil, authors: [String] = [], date: String? = nil, modified: String? = nil,
    site: String? = nil,
    url: String? = nil, language: Language? = nil
  ) {
    self.title = title
    self.authors = authors
    self.date = date
    self.modified = modified
    self.site = site
    self.url = url
    self.language = language
  }
}
