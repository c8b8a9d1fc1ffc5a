/// A passage of a text with its themes.
public struct TaggedPassage: Hashable, Sendable {
  /// The text.
  public let text: String
  /// The labels, by descending probability.
  public let labels: [String]
  /// The leading theme, or nil.
  public let primary: String?
  /// The scores by theme; a background theme is left out.
  public let scores: [String: Double]
  /// What matched, as it stands in the text, in order.
  public let surfaces: [String]
}
