internal import FourfieldCore

/// The tables about one part of an evaluation.
struct EvaluationTables {
  private let part: EvaluatedPart
  private let isSingleLabel: Bool

  init(_ part: EvaluatedPart, isSingleLabel: Bool) {
    self.part = part
    self.isSingleLabel = isSingleLabel
  }

  /// The figures that are read first.
  var tiles: String {
    let macro = isSingleLabel ? "macro-F1, other items as mistakes" : "macro-F1 over the themes"
    var tiles = [
      ("\(part.items)", "items of \(part.documents) documents"),
      (text(part.macroF1), macro + bounds(part.macroF1)),
    ]
    if let figure = part.macroF1WithBackground {
      tiles.append((text(figure), "macro-F1 with other as a class" + bounds(figure)))
    }
    if let figure = part.macroF1ThemesOnly {
      tiles.append((text(figure), "macro-F1, items with a theme only" + bounds(figure)))
    }
    tiles += [
      (text(part.microF1), "micro-F1 over the themes" + bounds(part.microF1)),
      (EvaluationTables.number(part.coverage), "coverage: items with a match"),
      (EvaluationTables.number(part.calibrationError), "expected calibration error"),
    ]
    let cells = tiles.map { "<div><b>\($0.0)</b><span>\($0.1)</span></div>" }
    return "<div class=\"tiles\">\(cells.joined())</div>"
  }

  private func text(_ figure: Interval) -> String {
    EvaluationTables.number(figure.value)
  }

  private func bounds(_ figure: Interval) -> String {
    " \(EvaluationTables.brackets(figure))"
  }

  /// Precision, recall and F1 of every class, the intervals drawn beside F1.
  var classes: String {
    let rows = part.classes.map { result in
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
    let table = part.confusion
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
    let points = part.curve.filter { Int(($0.threshold * 100).rounded()) % 10 == 0 }
    let rows = points.map { point in
      [point.threshold, point.coverage, point.precision, point.recall]
        .map { "<td class=\"number\">\(EvaluationTables.number($0))</td>" }.joined()
    }
    return
      "<div class=\"scroll\"><table><caption>What another threshold would give</caption><tr><th>threshold</th><th>coverage</th><th>precision</th>"
      + "<th>recall</th></tr>\(rows.map { "<tr>\($0)</tr>" }.joined())</table></div>"
  }

  /// A value with its bounds.
  static func cell(_ figure: Interval) -> String {
    "\(number(figure.value)) <small>\(brackets(figure))</small>"
  }

  private static func brackets(_ figure: Interval) -> String {
    "[\(number(figure.low)), \(number(figure.high))]"
  }

  /// Three digits after the point.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    let thousandths = Int((value * 1000).rounded())
    let digits = "\(1000 + abs(thousandths) % 1000)".dropFirst()
    return "\(thousandths < 0 ? "-" : "")\(abs(thousandths) / 1000).\(digits)"
  }
}
