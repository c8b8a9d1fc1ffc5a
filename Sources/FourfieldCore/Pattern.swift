/// One expanded alternative of an entry: units in sequence.
///
/// A unit is what the scan sees as one token: a word, one Han character, or one sign.
public struct Pattern: Hashable, Sendable {
  /// One token of the pattern.
  public struct Unit: Hashable, Sendable {
    /// The text as written; in a wildcard `*` stands for any run of word characters and `?` for exactly one.
    public var text: String
    /// Whether `*` and `?` are wildcards in it.
    public var isWildcard: Bool
    /// What must stand between it and the unit before it.
    public var separator: Separator

    /// How many words may stand between it and the unit before it, in place of a separator; nil for no gap.
    public var gap: ClosedRange<Int>?

    /// Whether it stands directly behind the unit before it.
    package var isJoined: Bool { separator == .none && gap == nil }

    /// Creates a unit.
    public init(
      text: String, isWildcard: Bool = false, separator: Separator = .space,
      gap: ClosedRange<Int>? = nil
    ) {
      self.text = text
      self.isWildcard = isWildcard
      self.separator = separator
      self.gap = gap
    }
  }

  /// What stands between two units.
  public enum Separator: UInt8, Hashable, Sendable {
    /// Nothing: the `&` of `R&D`, the characters of a Han word.
    case none
    /// Any run of white space, line breaks, hyphens or dashes.
    case space
    /// A run that holds a hyphen or dash: `G-20`.
    case hyphen
  }

  /// The units, at least one.
  public var units: [Unit]

  /// Creates a pattern.
  public init(units: [Unit]) { self.units = units }
}
