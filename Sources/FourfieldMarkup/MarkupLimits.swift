/// How much markup one page or file may bring; what is beyond is left out, its text is kept, and the page is marked as degraded.
public struct MarkupLimits: Hashable, Sendable {
  /// How many elements may be open at once.
  public var depth = 384
  /// How many attributes of one element of a page are looked at; of XML only four are read, however many there are.
  public var attributes = 1000
  /// How many elements are told apart, and with four times as many references and other places where the markup gives way to text; behind
  /// them (in XML behind three times as many elements and mistakes) tags are left out and references stay as they are written.
  public var elements = 250_000

  /// Creates the limits that hold where nobody says anything.
  public init() {}
}
