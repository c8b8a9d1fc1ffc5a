/// Which entries count in a scan.
struct EntryFilter {
  /// The number of the text's language among the lexicon's; one beyond them for a language that none of its entries names.
  let language: Int16
  /// The themes, as bits.
  var themes: UInt64 = ~0

  /// Whether an entry of a language and of some themes counts.
  @inline(__always) func admits(language own: Int16, themes bits: @autoclosure () -> UInt64) -> Bool
  {
    (own == PatternTrie.anyLanguage || own == language) && (themes == ~0 || bits() & themes != 0)
  }
}
