/// A mistake in what an evaluation was given: one sentence for the user.
public struct EvaluationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The sentence, lower case, no full stop.
  public var message: String

  /// Creates an error.
  public init(_ message: String) { self.message = message }

  /// The sentence.
  public var description: String { message }
}
