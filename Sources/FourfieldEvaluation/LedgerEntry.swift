public import FourfieldCore

/// One entry's account: what it found, how often it was right, and what would change without it.
public struct LedgerEntry: Hashable, Sendable, Codable {
  /// The theme; an entry of two themes has two accounts.
  public var theme: String
  /// The concept.
  public var concept: String
  /// The pattern.
  public var entry: String
  /// The language, `any` for all.
  public var language: String
  /// What a match counts.
  public var weight: Double
  /// The items in which it matched.
  public var items: Int
  /// The share of these that people gave the theme.
  public var precision: Double
  /// The items in which it is the only entry of its theme that matched.
  public var uniqueItems: Int
  /// By how much macro-F1 over all classes would rise without it.
  public var change: Interval
  /// The items that would be right without it.
  public var harmed: Int
  /// The items that would be wrong without it.
  public var helped: Int
  /// The items of its theme that were missed although it matched.
  public var missed: Int
  /// What to do about it; nil for nothing.
  public var advice: Advice?
  /// Up to three of its matches, each with what people said of the item.
  public var quotations: [String]

  /// What the figures advise.
  static func advice(
    precision: Double, items: Int, harmed: Int, helped: Int, missed: Int
  ) -> Advice? {
    if harmed > 0, helped == 0 { return .remove }
    if harmed > helped { return .lower }
    if harmed > 0 { return .restrict }
    return precision >= 0.75 && items >= 3 && missed > 0 ? .raise : nil
  }
}
