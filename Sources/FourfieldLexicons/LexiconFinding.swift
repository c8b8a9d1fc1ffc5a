public import FourfieldCore

/// Something in a lexicon that is probably a mistake.
public struct LexiconFinding: Hashable, Sendable, CustomStringConvertible {
  /// Where it stands.
  public var location: SourceLocation
  /// What was found.
  public var message: String

  /// `file:line:column: message`.
  public var description: String { "\(location): \(message)" }
}
