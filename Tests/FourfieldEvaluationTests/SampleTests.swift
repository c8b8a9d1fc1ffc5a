@testable import FourfieldEvaluation
import Foundation
import Testing

@Suite struct SampleTests {
  /// 240 passages: two themes in three bands and two languages, and some that are not for coding.
  private var run: RunRecords {
    var passages: [TagRecord] = []
    for number in 0..<240 {
      let theme = ["a", "b", nil][number % 3]
      let probability = [0.3, 0.6, 0.9][number / 3 % 3]
      let scores = theme.map {
        [$0: TagRecord.Score(score: 2, probability: probability, count: 1)]
      }
      passages.append(
        TagRecord(
          id: "p\(number)", document: "d\(number / 4)", language: number % 10 == 0 ? "pt" : "en",
          text: "text \(number)", themes: scores ?? [:], primary: theme,
          reason: number % 40 == 1 ? "too-short" : theme == nil ? "no-match" : "labelled"))
    }
    return RunRecords(documents: [], passages: passages, themes: ["a", "b"])
  }

  private func sample(_ seed: UInt64 = 1) -> Sample {
    Sample(run, plan: SamplePlan(perTheme: 24, zeroHit: 10, seed: seed))
  }

  @Test func drawsFromAllCells() {
    let strata = Dictionary(grouping: sample().passages, by: \.stratum).mapValues(\.count)
    #expect(strata.filter { $0.key.hasPrefix("a/") }.values.reduce(0, +) == 24)
    #expect(strata.filter { $0.key.hasPrefix("no-match/") }.values.reduce(0, +) == 10)
    for cell in ["a/low/en", "a/middle/en", "a/high/en", "a/low/pt", "b/high/pt", "no-match/pt"] {
      #expect((strata[cell] ?? 0) >= 2, "\(cell): \(strata)")
    }
  }

  @Test func leavesOutWhatIsNotTagged() {
    #expect(!sample().passages.contains { $0.record.reason == "too-short" })
    #expect(Set(sample().passages.map(\.record.id)).count == sample().passages.count)
  }

  /// What is drawn stands for all that it was drawn from.
  @Test func weightsAddUpToTheRun() {
    let total = sample().passages.reduce(0) { $0 + $1.weight }
    let eligible = run.passages.count { $0.reason != "too-short" }
    #expect(abs(total - Double(eligible)) < 1e-9)
  }

  @Test func sameSeedSameSample() {
    #expect(sample(5) == sample(5))
    #expect(sample(5) != sample(6))
    // Not in the order of strata: coders would see it.
    let strata = sample().passages.map(\.stratum)
    #expect(strata != strata.sorted())
  }
}
