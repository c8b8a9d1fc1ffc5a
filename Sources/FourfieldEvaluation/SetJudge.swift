internal import FourfieldCore
internal import Foundation
internal import FourfieldTagging

/// Tags the items of one set as a model would that was fitted without them.
struct SetJudge {
  private let lexicon: Lexicon
  private let set: LabelledSet
  private let others: [LabelledSet]
  private let unit: FoldUnit

  init(_ lexicon: Lexicon, _ set: LabelledSet, _ others: [LabelledSet], by unit: FoldUnit) {
    self.lexicon = lexicon
    self.set = set
    self.others = others
    self.unit = unit
  }

  /// Parts of the set with what serves for a fit that judges them.
  ///
  /// Where no other set is of its kind, or tenths are asked for, the documents of nine tenths serve for the tenth beside the other sets.
  private var parts: [(items: [ScannedItem], training: [LabelledSet])] {
    guard unit == .document || !others.contains(where: { $0.kind == set.kind }) else {
      return [(set.items, others)]
    }
    let folds = CrossValidation.folds(set.items.map(\.record.document))
    return (0..<CrossValidation.count).compactMap { fold in
      let own = set.items.indices.filter { folds[$0] == fold }.map { set.items[$0] }
      let rest = set.items.indices.filter { folds[$0] != fold }.map { set.items[$0] }
      let training = others + [LabelledSet(name: set.name, kind: set.kind, items: rest)]
      return own.isEmpty ? nil : (own, training.filter { !$0.items.isEmpty })
    }
  }

  /// The items with what the model makes of them.
  func items(discount: Double) -> [EvaluatedItem] {
    parts.flatMap { tagged($0.items, by: LexiconFit(lexicon, $0.training, discount: discount)) }
  }

  private func tagged(_ items: [ScannedItem], by fit: LexiconFit) -> [EvaluatedItem] {
    let scorer = ThemeScorer(lexicon, shares: fit.shares)
    let model = fit.model
    return items.map { item in
      let scores = scorer.scores(item)
      var record = item.record
      let leader = scorer.leader(scores)
      record.primary = leader == GoldSet.background ? nil : leader
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

  /// Macro-F1 of a multinomial logistic regression on the theme scores; nil where nothing with one label an item is left to fit.
  func regression(discount: Double) -> Double? {
    let items = parts.flatMap { part -> [EvaluatedItem] in
      let training = part.training.filter { $0.kind == .single }
      guard !training.isEmpty else { return [] }
      let frequencies = EntryFrequencies.of(lexicon, in: part.training)
      let scorer = ThemeScorer(lexicon, shares: frequencies.map { 1 / (1 + discount * $0) })
      return decided(part.items, by: fit(training, scorer), scorer)
    }
    return items.isEmpty ? nil : Evaluation(items, kind: .single, resamples: 0).macroF1.value
  }

  private static func names(_ scorer: ThemeScorer) -> [String] {
    scorer.names.indices.filter { scorer.isReported[$0] }.map { scorer.names[$0] }
  }

  /// The regression on sets, each of which counts alike; the class behind the themes is the background.
  private func fit(_ training: [LabelledSet], _ scorer: ThemeScorer) -> LogisticRegression {
    let names = SetJudge.names(scorer)
    let rows = training.flatMap { set in
      set.items.map { item in
        LogisticRegression.Row(
          features: SetJudge.features(scorer.scores(item)),
          label: names.firstIndex { item.gold.contains($0) } ?? names.count,
          weight: 1 / Double(set.items.count))
      }
    }
    return LogisticRegression(
      rows, classes: names.count + 1, features: scorer.names.count,
      penalty: LogisticRegression.Penalty(l2: 1e-4), iterations: 200, tolerance: 1e-7)
  }

  private func decided(
    _ items: [ScannedItem], by fit: LogisticRegression, _ scorer: ThemeScorer
  ) -> [EvaluatedItem] {
    let names = SetJudge.names(scorer)
    return items.map { item in
      let shares = fit.probabilities(SetJudge.features(scorer.scores(item)))
      let best = shares.indices.max { shares[$0] < shares[$1] } ?? names.count
      var record = item.record
      record.primary = best < names.count ? names[best] : nil
      return EvaluatedItem(gold: item.gold, record: record)
    }
  }

  private static func features(_ scores: [Double]) -> [(index: Int, value: Double)] {
    scores.indices.map { ($0, log1p(max(0, scores[$0]))) }
  }
}
