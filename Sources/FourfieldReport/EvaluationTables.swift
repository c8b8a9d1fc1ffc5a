internal import FourfieldEvaluation

/// The tables about one part of an evaluation.
struct EvaluationTables {
  private let evaluation: Evaluation
  private let kind: GoldSet.Kind

  init(_ evaluation: Evaluation, kind: GoldSet.Kind) {
    self.evaluation = evaluation
    self.kind = kind
  }

  /// The figures that are read first.
  var tiles: String {
    let macro = kind == .single ? "macro-F1, other items as mistakes" : "macro-F1 over the themes"
    var tiles = [
      ("\(evaluation.items)", "items of \(evaluation.documents) documents"),
      (figure(evaluation.macroF1), macro + bounds(evaluation.macroF1)),
    ]
    if let interval = evaluation.macroF1WithBackground {
      tiles.append((figure(interval), "macro-F1 with other as a class" + bounds(interval)))
    }
    if let interval = evaluation.macroF1ThemesOnly {
      tiles.append((figure(interval), "macro-F1, items with a theme only" + bounds(interval)))
    }
    tiles += [
      (figure(evaluation.microF1), "micro-F1 over the themes" + bounds(evaluation.microF1)),
      (EvaluationTables.number(evaluation.coverage), "coverage: items with a match"),
      (EvaluationTables.number(evaluation.calibration.error), "expected calibration error"),
    ]
    let cells = tiles.map { "<div><b>\($0.0)</b><span>\($0.1)</span></div>" }
    return "<div class=\"tiles\">\(cells.joined())</div>"
  }

  private func figure(_ interval: Interval) -> String { EvaluationTables.number(interval.value) }

  private func bounds(_ interval: Interval) -> String { " \(EvaluationTables.brackets(interval))" }

  /// Precision, recall and F1 of every class, the intervals drawn beside F1.
  var classes: String {
    let rows = evaluation.classes.map { result in
      let average = result.averagePrecision.map(EvaluationTables.number) ?? "–"
      return
        "<tr><th>\(HTMLText.escaped(result.name))</th><td>\(EvaluationTables.cell(result.precision))</td>"
        + "<td>\(EvaluationTables.cell(result.recall))</td><td>\(EvaluationTables.cell(result.f1)) \(EvaluationCharts.range(result.f1))</td>"
        + "<td class=\"number\">\(average)</td><td class=\"number\">\(result.items)</td></tr>"
    }
    return
      "<div class=\"scroll\"><table><tr><th>class</th><th>precision</th><th>recall</th><th>F1</th>"
      + "<th>average precision</th><th>items</th></tr>\(rows.joined())</table></div>"
  }

  /// Gold in rows, tags in columns; a cell is the darker, the larger its share of the row.
  var confusion: String {
    let table = evaluation.confusion
    guard !table.isEmpty else { return "" }
    let columns = Set(table.values.flatMap(\.keys)).sorted()
    let head = columns.map { "<th>\(HTMLText.escaped($0))</th>" }.joined()
    let rows = table.sorted { $0.key < $1.key }.map { row -> String in
      let whole = max(1, row.value.values.reduce(0, +))
      let cells = columns.map { column -> String in
        let count = row.value[column] ?? 0
        let percent = 100 * count / whole
        let color = column == row.key ? "--accent" : "--second"
        return
          "<td style=\"background:color-mix(in srgb, var(\(color)) \(percent * 6 / 10)%, transparent)\" title=\"\(percent) % of the row\">\(count)</td>"
      }
      return "<tr><th>\(HTMLText.escaped(row.key))</th>\(cells.joined())</tr>"
    }
    return
      "<div class=\"scroll\"><table class=\"confusion\"><caption>Confusion: gold in rows, tags in columns</caption>"
      + "<tr><th></th>\(head)</tr>\(rows.joined())</table></div>"
  }

  /// What every second threshold would give.
  var thresholds: String {
    let points = evaluation.curve.filter { Int(($0.threshold * 100).rounded()) % 10 == 0 }
    let rows = points.map { point in
      [point.threshold, point.coverage, point.precision, point.recall]
        .map { "<td class=\"number\">\(EvaluationTables.number($0))</td>" }.joined()
    }
    return
      "<div class=\"scroll\"><table><caption>What another threshold would give</caption><tr><th>threshold</th><th>coverage</th><th>precision</th>"
      + "<th>recall</th></tr>\(rows.map { "<tr>\($0)</tr>" }.joined())</table></div>"
  }

  /// A value with its bounds.
  static func cell(_ interval: Interval) -> String {
    "\(number(interval.value)) <small>\(brackets(interval))</small>"
  }

  private static func brackets(_ interval: Interval) -> String {
    "[\(number(interval.low)), \(number(interval.high))]"
  }

  /// Three digits after the point.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    let thousandths = Int((value * 1000).rounded())
    let digits = "\(1000 + abs(thousandths) % 1000)".dropFirst()
    return "\(thousandths < 0 ? "-" : "")\(abs(thousandths) / 1000).\(digits)"
  }
}
