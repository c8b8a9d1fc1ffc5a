/// What becomes of matches that share text.
public enum Overlap: String, Hashable, Sendable, CaseIterable {
  /// Leftmost-longest over the whole lexicon: a range counts once.
  case longest
  /// Leftmost-longest within each theme: a range counts at most once for a theme.
  case longestPerTheme = "longest-per-theme"
  /// Every entry wherever it matches, at each place the longest way; what lies inside of a blocker's match is left out.
  case all
}
