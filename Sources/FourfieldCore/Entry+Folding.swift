extension Entry.Comparison {
  /// What folding leaves as it is.
  package var kept: ScalarTable.Kept {
    switch self {
    case .folded: .nothing
    case .diacritics: .marks
    case .exact: .marksAndCase
    }
  }
}
