/// Something that stops a run: one sentence for the user.
public struct RunError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The sentence, lower case, no full stop.
  public var message: String

  /// Creates an error.
  public init(_ message: String) { self.message = message }

  /// The sentence.
  public var description: String { message }
}

extension RunError {
  /// The system has no thread for something that a run cannot be without.
  static let noThread = RunError(
    "the system gives no thread; a higher limit of memory (ulimit -v) or of processes (ulimit -u) is needed"
  )
}
