import FourfieldCore
import FourfieldEvaluation
import Foundation
import Testing

@Suite struct PrevalenceTests {
  /// Rogan & Gladen 1978: with sensitivity .9 and specificity .8, 30 % positives mean (.3 − .2) / (.9 − .2) = 14.3 %.
  @Test(arguments: [
    (0.3, 0.9, 0.2, 1.0 / 7), (0.1, 0.9, 0.2, 0), (0.95, 0.9, 0.2, 1), (0.5, 1, 0, 0.5),
  ])
  func adjustsCounts(raw: Double, recall: Double, falseAlarm: Double, expected: Double) throws {
    let value = try #require(Prevalence.adjusted(raw, recall, falseAlarm))
    #expect(abs(value - expected) < 1e-12)
  }

  @Test func tellsNothingWithoutDistance() {
    #expect(Prevalence.adjusted(0.3, 0.25, 0.2) == nil)
  }

  /// 1000 documents, 200 of them of the theme; the tagger finds 160 of these and 100 others.
  @Test func recoversTheTrueShare() throws {
    var records: [TagRecord] = []
    for number in 0..<1000 {
      let isTrue = number % 5 == 0
      let isTagged = isTrue ? number % 25 != 0 : number % 10 == 1
      let record = TagRecord(
        id: "\(number)", labels: isTagged ? ["a"] : [], primary: isTagged ? "a" : nil)
      records.append(record)
    }
    let run = RunRecords(documents: records, passages: [], themes: ["a"])
    let whole = Alignment(
      kind: .several,
      items: records.enumerated().map { EvaluatedItem(gold: $0 % 5 == 0 ? ["a"] : [], record: $1) },
      missing: 0, themes: ["a"])
    let exact = try #require(Prevalence(whole, run).rows.first)
    #expect(abs(exact.raw - 0.26) < 1e-12)
    let adjusted = try #require(exact.adjusted)
    #expect(abs(adjusted.value - 0.2) < 1e-12)
    #expect(adjusted.low < 0.2 && adjusted.high > 0.2 && adjusted.high - adjusted.low < 0.08)
    // A document that stands for many changes the rates.
    let weighted = Prevalence(whole, run, weights: ["0": 100])
    #expect(weighted.rows[0].recall < exact.recall)
  }

  @Test func readsTheKeyOfASample() throws {
    let key = "{\"id\":\"d/0\",\"stratum\":\"a/low/en\",\"weight\":2.5}\n"
    #expect(try SampleKey.weights(Data(key.utf8), name: "key.jsonl") == ["d/0": 2.5])
    #expect(throws: EvaluationError("k:1: found no id and weight, expected the key of a sample")) {
      try SampleKey.weights(Data("{}".utf8), name: "k")
    }
  }
}
