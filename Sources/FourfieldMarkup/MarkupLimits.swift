/// How much markup one page or file may bring; what is beyond is left out, its text is kept, and the page is marked as degraded.
public struct MarkupLimits: Hashable, Sendable {
  /// How many elements may be open at once.
  public var depth = 384
  /// How many attributes of one element are looked at.
  public var attributes = 1000
  /// How many elements are told apart; of later ones the tags are left out.
  public var elements = 500_000

  /// Creates the limits that hold where nobody says anything.
  public init() {}
}
