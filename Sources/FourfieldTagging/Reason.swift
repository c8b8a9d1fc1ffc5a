/// Why a passage has the labels that it has.
public enum Reason: String, Hashable, Sendable, CaseIterable {
  /// It has a label and one theme leads.
  case labelled
  /// It has labels and no theme leads.
  case mixed
  /// Something matched, too little for a label.
  case belowThreshold = "below-threshold"
  /// Nothing matched.
  case noMatch = "no-match"
  /// It was left out by `min_words`.
  case tooShort = "too-short"
  /// It was left out by `languages`.
  case otherLanguage = "other-language"
}
