public import FourfieldCore

/// What a passage was tagged with.
public struct Tag: Hashable, Sendable {
  /// The matches, blockers left out, in order of position.
  public var matches: [Match]
  /// The words of the passage.
  public var words = 0
  /// The scores by index of the theme.
  public var themes: [ThemeScore]
  /// The scores of the groups with a match, by `theme/group`, in order of the names.
  public var groups: [(name: String, score: ThemeScore)] = []
  /// The indices of the labels, by descending probability.
  public var labels: [Int]
  /// The leading theme, or nil.
  public var primary: Int?
  /// Why.
  public var reason: Reason

  /// Creates a tag.
  public init(
    matches: [Match] = [], themes: [ThemeScore], labels: [Int] = [], primary: Int? = nil,
    reason: Reason
  ) {
    self.matches = matches
    self.themes = themes
    self.labels = labels
    self.primary = primary
    self.reason = reason
  }

  /// Whether two tags say the same.
  public static func == (left: Tag, right: Tag) -> Bool {
    left.matches == right.matches && left.themes == right.themes && left.labels == right.labels
      && left.primary == right.primary && left.reason == right.reason
  }

  /// Feeds what ``==(_:_:)`` compares.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(matches)
    hasher.combine(themes)
    hasher.combine(labels)
    hasher.combine(primary)
    hasher.combine(reason)
  }
}
