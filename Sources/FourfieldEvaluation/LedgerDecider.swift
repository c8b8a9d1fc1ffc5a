internal import FourfieldCore
internal import FourfieldTagging

/// Decides as the tagger does, into a bit set of classes: the reported themes in the order of the lexicon, then the background.
struct LedgerDecider {
  /// The number of classes.
  let classes: Int
  private let scorer: ThemeScorer
  private let table: Scorer
  private let kind: GoldSet.Kind
  private let model: ClassifierModel
  private let bits: [String: UInt64]

  init(_ lexicon: Lexicon, kind: GoldSet.Kind, model: ClassifierModel) {
    scorer = ThemeScorer(lexicon)
    table = Scorer(lexicon)
    self.kind = kind
    self.model = model
    let names = lexicon.themes.filter(\.isReported).map(\.id) + [GoldSet.background]
    bits = Dictionary(
      names.prefix(64).enumerated().map { ($1, UInt64(1) << $0) },
      uniquingKeysWith: { first, _ in first })
    classes = min(64, names.count)
  }

  /// The bit of a theme; themes of the background share one.
  func bit(ofTheme theme: Int) -> UInt64 {
    mask([scorer.isReported[theme] ? scorer.names[theme] : GoldSet.background])
  }

  /// The bits of what people said; where there may be several labels, none is the background.
  func gold(_ labels: Set<String>) -> UInt64 {
    labels.isEmpty ? mask([GoldSet.background]) : mask(labels)
  }

  /// The bits of what the matches make of an item.
  func decision(_ matches: [Match], words: Int) -> UInt64 {
    let scores = table.scores(matches).themes.map(\.score)
    if kind == .single { return mask([scorer.leader(scores)]) }
    let labels = scores.indices.filter { theme in
      scorer.isReported[theme]
        && model.probability(
          theme: scorer.names[theme], scorer.evidence(scores, theme: theme, words: words))
          >= model.threshold
    }
    return gold(Set(labels.map { scorer.names[$0] }))
  }

  private func mask(_ names: some Sequence<String>) -> UInt64 {
    names.reduce(0) { $0 | (bits[$1] ?? 0) }
  }
}
