public import FourfieldCore
internal import Foundation
internal import FourfieldTagging

/// What a fit reaches on sets that it did not see.
public struct FitReport: Hashable, Sendable {
  /// The figures of one set, from parameters fitted on all others.
  public struct Row: Hashable, Sendable {
    /// The set.
    public var name: String
    /// Its items.
    public var items: Int
    /// Macro-F1 over the themes, items of the background counting as mistakes; for several labels that of the labels.
    public var macroF1: Double
    /// The same without a discount.
    public var plain: Double
    /// Macro-F1 over the items with a theme; nil for several labels.
    public var themesOnly: Double?
    /// Macro-F1 of a multinomial logistic regression on the theme scores; nil for several labels.
    public var regression: Double?
  }

  /// One row a set.
  public let rows: [Row]

  /// The means over the sets with one label an item, by name of the figure, and the figures of the sets with several.
  public var figures: [String: Double] {
    let single = rows.filter { $0.themesOnly != nil }
    var figures: [String: Double] = [:]
    if !single.isEmpty {
      figures["macro_f1"] = FitReport.mean(single.map(\.macroF1))
      figures["macro_f1_without_discount"] = FitReport.mean(single.map(\.plain))
      figures["macro_f1_themes_only"] = FitReport.mean(single.compactMap(\.themesOnly))
      figures["macro_f1_regression"] = FitReport.mean(single.compactMap(\.regression))
    }
    for row in rows where row.themesOnly == nil {
      figures["macro_f1_labels_\(row.name)"] = row.macroF1
    }
    return figures
  }

  /// Judges every set by parameters of the others; a set with several labels that is the only one of its kind by tenths of its documents.
  ///
  /// - Complexity: O(sets × steps × *n*).
  public init(_ lexicon: Lexicon, _ sets: [LabelledSet], discount: Double) {
    rows = sets.indices.map { index in
      let others = sets.indices.filter { $0 != index }.map { sets[$0] }
      return sets[index].kind == .single
        ? FitReport.single(lexicon, sets[index], others, discount)
        : FitReport.several(lexicon, sets[index], others, discount)
    }
  }

  private static func single(
    _ lexicon: Lexicon, _ set: LabelledSet, _ others: [LabelledSet], _ discount: Double
  ) -> Row {
    let frequencies = EntryFrequencies.of(lexicon, in: others)
    let discounted = ThemeScorer(lexicon, shares: frequencies.map { 1 / (1 + discount * $0) })
    let plain = ThemeScorer(lexicon, shares: frequencies.map { _ in 1 })
    let scores = set.items.map(discounted.scores)
    let gold = set.items.map { $0.gold.first ?? Evaluation.background }
    let withTheme = gold.indices.filter { gold[$0] != Evaluation.background }
    return Row(
      name: set.name, items: set.items.count,
      macroF1: macro(gold, scores.map(discounted.leader)),
      plain: macro(gold, set.items.map { plain.leader(plain.scores($0)) }),
      themesOnly: macro(withTheme.map { gold[$0] }, withTheme.map { discounted.best(scores[$0]) }),
      regression: regression(discounted, scores, gold, others))
  }

  /// Nil where no other set has one label an item.
  private static func regression(
    _ scorer: ThemeScorer, _ scores: [[Double]], _ gold: [String], _ others: [LabelledSet]
  ) -> Double? {
    let training = others.filter { $0.kind == .single }
    guard !training.isEmpty else { return nil }
    let names = scorer.names.indices.filter { scorer.isReported[$0] }.map { scorer.names[$0] }
    let classes = names + [Evaluation.background]
    func features(_ scores: [Double]) -> [(index: Int, value: Double)] {
      scores.indices.map { ($0, log1p(max(0, scores[$0]))) }
    }
    let rows = training.flatMap { set in
      set.items.map { item in
        LogisticRegression.Row(
          features: features(scorer.scores(item)),
          label: classes.firstIndex(of: item.gold.first ?? "") ?? names.count,
          weight: 1 / Double(set.items.count))
      }
    }
    let fit = LogisticRegression(
      rows, classes: classes.count, features: scorer.names.count,
      penalty: LogisticRegression.Penalty(l2: 1e-4), iterations: 200, tolerance: 1e-7)
    let decided = scores.map { scores in
      let shares = fit.probabilities(features(scores))
      return classes[shares.indices.max { shares[$0] < shares[$1] } ?? names.count]
    }
    return macro(gold, decided)
  }

  private static func several(
    _ lexicon: Lexicon, _ set: LabelledSet, _ others: [LabelledSet], _ discount: Double
  ) -> Row {
    let folds = CrossValidation.folds(set.items.map(\.record.document))
    let isAlone = !others.contains { $0.kind == .several }
    func labels(_ discount: Double) -> [Set<String>] {
      var labels = [Set<String>](repeating: [], count: set.items.count)
      for fold in isAlone ? 0..<CrossValidation.count : 0..<1 {
        var training = others
        if isAlone {
          let rest = set.items.indices.filter { folds[$0] != fold }.map { set.items[$0] }
          training.append(LabelledSet(name: set.name, kind: .several, items: rest))
        }
        let fit = LexiconFit(lexicon, training, discount: discount)
        let scorer = ThemeScorer(lexicon, shares: fit.shares)
        for index in set.items.indices where !isAlone || folds[index] == fold {
          labels[index] = given(set.items[index], scorer, fit)
        }
      }
      return labels
    }
    let gold = set.items.map(\.gold)
    return Row(
      name: set.name, items: set.items.count, macroF1: macro(gold, labels(discount)),
      plain: macro(gold, labels(0)), themesOnly: nil, regression: nil)
  }

  private static func given(
    _ item: ScannedItem, _ scorer: ThemeScorer, _ fit: LexiconFit
  ) -> Set<String> {
    let scores = scorer.scores(item)
    let model = fit.model
    return Set(
      scores.indices.filter { theme in
        scorer.isReported[theme]
          && model.probability(
            theme: "", scorer.evidence(scores, theme: theme, words: item.words)) >= fit.threshold
      }.map { scorer.names[$0] })
  }

  private static func macro(_ gold: [String], _ decided: [String]) -> Double {
    macro(gold.map { [$0] }, decided.map { [$0] })
  }

  private static func macro(_ gold: [Set<String>], _ decided: [Set<String>]) -> Double {
    let themes = Set(gold.joined()).subtracting([Evaluation.background]).sorted()
    let values = themes.map { theme in
      var counts = Counts()
      for (own, given) in zip(gold, decided) {
        if given.contains(theme) {
          if own.contains(theme) { counts.truePositives += 1 } else { counts.falsePositives += 1 }
        } else if own.contains(theme) {
          counts.falseNegatives += 1
        }
      }
      return counts.f1
    }
    return mean(values)
  }

  private static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : (values.reduce(0, +) / Double(values.count) * 10000).rounded() / 10000
  }
}
