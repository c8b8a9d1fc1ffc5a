public import FourfieldCore

/// A mistake in a lexicon, with its place.
public struct LexiconError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where the mistake stands.
  public var location: SourceLocation
  /// What was found and what was expected: one sentence, lower case, no full stop.
  public var message: String

  /// Creates an error; line ends and controls in what it quotes become blanks, since an error is one line.
  public init(_ location: SourceLocation, _ message: String) {
    self.location = location
    self.message =
      message.unicodeScalars.contains(where: LexiconError.isControl)
      ? LexiconError.oneLine(message) : message
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  private static func oneLine(_ text: String) -> String {
    var line = ""
    for scalar in text.unicodeScalars {
      line.unicodeScalars.append(isControl(scalar) ? " " : scalar)
    }
    return line
  }

  /// `file:line:column: message`.
  public var description: String { "\(location): \(message)" }
}
