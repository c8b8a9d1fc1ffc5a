internal import Foundation
public import FourfieldCore
public import FourfieldTagging

/// What is fitted beside a lexicon: the discount of frequent entries, the curve and the threshold.
public struct LexiconFit: Sendable {
  /// The frequency of every entry.
  public let frequencies: [Double]
  /// The curve of all themes.
  public let curve: ClassifierModel.Curve
  /// The same with the shifts of the themes, by theme.
  public let curves: [String: ClassifierModel.Curve]
  /// The least probability of a label.
  public let threshold: Double
  /// The discount that the frequencies are used with.
  public let discount: Double

  /// How much less macro-F1 may be before a threshold counts as worse: the curve is flat, and what peaks is chance.
  static let thresholdSlack = 0.02

  /// How many items with several labels the curves need; with fewer the usual one stays. With 130, themes' own shifts did better in
  /// cross-validation (macro-F1 .78 against .75); the settings had been compared on the same items, so the gain is no figure for others.
  public static let leastItems = 100
  /// How many items with several labels a threshold needs.
  public static let leastItemsOfThreshold = 400

  /// Fits sets.
  ///
  /// The frequencies come from all sets. The curve and the threshold come from those with several labels an item, since only there do the
  /// coders say that a theme is *not* in a text, and only where these have ``leastItems`` and ``leastItemsOfThreshold`` items; else the usual ones
  /// stay.
  ///
  /// - Complexity: O(steps × *n*) in items and themes.
  public init(_ lexicon: Lexicon, _ sets: [LabelledSet], discount: Double) {
    self.discount = discount
    frequencies = EntryFrequencies.of(lexicon, in: sets)
    let several = sets.filter { $0.kind == .several }
    let count = several.reduce(0) { $0 + $1.items.count }
    guard count >= LexiconFit.leastItems else {
      curve = ClassifierModel.standard.standard
      curves = [:]
      threshold = ClassifierModel.standard.threshold
      return
    }
    let scorer = ThemeScorer(lexicon, shares: LexiconFit.shares(frequencies, discount))
    let decisions = several.flatMap { set in
      set.items.flatMap { item in
        LexiconFit.decisions(item, scorer, weight: 1 / Double(set.items.count))
      }
    }
    let fit = CurveFit.curves(decisions, themes: scorer.names.count)
    curve = fit.shared
    let reported = scorer.names.indices.filter { scorer.isReported[$0] }
    curves = Dictionary(uniqueKeysWithValues: reported.map { (scorer.names[$0], fit.themes[$0]) })
    threshold =
      count < LexiconFit.leastItemsOfThreshold
      ? ClassifierModel.standard.threshold : LexiconFit.threshold(several, lexicon, scorer)
  }

  /// For every entry the share of its weight that counts.
  public var shares: [Double] { LexiconFit.shares(frequencies, discount) }

  /// The classifier's numbers.
  public var model: ClassifierModel {
    ClassifierModel(standard: curve, curves: curves, threshold: threshold)
  }

  private static func shares(_ frequencies: [Double], _ discount: Double) -> [Double] {
    frequencies.map { 1 / (1 + discount * $0) }
  }

  private static func decisions(
    _ item: ScannedItem, _ scorer: ThemeScorer, weight: Double
  ) -> [CurveFit.Decision] {
    let scores = scorer.scores(item)
    return scores.indices.filter { scorer.isReported[$0] }.map { theme in
      CurveFit.Decision(
        theme: theme,
        evidence: scorer.evidence(scores, theme: theme, words: item.words),
        isRight: item.gold.contains(scorer.names[theme]), weight: weight)
    }
  }

  /// The threshold nearest to the usual one that is about the best by macro-F1, over probabilities that come from a curve fitted on the other
  /// tenths of the items.
  private static func threshold(
    _ sets: [LabelledSet], _ lexicon: Lexicon, _ scorer: ThemeScorer
  ) -> Double {
    let items = sets.flatMap(\.items)
    let rows = items.map { decisions($0, scorer, weight: 1) }
    let folds = CrossValidation.folds(items.map(\.record.document))
    var probabilities = [[Double]](repeating: [], count: items.count)
    for fold in 0..<CrossValidation.count {
      let training = items.indices.filter { folds[$0] != fold }.flatMap { rows[$0] }
      let fit = CurveFit.curves(training, themes: scorer.names.count)
      for index in items.indices where folds[index] == fold {
        probabilities[index] = rows[index].map { decision in
          ClassifierModel(standard: fit.themes[decision.theme])
            .probability(theme: "", decision.evidence)
        }
      }
    }
    let candidates = stride(from: 35, through: 65, by: 5).map { Double($0) / 100 }
    let values = candidates.map { macroF1(rows, probabilities, threshold: $0) }
    let best = values.max() ?? 0
    let asGood = candidates.indices.filter { values[$0] >= best - thresholdSlack }
    let usual = ClassifierModel.standard.threshold
    let nearest = asGood.min { abs(candidates[$0] - usual) < abs(candidates[$1] - usual) }
    return nearest.map { candidates[$0] } ?? usual
  }

  private static func macroF1(
    _ rows: [[CurveFit.Decision]], _ probabilities: [[Double]], threshold: Double
  ) -> Double {
    let themes = rows.first?.count ?? 0
    var counts = [Counts](repeating: Counts(), count: themes)
    for (row, own) in zip(rows, probabilities) {
      for theme in 0..<themes {
        switch (row[theme].isRight, own[theme] >= threshold) {
        case (true, true): counts[theme].truePositives += 1
        case (false, true): counts[theme].falsePositives += 1
        case (true, false): counts[theme].falseNegatives += 1
        case (false, false): break
        }
      }
    }
    return counts.reduce(0) { $0 + $1.f1 } / Double(max(1, themes))
  }
}
