/// One idea in one group or several, with its entries in every language.
public struct Concept: Hashable, Sendable {
  /// The id, unique in the lexicon: `foreign-direct-investment`.
  public var id: String
  /// The themes that it counts for; empty for a blocker.
  public var memberships: [Membership]
  /// The indices of its entries in ``Lexicon/entries``.
  public var entries: Range<Int>
  /// The examples and counter-examples.
  public var tests: [ConceptTest]
  /// Where it is written.
  public var location: SourceLocation

  /// Creates a concept.
  public init(
    id: String, memberships: [Membership], entries: Range<Int>, tests: [ConceptTest] = [],
    location: SourceLocation
  ) {
    self.id = id
    self.memberships = memberships
    self.entries = entries
    self.tests = tests
    self.location = location
  }

  /// Whether it takes its range and scores nothing.
  public var isBlocker: Bool { memberships.isEmpty }
}
