/// What a fit is kept from seeing when it is judged.
public enum FoldUnit: String, Hashable, Sendable, CaseIterable {
  /// The whole set: what holds on texts of another source.
  case set
  /// A tenth of the set's documents at a time: what holds on other texts of the same source. The other sets serve for the fit too.
  case document
}
