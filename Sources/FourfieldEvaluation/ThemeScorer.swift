public import FourfieldCore
public import FourfieldTagging

/// Scores scanned items under given shares of the entries' weights, and decides as the tagger does.
public struct ThemeScorer: Sendable {
  /// The ids of the themes, the background's last.
  public let names: [String]
  /// Which of them are reported.
  public let isReported: [Bool]
  private let scorer: Scorer

  /// Creates a scorer.
  ///
  /// - Parameters:
  ///   - lexicon: the lexicon.
  ///   - shares: for every entry the share of its written weight that counts; nil for the lexicon's own.
  public init(_ lexicon: Lexicon, shares: [Double]? = nil) {
    var lexicon = lexicon
    if let shares {
      for index in lexicon.entries.indices { lexicon.entries[index].share = shares[index] }
    }
    names = lexicon.themes.map(\.id)
    isReported = lexicon.themes.map(\.isReported)
    scorer = Scorer(lexicon)
  }

  /// The scores of all themes.
  public func scores(_ item: ScannedItem) -> [Double] {
    scorer.scores(item.matches).themes.map(\.score)
  }

  /// The leading theme, or ``GoldSet/background``.
  public func leader(_ scores: [Double]) -> String {
    var highest = background(scores)
    var leader: Int?
    for index in scores.indices where isReported[index] && scores[index] >= highest {
      leader = scores[index] > highest ? index : nil
      highest = scores[index]
    }
    return leader.map { names[$0] } ?? GoldSet.background
  }

  /// The best theme whatever the background scores.
  public func best(_ scores: [Double]) -> String {
    let index = scores.indices.filter { isReported[$0] && scores[$0] > 0 }
      .max { (scores[$0], -$0) < (scores[$1], -$1) }
    return index.map { names[$0] } ?? GoldSet.background
  }

  /// What a curve looks at for one theme.
  public func evidence(_ scores: [Double], theme: Int, words: Int) -> ClassifierModel.Evidence {
    let rival = scores.indices.filter { isReported[$0] && $0 != theme }.map { scores[$0] }.max()
    return ClassifierModel.Evidence(
      score: scores[theme], rival: max(0, rival ?? 0), background: background(scores), words: words)
  }

  private func background(_ scores: [Double]) -> Double {
    max(0, scores.indices.filter { !isReported[$0] }.reduce(0) { $0 + scores[$1] })
  }
}
