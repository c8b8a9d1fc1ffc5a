/// A mistake in a pattern.
public struct PatternError: Error, Hashable, Sendable {
  /// The column in code points of the pattern, from 0.
  public var column: Int
  /// What was found and what was expected.
  public var message: String

  /// Creates an error.
  public init(column: Int, message: String) {
    self.column = column
    self.message = message
  }
}
