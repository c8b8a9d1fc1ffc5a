public import FourfieldCore

/// A mistake in a lexicon, with its place.
public struct LexiconError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where the mistake stands.
  public var location: SourceLocation
  /// What was found and what was expected: one sentence, lower case, no full stop.
  public var message: String

  /// Creates an error.
  public init(_ location: SourceLocation, _ message: String) {
    self.location = location
    self.message = message
  }

  /// `file:line:column: message`.
  public var description: String { "\(location): \(message)" }
}
