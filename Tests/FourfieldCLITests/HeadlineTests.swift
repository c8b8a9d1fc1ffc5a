import Foundation
import TestSupport
import Testing

/// Headlines and passages that were written for this test after the lexicon, some words of which were added for those that failed: a guard
/// against edits that break plain cases, no evidence of validity.
@Suite struct HeadlineTests {
  private func macroF1(_ file: String) throws -> [(part: String, value: Double)] {
    let result = try Program.run([
      "evaluate", "Tests/Headlines/" + file, "--json", "--by", "language", "--resamples", "40",
    ])
    #expect(result.status == 0, "\(result.errors)")
    let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let parts = try #require(json?["evaluations"] as? [[String: Any]])
    return try parts.map { part in
      let figure = try #require(part["macro_f1"] as? [String: Double])
      return (part["part"] as? String ?? "", figure["value"] ?? 0)
    }
  }

  @Test(arguments: ["headlines.jsonl", "passages.jsonl"])
  func plainCasesStayRight(file: String) throws {
    let figures = try macroF1(file)
    #expect(figures.count == 5, "all and four languages: \(figures.map(\.part))")
    for figure in figures { #expect(figure.value >= 0.85, "\(file), \(figure)") }
  }
}
