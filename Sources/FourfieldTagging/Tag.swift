public import FourfieldCore

/// What a passage was tagged with.
public struct Tag: Hashable, Sendable {
  /// The matches, blockers left out, in order of position.
  public var matches: [Match]
  /// The words of the passage.
  public var words: Int
  /// The scores by index of the theme.
  public var themes: [ThemeScore]
  /// The scores of the groups with a match, in the order of their names.
  public var groups: [GroupScore]
  /// The indices of the labels, by descending probability.
  public var labels: [Int]
  /// The theme with the highest score, whether or not it is a label; nil where the background scores as much or two themes the same.
  public var primary: Int?
  /// Why.
  public var reason: Reason

  /// Creates a tag.
  public init(
    matches: [Match] = [], words: Int = 0, themes: [ThemeScore], groups: [GroupScore] = [],
    labels: [Int] = [], primary: Int? = nil, reason: Reason
  ) {
    self.matches = matches
    self.words = words
    self.themes = themes
    self.groups = groups
    self.labels = labels
    self.primary = primary
    self.reason = reason
  }
}
