public import FourfieldEvaluation

/// One HTML file about an evaluation: figures with their intervals, the confusion matrix, reliability and the trade of precision for
/// coverage as pictures. It loads nothing from anywhere and runs no script.
public struct EvaluationReport: Sendable {
  private let title: String
  private let evaluations: [Evaluation]
  private let kind: GoldSet.Kind
  private let missing: Int

  /// Creates a report.
  ///
  /// - Parameters:
  ///   - title: the page's title.
  ///   - evaluations: all items, then the parts, each on its own.
  ///   - kind: how the coders labelled.
  ///   - missing: items of the gold that are not in the run.
  public init(title: String, evaluations: [Evaluation], kind: GoldSet.Kind, missing: Int) {
    self.title = title
    self.evaluations = evaluations
    self.kind = kind
    self.missing = missing
  }

  /// The page in UTF-8.
  ///
  /// - Complexity: O(*n*) in the figures; items are not looked at.
  public var html: String {
    let parts = evaluations.dropFirst().map { section($0, isWhole: false) }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(HTMLText.escaped(title))</title>
      <style>
      \(EvaluationReport.style)
      </style>
      </head>
      <body>
      <h1>\(HTMLText.escaped(title))</h1>
      \(preface)
      \(evaluations.first.map { section($0, isWhole: true) } ?? "<p>There is nothing to judge.</p>")
      \(parts.joined(separator: "\n"))
      </body>
      </html>

      """
  }

  private var preface: String {
    let judged =
      kind == .single
      ? "The coders gave one label an item: the leading theme is judged, and an item without one counts as the background."
      : "The coders gave any number of labels an item: every label is judged."
    let absent =
      missing > 0 ? " <strong>\(missing) items of the gold are not in the run.</strong>" : ""
    return
      "<p>\(judged) Brackets hold 95 % bootstrap intervals over documents.\(absent)</p>"
  }

  /// A part with its tables, and with its pictures.
  private func section(_ evaluation: Evaluation, isWhole: Bool) -> String {
    let tables = EvaluationTables(evaluation, kind: kind)
    let pooled =
      evaluation.languages.count > 1
      ? "<p class=\"pooled\">Languages pooled: \(evaluation.languages.joined(separator: ", ")); each stands on its own below.</p>"
      : ""
    let content = [pooled, tables.tiles, tables.classes, tables.confusion, pictures(evaluation)]
      .filter { !$0.isEmpty }.joined(separator: "\n")
    let name = HTMLText.escaped(isWhole ? "All items" : evaluation.part)
    return isWhole
      ? "<h2>\(name)</h2>\n\(content)"
      : "<details><summary>\(name) <span>\(evaluation.items) items, macro-F1 \(EvaluationTables.cell(evaluation.macroF1))</span></summary>\n\(content)\n</details>"
  }

  private func pictures(_ evaluation: Evaluation) -> String {
    let charts = EvaluationCharts(evaluation)
    return """
      <div class="charts">
      <figure>\(charts.reliability)<figcaption>Reliability: the share of decisions that are right, by their probability. On the diagonal the \
      probabilities say what happens; the area of a dot is the number of decisions.</figcaption></figure>
      <figure>\(charts.trade)<figcaption>Precision and recall of the labels against the share of items that keep one, for thresholds from .05 \
      to .95; point at a dot for its threshold.</figcaption></figure>
      </div>
      \(EvaluationTables(evaluation, kind: kind).thresholds)
      """
  }
}
