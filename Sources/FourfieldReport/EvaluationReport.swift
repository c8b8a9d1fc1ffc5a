/// One HTML file about an evaluation: figures with their intervals, the confusion matrix, reliability and the trade of precision for
/// coverage as pictures. It loads nothing from anywhere and runs no script.
public struct EvaluationReport: Sendable {
  private let title: String
  private let parts: [EvaluatedPart]
  private let isSingleLabel: Bool
  private let missing: Int

  /// Creates a report.
  ///
  /// - Parameters:
  ///   - title: the page's title.
  ///   - parts: all items, then the parts, each on its own.
  ///   - isSingleLabel: whether the coders gave one label an item, rather than any number.
  ///   - missing: items of the gold that are not in the run.
  public init(title: String, parts: [EvaluatedPart], isSingleLabel: Bool, missing: Int) {
    self.title = title
    self.parts = parts
    self.isSingleLabel = isSingleLabel
    self.missing = missing
  }

  /// The page in UTF-8.
  ///
  /// - Complexity: O(*n*) in the figures; items are not looked at.
  public var html: String {
    let details = parts.dropFirst().map { section($0, isWhole: false) }
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
      \(parts.first.map { section($0, isWhole: true) } ?? "<p>There is nothing to judge.</p>")
      \(details.joined(separator: "\n"))
      </body>
      </html>

      """
  }

  private var preface: String {
    let judged =
      isSingleLabel
      ? "The coders gave one label an item: the leading theme is judged, and an item without one counts as the background."
      : "The coders gave any number of labels an item: every label is judged."
    let absent =
      missing > 0 ? " <strong>\(missing) items of the gold are not in the run.</strong>" : ""
    return
      "<p>\(judged) Brackets hold 95 % bootstrap intervals over documents.\(absent)</p>"
  }

  /// A part with its tables, and with its pictures.
  private func section(_ part: EvaluatedPart, isWhole: Bool) -> String {
    let tables = EvaluationTables(part, isSingleLabel: isSingleLabel)
    let pooled =
      part.languages.count > 1
      ? "<p class=\"pooled\">Languages pooled: \(part.languages.joined(separator: ", ")); each stands on its own below.</p>"
      : ""
    let content = [pooled, tables.tiles, tables.classes, tables.confusion, pictures(part)]
      .filter { !$0.isEmpty }.joined(separator: "\n")
    let name = HTMLText.escaped(isWhole ? "All items" : part.name)
    return isWhole
      ? "<h2>\(name)</h2>\n\(content)"
      : "<details><summary>\(name) <span>\(part.items) items, macro-F1 \(EvaluationTables.cell(part.macroF1))</span></summary>\n\(content)\n</details>"
  }

  private func pictures(_ part: EvaluatedPart) -> String {
    let charts = EvaluationCharts(part)
    return """
      <div class="charts">
      <figure>\(charts.reliability)<figcaption>Reliability: the share of decisions that are right, by their probability. On the diagonal the \
      probabilities say what happens; the area of a dot is the number of decisions.</figcaption></figure>
      <figure>\(charts.trade)<figcaption>Precision and recall of the labels against the share of items that keep one, for thresholds from .05 \
      to .95; point at a dot for its threshold.</figcaption></figure>
      </div>
      \(EvaluationTables(part, isSingleLabel: isSingleLabel).thresholds)
      """
  }
}
