internal import FourfieldCore

/// The pictures about one part of an evaluation, as SVG that stands in the page itself.
struct EvaluationCharts {
  private let part: EvaluatedPart

  init(_ part: EvaluatedPart) { self.part = part }

  /// Probabilities against shares of right decisions.
  var reliability: String {
    let bins = part.reliability
    let largest = Double(bins.map(\.count).max() ?? 1)
    var plot = UnitPlot(across: "probability", up: "share right")
    plot.addIdeal()
    plot.addLine(bins.map { ($0.probability, $0.share) }, style: "first")
    for bin in bins {
      plot.addDot(
        (bin.probability, bin.share),
        radius: 2.5 + 7.5 * (Double(bin.count) / largest).squareRoot(),
        style: "first-dot",
        note:
          "\(bin.count) decisions of mean probability \(EvaluationTables.number(bin.probability)): \(EvaluationTables.number(bin.share)) right"
      )
    }
    return plot.svg(
      label:
        "Reliability diagram, expected calibration error \(EvaluationTables.number(part.calibrationError))"
    )
  }

  /// Coverage against precision and recall.
  var trade: String {
    // Where no label is left, there is no precision to draw.
    let points = part.curve.filter { $0.coverage > 0 }
    var plot = UnitPlot(across: "coverage", up: "precision, recall")
    plot.addLine(points.map { ($0.coverage, $0.precision) }, style: "first")
    plot.addLine(points.map { ($0.coverage, $0.recall) }, style: "second")
    for point in points {
      let note =
        "threshold \(EvaluationTables.number(point.threshold)): coverage \(EvaluationTables.number(point.coverage)), precision \(EvaluationTables.number(point.precision)), recall \(EvaluationTables.number(point.recall))"
      plot.addDot((point.coverage, point.precision), radius: 3.5, style: "first-dot", note: note)
      plot.addDot((point.coverage, point.recall), radius: 3.5, style: "second-dot", note: note)
    }
    plot.addNames([("precision", "first-name"), ("recall", "second-name")])
    return plot.svg(label: "Precision and recall against coverage")
  }

  /// An interval as a bar from 0 to 1 with a dot at the value.
  static func range(_ figure: Interval) -> String {
    let (low, high) = (figure.low * 100, figure.high * 100)
    return
      "<svg class=\"range\" viewBox=\"0 0 100 10\" aria-hidden=\"true\"><path class=\"grid\" d=\"M0 5H100\"/>"
      + "<path class=\"first\" d=\"M\(UnitPlot.coordinate(low)) 5H\(UnitPlot.coordinate(high))\"/>"
      + "<circle class=\"first-dot\" cx=\"\(UnitPlot.coordinate(figure.value * 100))\" cy=\"5\" r=\"3.5\"/></svg>"
  }
}
