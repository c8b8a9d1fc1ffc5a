/// One theme of a coding sheet's code book.
public struct SheetTheme: Hashable, Sendable, Codable {
  /// The id that goes into the coding.
  public var id: String
  /// The title.
  public var title: String
  /// The rule.
  public var rule: String
  /// The colour in `#rrggbb`.
  public var color: String

  /// Creates a theme.
  public init(id: String, title: String, rule: String, color: String) {
    self.id = id
    self.title = title
    self.rule = rule
    self.color = color
  }
}
