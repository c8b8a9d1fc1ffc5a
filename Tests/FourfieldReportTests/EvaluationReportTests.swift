import FourfieldCore
import FourfieldReport
import Foundation
import Testing

@Suite struct EvaluationReportTests {
  private func figure(_ value: Double) -> Interval {
    Interval(value: value, low: value - 0.1, high: value + 0.1)
  }

  /// Two items of `a<b` and one of the background, all tagged `a<b`.
  private var whole: EvaluatedPart {
    var part = EvaluatedPart()
    part.name = "all"
    part.languages = ["en", "es"]
    (part.items, part.documents, part.coverage) = (3, 2, 1)
    part.classes = [
      EvaluatedPart.ClassRow(
        name: "a<b", items: 2, precision: figure(2.0 / 3), recall: figure(1), f1: figure(0.8),
        averagePrecision: 0.833)
    ]
    part.macroF1 = figure(0.8)
    part.macroF1ThemesOnly = figure(1)
    part.microF1 = figure(0.75)
    part.confusion = ["a<b": ["a<b": 2], "other": ["a<b": 1]]
    part.reliability = [
      EvaluatedPart.Bin(count: 1, probability: 0.9, share: 1),
      EvaluatedPart.Bin(count: 4, probability: 0.6, share: 0.5),
    ]
    part.calibrationError = 0.1
    part.curve = [
      EvaluatedPart.Threshold(threshold: 0.5, coverage: 2.0 / 3, precision: 0.5, recall: 0.5),
      EvaluatedPart.Threshold(threshold: 0.55, coverage: 1.0 / 3, precision: 1, recall: 0.5),
      EvaluatedPart.Threshold(threshold: 0.9, coverage: 0, precision: 0, recall: 0),
    ]
    return part
  }

  private var page: String {
    var english = whole
    english.name = "language en"
    english.languages = ["en"]
    english.items = 2
    return EvaluationReport(
      title: "run & gold", parts: [whole, english], isSingleLabel: true, missing: 4
    ).html
  }

  @Test func isOneOfflineFile() {
    let page = page
    #expect(page.contains("<title>run &amp; gold</title>"))
    #expect(page.contains("default-src 'none'"))
    for part in ["://", "src=", "<script", "url(", "@import", "a<b"] {
      #expect(!page.contains(part), "\(part)")
    }
  }

  @Test func holdsFiguresAndMatrix() {
    let page = page
    for part in [
      "<th>a&lt;b</th><td>0.667 <small>[0.567, 0.767]</small>",
      "<td>0.800 <small>[0.700, 0.900]</small>",
      "<b>3</b><span>items of 2 documents",
      "<b>0.800</b><span>macro-F1, other items as mistakes [0.700, 0.900]",
      "<b>1.000</b><span>macro-F1, items with a theme only [0.900, 1.100]",
      "<b>0.750</b><span>micro-F1 over the themes [0.650, 0.850]",
      "<b>0.100</b><span>expected calibration error",
      "title=\"100 % of the row\">1</td>",
      "Languages pooled: en, es; each stands on its own below.",
      "4 items of the gold are not in the run.",
      "<details><summary>language en <span>2 items, macro-F1 0.800",
    ] {
      #expect(page.contains(part), "\(part)")
    }
    #expect(!page.contains("macro-F1 with other as a class"))
  }

  /// A dot lies at 44 + 300 × coverage from the left and at 314 − 300 × precision from the top; where no label is left, there is none.
  @Test func drawsReliabilityAndTheTradeOff() {
    let page = page
    let note = "threshold 0.500: coverage 0.667, precision 0.500, recall 0.500"
    #expect(
      page.contains(
        "<circle class=\"first-dot\" cx=\"244.0\" cy=\"164.0\" r=\"3.5\"><title>\(note)</title>"))
    #expect(!page.contains("threshold 0.900:"))
    #expect(page.contains("1 decisions of mean probability 0.900: 1.000 right"))
    #expect(page.components(separatedBy: "<svg viewBox=\"0 0 360 354\"").count - 1 == 4)
  }

  @Test func saysWhereThereIsNothing() {
    let page = EvaluationReport(title: "t", parts: [], isSingleLabel: false, missing: 0).html
    #expect(page.contains("There is nothing to judge."))
    #expect(page.contains("every label is judged"))
  }
}
