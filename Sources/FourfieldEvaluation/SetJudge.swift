internal import FourfieldCore
internal import Foundation
internal import FourfieldTagging

/// Tags the items of one set as a model would that was fitted on other sets.
struct SetJudge {
  private let lexicon: Lexicon
  private let set: LabelledSet
  private let others: [LabelledSet]

  init(_ lexicon: Lexicon, _ set: LabelledSet, _ others: [LabelledSet]) {
    self.lexicon = lexicon
    self.set = set
    self.others = others
  }

  /// The items with what the model makes of them.
  ///
  /// Where the set is the only one with several labels, its own items are needed for a curve: then those of nine tenths of the documents
  /// serve for the tenth.
  func items(discount: Double) -> [EvaluatedItem] {
    let isAlone = set.kind == .several && !others.contains { $0.kind == .several }
    guard isAlone else {
      return tagged(set.items, by: LexiconFit(lexicon, others, discount: discount))
    }
    let folds = CrossValidation.folds(set.items.map(\.record.document))
    return (0..<CrossValidation.count).flatMap { fold in
      let rest = set.items.indices.filter { folds[$0] != fold }.map { set.items[$0] }
      let own = set.items.indices.filter { folds[$0] == fold }.map { set.items[$0] }
      let training = others + [LabelledSet(name: set.name, kind: set.kind, items: rest)]
      return tagged(own, by: LexiconFit(lexicon, training, discount: discount))
    }
  }

  private func tagged(_ items: [ScannedItem], by fit: LexiconFit) -> [EvaluatedItem] {
    let scorer = ThemeScorer(lexicon, shares: fit.shares)
    let model = fit.model
    return items.map { item in
      let scores = scorer.scores(item)
      var record = item.record
      let leader = scorer.leader(scores)
      record.primary = leader == Evaluation.background ? nil : leader
      record.themes = [:]
      for theme in scores.indices where scorer.isReported[theme] {
        let evidence = scorer.evidence(scores, theme: theme, words: item.words)
        record.themes[scorer.names[theme]] = TagRecord.Score(
          score: scores[theme],
          probability: model.probability(theme: scorer.names[theme], evidence),
          count: scores[theme] > 0 ? 1 : 0)
      }
      record.labels = record.themes.filter { $0.value.probability >= fit.threshold }.keys.sorted()
      return EvaluatedItem(gold: item.gold, record: record)
    }
  }

  /// Macro-F1 of a multinomial logistic regression on the theme scores; nil where no other set has one label an item.
  func regression(discount: Double) -> Double? {
    let training = others.filter { $0.kind == .single }
    guard !training.isEmpty else { return nil }
    let frequencies = EntryFrequencies.of(lexicon, in: others)
    let scorer = ThemeScorer(lexicon, shares: frequencies.map { 1 / (1 + discount * $0) })
    let names = scorer.names.indices.filter { scorer.isReported[$0] }.map { scorer.names[$0] }
    let rows = training.flatMap { set in
      set.items.map { item in
        LogisticRegression.Row(
          features: SetJudge.features(scorer.scores(item)),
          label: names.firstIndex { item.gold.contains($0) } ?? names.count,
          weight: 1 / Double(set.items.count))
      }
    }
    let fit = LogisticRegression(
      rows, classes: names.count + 1, features: scorer.names.count,
      penalty: LogisticRegression.Penalty(l2: 1e-4), iterations: 200, tolerance: 1e-7)
    let items = set.items.map { item in
      let shares = fit.probabilities(SetJudge.features(scorer.scores(item)))
      let best = shares.indices.max { shares[$0] < shares[$1] } ?? names.count
      var record = item.record
      record.primary = best < names.count ? names[best] : nil
      return EvaluatedItem(gold: item.gold, record: record)
    }
    return Evaluation(items, kind: .single, resamples: 0).macroF1.value
  }

  private static func features(_ scores: [Double]) -> [(index: Int, value: Double)] {
    scores.indices.map { ($0, log1p(max(0, scores[$0]))) }
  }
}
