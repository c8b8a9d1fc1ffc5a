import FourfieldEvaluation
import FourfieldReport
import Foundation
import Testing

@Suite struct EvaluationReportTests {
  private func item(_ number: Int, _ gold: String, _ language: String, _ probability: Double)
    -> EvaluatedItem
  {
    EvaluatedItem(
      gold: [gold],
      record: TagRecord(
        id: "\(number)", language: language,
        themes: ["a<b": TagRecord.Score(score: 1, probability: probability, count: 1)],
        labels: ["a<b"], primary: "a<b"))
  }

  private var page: String {
    let items = [item(1, "a<b", "en", 0.9), item(2, "other", "es", 0.6), item(3, "a<b", "en", 0.3)]
    let parts = Dictionary(grouping: items) { $0.record.language }.sorted { $0.key < $1.key }
    let evaluations =
      [Evaluation(items, kind: .single, resamples: 50)]
      + parts.map {
        Evaluation($0.value, kind: .single, part: "language \($0.key)", resamples: 50)
      }
    return EvaluationReport(
      title: "run & gold", evaluations: evaluations, kind: .single, missing: 4
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

  /// Precision is 2 of 3, recall 2 of 2, so that F1 is .8; the only item of the background got the theme.
  @Test func holdsFiguresAndMatrix() {
    let page = page
    #expect(page.contains("<th>a&lt;b</th><td>0.667 <small>["))
    #expect(page.contains("<td>0.800 <small>["))
    #expect(page.contains("<b>0.800</b><span>macro-F1, other items as mistakes ["))
    #expect(page.contains("title=\"100 % of the row\">1</td>"))
    #expect(page.contains("Languages pooled: en, es; each stands on its own below."))
    #expect(page.contains("4 items of the gold are not in the run."))
    #expect(page.contains("<details><summary>language en <span>2 items, macro-F1 1.000"))
  }

  /// At .5 two of three items keep a label, one of them rightly, and half of the wanted ones are found: the points lie there in the picture.
  @Test func drawsReliabilityAndTheTradeOff() throws {
    let page = page
    let note = "threshold 0.500: coverage 0.667, precision 0.500, recall 0.500"
    #expect(
      page.contains(
        "<circle class=\"first-dot\" cx=\"244.0\" cy=\"164.0\" r=\"3.5\"><title>\(note)</title>"))
    #expect(page.contains("1 decisions of mean probability 0.900: 1.000 right"))
    #expect(page.components(separatedBy: "<svg viewBox=\"0 0 360 354\"").count - 1 == 6)
  }

  @Test func saysWhereThereIsNothing() {
    let page = EvaluationReport(title: "t", evaluations: [], kind: .several, missing: 0).html
    #expect(page.contains("There is nothing to judge."))
    #expect(page.contains("every label is judged"))
  }
}
