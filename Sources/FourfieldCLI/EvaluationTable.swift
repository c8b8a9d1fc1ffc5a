internal import FourfieldCore
internal import FourfieldEvaluation
internal import Foundation

/// Evaluations for people and for programs.
struct EvaluationTable {
  /// All items, then the parts.
  let evaluations: [Evaluation]
  let kind: GoldSet.Kind
  let missing: Int

  /// The table for a terminal: languages first where they are pooled, then all items, then other parts.
  var text: String {
    guard let all = evaluations.first else { return "" }
    var lines: [String] = []
    if missing > 0 { lines += ["\(missing) items of the gold are not in the run", ""] }
    lines += heading(all) + classes(all) + confusion(all) + calibration(all) + curve(all)
    for part in evaluations.dropFirst() { lines += [""] + heading(part) + classes(part) }
    return lines.joined(separator: "\n")
  }

  private func heading(_ evaluation: Evaluation) -> [String] {
    let pooled =
      evaluation.languages.count > 1
      ? ", languages pooled: " + evaluation.languages.joined(separator: ", ")
        + " (each on its own below)" : ""
    let coverage = Decimal3.text(evaluation.coverage)
    return [
      "\(evaluation.part): \(evaluation.items) items of \(evaluation.documents) documents, coverage \(coverage)\(pooled)",
      "",
    ]
  }

  private func classes(_ evaluation: Evaluation) -> [String] {
    var lines = [
      Terminal.pad("class", 20) + "precision            recall               F1                   "
        + "avg. prec.  items"
    ]
    for result in evaluation.classes {
      lines.append(
        Terminal.pad(result.name, 20) + cells(result.precision) + cells(result.recall)
          + cells(result.f1)
          + Terminal.pad(result.averagePrecision.map(Decimal3.text) ?? "", 12) + "\(result.items)")
    }
    let rows: [(String, Interval?)] = [
      (
        kind == .single
          ? "macro-F1, themes, other items count as mistakes" : "macro-F1 over the themes",
        evaluation.macroF1
      ),
      ("macro-F1 with other as a class", evaluation.macroF1WithBackground),
      ("macro-F1, items with a theme only", evaluation.macroF1ThemesOnly),
      ("micro-F1 over the themes", evaluation.microF1),
    ]
    for (name, interval) in rows {
      if let interval { lines.append(Terminal.pad(name, 62) + cells(interval)) }
    }
    return lines
  }

  /// Gold in rows, tags in columns.
  private func confusion(_ evaluation: Evaluation) -> [String] {
    guard !evaluation.confusion.isEmpty else { return [] }
    let columns = Set(evaluation.confusion.values.flatMap(\.keys)).sorted()
    var lines = [
      "", Terminal.pad("gold \\ tagged", 16) + columns.map { Terminal.pad($0, 12) }.joined(),
    ]
    for row in evaluation.confusion.keys.sorted() {
      let cells = columns.map { Terminal.pad("\(evaluation.confusion[row]?[$0] ?? 0)", 12) }
      lines.append(Terminal.pad(row, 16) + cells.joined())
    }
    return lines
  }

  private func calibration(_ evaluation: Evaluation) -> [String] {
    let rows = evaluation.calibration.bins.map { bin in
      Terminal.pad("\(bin.from)", 16) + Terminal.pad("\(bin.count)", 12)
        + Terminal.pad(Decimal3.text(bin.probability), 12) + Decimal3.text(bin.share)
    }
    let head =
      Terminal.pad("probability", 16) + Terminal.pad("decisions", 12) + Terminal.pad("mean", 12)
      + "right"
    return ["", head] + rows + [
      "expected calibration error " + Decimal3.text(evaluation.calibration.error)
    ]
  }

  private func curve(_ evaluation: Evaluation) -> [String] {
    let points = evaluation.curve.filter { Int(($0.threshold * 100).rounded()) % 10 == 0 }
    return [
      "", Terminal.pad("threshold", 16) + "coverage    precision   recall",
    ]
      + points.map { point in
        Terminal.pad(Decimal3.text(point.threshold), 16)
          + [point.coverage, point.precision, point.recall]
          .map { Terminal.pad(Decimal3.text($0), 12) }.joined()
      }
  }

  private func cells(_ interval: Interval) -> String {
    Terminal.pad(
      "\(Decimal3.text(interval.value)) [\(Decimal3.text(interval.low)), \(Decimal3.text(interval.high))]",
      21)
  }

  /// The figures as one JSON object.
  var json: String {
    get throws {
      struct Root: Encodable {
        let gold: String
        let missing: Int
        let evaluations: [Evaluation]
      }
      let encoder = JSONEncoder()
      encoder.keyEncodingStrategy = .convertToSnakeCase
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let root = Root(
        gold: kind == .single ? "label" : "labels", missing: missing, evaluations: evaluations)
      return String(decoding: try encoder.encode(root), as: UTF8.self)
    }
  }

  /// One figure a line: part, class, figure, value, bounds.
  var csv: String {
    var rows = [["part", "class", "figure", "value", "low", "high", "items"]]
    func add(
      _ part: Evaluation, _ name: String, _ figure: String, _ interval: Interval?, _ items: Int
    ) {
      guard let interval else { return }
      rows.append(
        [part.part, name, figure] + [interval.value, interval.low, interval.high].map { "\($0)" }
          + ["\(items)"])
    }
    // A figure without an interval has empty bounds.
    func add(_ part: Evaluation, _ name: String, _ figure: String, _ value: Double?, _ items: Int) {
      guard let value else { return }
      rows.append([part.part, name, figure, "\(value)", "", "", "\(items)"])
    }
    for part in evaluations {
      for result in part.classes {
        add(part, result.name, "precision", result.precision, result.items)
        add(part, result.name, "recall", result.recall, result.items)
        add(part, result.name, "f1", result.f1, result.items)
        add(part, result.name, "average_precision", result.averagePrecision, result.items)
      }
      add(part, "", "macro_f1", part.macroF1, part.items)
      add(part, "", "macro_f1_with_background", part.macroF1WithBackground, part.items)
      add(part, "", "macro_f1_themes_only", part.macroF1ThemesOnly, part.items)
      add(part, "", "micro_f1", part.microF1, part.items)
      add(part, "", "coverage", part.coverage, part.items)
      add(part, "", "expected_calibration_error", part.calibration.error, part.items)
    }
    return DelimitedText.table(rows)
  }
}
