/// How much of a page is taken.
public enum ContentMode: String, Hashable, Sendable, CaseIterable {
  /// The main content: what gives the best balance.
  case main
  /// All that can be read on the page, navigation and all.
  case all
  /// The main content and what might belong to it.
  case recall
  /// Only what is surely main content.
  case precision
}
