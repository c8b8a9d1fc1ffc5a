/// A class that passages are tagged with.
public struct Theme: Hashable, Sendable {
  /// The id, as it stands in records: `economic`.
  public var id: String
  /// The title by language code.
  public var titles: [String: String]
  /// The colour in `#rrggbb`, for terminals and pages.
  public var color: String
  /// The code book's rule for human coders.
  public var description: String
  /// Whether it is written out. A background theme is scored and competes, but is not reported.
  public var isReported: Bool

  /// Creates a theme.
  public init(
    id: String, titles: [String: String] = [:], color: String = "#808080", description: String = "",
    isReported: Bool = true
  ) {
    self.id = id
    self.titles = titles
    self.color = color
    self.description = description
    self.isReported = isReported
  }
}
