public import FourfieldCore
internal import Foundation

/// What a fit reaches on texts that it did not see.
public struct FitReport: Hashable, Sendable {
  /// One set, judged by parameters that never saw what they judge.
  public struct Row: Hashable, Sendable, Codable {
    /// The set.
    public var name: String
    /// The figures; the part that it names is the set.
    public var evaluation: Evaluation
    /// Macro-F1 without a discount.
    public var plain: Double
    /// Macro-F1 of a multinomial logistic regression on the theme scores; nil for several labels.
    public var regression: Double?
  }

  /// One row a set.
  public let rows: [Row]

  /// The means over the sets with one label an item, by name of the figure, and the figures of the sets with several.
  public var figures: [String: Double] {
    let single = rows.filter { $0.evaluation.macroF1ThemesOnly != nil }
    var figures: [String: Double] = [:]
    if !single.isEmpty {
      figures["macro_f1"] = FitReport.mean(single.map(\.evaluation.macroF1.value))
      figures["macro_f1_without_discount"] = FitReport.mean(single.map(\.plain))
      figures["macro_f1_themes_only"] = FitReport.mean(
        single.compactMap(\.evaluation.macroF1ThemesOnly?.value))
      figures["macro_f1_regression"] = FitReport.mean(single.compactMap(\.regression))
    }
    for row in rows where row.evaluation.macroF1ThemesOnly == nil {
      figures["macro_f1_labels_\(row.name)"] = FitReport.mean([row.evaluation.macroF1.value])
    }
    return figures
  }

  /// Judges every set by parameters of the others, or by tenths of its documents; a set that is the only one of its kind always by tenths.
  ///
  /// - Parameters:
  ///   - lexicon: the lexicon of the scan.
  ///   - sets: the sets.
  ///   - discount: the discount of frequent entries.
  ///   - unit: what the parameters are kept from seeing.
  ///   - resamples: how many resamples give the intervals.
  /// - Complexity: O(sets × steps × *n*), ten times as much by documents.
  public init(
    _ lexicon: Lexicon, _ sets: [LabelledSet], discount: Double, by unit: FoldUnit = .set,
    resamples: Int = Bootstrap.resamples
  ) {
    rows = sets.indices.map { index in
      let others = sets.indices.filter { $0 != index }.map { sets[$0] }
      let set = sets[index]
      let judge = SetJudge(lexicon, set, others, by: unit)
      let plain = Evaluation(judge.items(discount: 0), kind: set.kind, resamples: 0)
      return Row(
        name: set.name,
        evaluation: Evaluation(
          judge.items(discount: discount), kind: set.kind, part: set.name, resamples: resamples),
        plain: plain.macroF1.value,
        regression: set.kind == .single ? judge.regression(discount: discount) : nil)
    }
  }

  private static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : (values.reduce(0, +) / Double(values.count) * 10000).rounded() / 10000
  }
}
