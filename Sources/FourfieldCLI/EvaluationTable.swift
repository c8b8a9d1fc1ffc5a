internal import FourfieldEvaluation
internal import Foundation

/// An evaluation for people and for programs.
struct EvaluationTable {
  private let evaluation: Evaluation

  init(_ evaluation: Evaluation) { self.evaluation = evaluation }

  /// The table for a terminal.
  var text: String {
    var lines = [
      "\(evaluation.items) items"
        + (evaluation.missing > 0 ? ", \(evaluation.missing) not in the run" : "")
        + ", coverage \(EvaluationTable.decimal(evaluation.coverage))", "",
      Terminal.pad("class", 14) + "precision  recall  F1     95 % interval   items",
    ]
    for result in evaluation.classes {
      lines.append(
        Terminal.pad(result.name, 14)
          + Terminal.pad(EvaluationTable.decimal(result.counts.precision), 11)
          + Terminal.pad(EvaluationTable.decimal(result.counts.recall), 8)
          + EvaluationTable.cells(result.f1) + "\(result.counts.support)")
    }
    lines.append(
      Terminal.pad("macro", 33) + EvaluationTable.cells(evaluation.macroF1) + "\(evaluation.items)")
    lines.append(Terminal.pad("micro", 33) + EvaluationTable.decimal(evaluation.microF1))
    return (lines + confusion).joined(separator: "\n")
  }

  /// Gold in rows, tags in columns.
  private var confusion: [String] {
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

  /// The figures as one JSON object.
  var json: String {
    get throws {
      func object(_ interval: Interval) -> [String: Double] {
        ["value": interval.value, "low": interval.low, "high": interval.high]
      }
      let classes = evaluation.classes.map { result -> [String: Any] in
        [
          "class": result.name, "precision": result.counts.precision,
          "recall": result.counts.recall, "f1": object(result.f1), "items": result.counts.support,
        ]
      }
      let root: [String: Any] = [
        "items": evaluation.items, "missing": evaluation.missing, "coverage": evaluation.coverage,
        "classes": classes, "macro_f1": object(evaluation.macroF1), "micro_f1": evaluation.microF1,
        "confusion": evaluation.confusion,
      ]
      let data = try JSONSerialization.data(withJSONObject: root, options: [.sortedKeys])
      return String(decoding: data, as: UTF8.self)
    }
  }

  private static func cells(_ interval: Interval) -> String {
    Terminal.pad(decimal(interval.value), 7)
      + Terminal.pad("\(decimal(interval.low))–\(decimal(interval.high))", 16)
  }

  /// Three digits after the point.
  private static func decimal(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded())
    let digits = "\(thousandths % 1000)"
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
