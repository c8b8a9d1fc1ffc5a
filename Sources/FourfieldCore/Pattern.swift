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
    /// Whether it follows the unit before it without a separator (the `&` of `R&D`).
    public var isGlued: Bool

    /// Creates a unit.
    public init(text: String, isWildcard: Bool = false, isGlued: Bool = false) {
      self.text = text
      self.isWildcard = isWildcard
      self.isGlued = isGlued
    }
  }

  /// The units, at least one.
  public var units: [Unit]

  /// Creates a pattern.
  public init(units: [Unit]) { self.units = units }
}
