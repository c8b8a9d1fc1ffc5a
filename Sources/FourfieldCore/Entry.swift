/// One pattern of a concept in one language, with its weight and rules.
public struct Entry: Hashable, Sendable {
  /// The largest weight, and below zero the smallest: sums of them stay numbers.
  public static let weightLimit = 1_000_000_000.0

  /// How letters are compared.
  public enum Comparison: Hashable, Sendable {
    /// Without case and diacritics.
    case folded
    /// Without case, with diacritics.
    case diacritics
    /// As written.
    case exact
  }

  /// The index of its concept in ``Lexicon/concepts``.
  public var concept: Int
  /// The pattern as it is written in the lexicon.
  public var text: String
  /// The pattern's alternatives, expanded.
  public var patterns: [Pattern]
  /// The language of the passages that it applies to; nil for all.
  public var language: Language?
  /// Its own weight, in place of the concept's in every theme.
  public var weight: Double?
  /// The share of its weight that counts; less than 1 for an entry that a fitted model found to be frequent everywhere.
  public var share = 1.0
  /// How letters are compared.
  public var comparison: Comparison
  /// What must stand near a match for it to count; nil for nothing.
  public var near: Proximity?
  /// What must not stand near or around a match; nil for nothing.
  public var unless: Proximity?
  /// Where it is written.
  public var location: SourceLocation

  /// Creates an entry.
  public init(
    concept: Int, text: String, patterns: [Pattern], language: Language?, weight: Double? = nil,
    comparison: Comparison = .folded, location: SourceLocation
  ) {
    self.concept = concept
    self.text = text
    self.patterns = patterns
    self.language = language
    self.weight = weight
    self.comparison = comparison
    self.location = location
  }

  /// What one match of it counts in a theme; to two digits after the point where only a share counts, so that evidence can be read.
  public func weight(in membership: Membership) -> Double {
    Entry.weight(written: weight ?? membership.weight, share: share)
  }

  /// A written weight after its share, to the hundredth.
  @inlinable package static func weight(written: Double, share: Double) -> Double {
    share == 1 ? written : (written * share * 100).rounded() / 100
  }
}
