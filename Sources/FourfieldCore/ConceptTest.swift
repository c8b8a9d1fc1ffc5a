/// A sentence that a concept must or must not match.
public struct ConceptTest: Hashable, Sendable {
  /// The sentence.
  public var text: String
  /// Whether the concept must match in it.
  public var expectsMatch: Bool
  /// Where it is written.
  public var location: SourceLocation

  /// Creates a test.
  public init(text: String, expectsMatch: Bool, location: SourceLocation) {
    self.text = text
    self.expectsMatch = expectsMatch
    self.location = location
  }
}
