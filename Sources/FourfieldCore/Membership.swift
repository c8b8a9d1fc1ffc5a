/// A concept's place in one theme.
public struct Membership: Hashable, Sendable {
  /// The index of the theme in ``Lexicon/themes``.
  public var theme: Int
  /// The group within the theme: `trade` of `economic/trade`.
  public var group: String
  /// What one match counts for the theme, unless the entry has a weight of its own.
  public var weight: Double

  /// Creates a membership.
  public init(theme: Int, group: String, weight: Double) {
    self.theme = theme
    self.group = group
    self.weight = weight
  }
}
