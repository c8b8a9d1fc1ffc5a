/// A theme as coders see it.
public struct CodingTheme: Hashable, Sendable {
  /// The id that goes into the coding.
  public var id: String
  /// The code book's rule.
  public var rule: String

  /// Creates a theme.
  public init(id: String, rule: String) {
    self.id = id
    self.rule = rule
  }
}
