/// All mistakes that were found in one reading of a lexicon.
public struct LexiconErrors: Error, Hashable, Sendable, CustomStringConvertible {
  /// The mistakes in the order of the files; at least one.
  public var errors: [LexiconError]

  /// Creates a list.
  public init(_ errors: [LexiconError]) { self.errors = errors }

  /// One line a mistake.
  public var description: String { errors.map(\.description).joined(separator: "\n") }
}
