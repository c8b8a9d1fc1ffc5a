import FourfieldCore
@testable import FourfieldEvaluation
import Foundation
import Testing

@Suite struct AgreementTests {
  /// Coders in rows, a point for no coding.
  private func values(_ rows: [String]) -> [[Set<String>?]] {
    let cells = rows.map { $0.split(separator: " ").map { $0 == "." ? nil : Set([String($0)]) } }
    return cells[0].indices.map { unit in cells.map { $0[unit] } }
  }

  /// Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): two observers with binary data (α = 0.095), and four observers with
  /// five values and gaps (nominal α = 0.743); the digits beyond from the package krippendorff 0.9.0.
  @Test(arguments: [
    (["0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"], 0.09523809523809534),
    (
      [
        "1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
      ], 0.743421052631579
    ),
  ])
  func alphaOfPublishedExamples(rows: [String], expected: Double) throws {
    let alpha = try #require(KrippendorffAlpha(values(rows), distance: .nominal).value)
    #expect(abs(alpha - expected) < 1e-12)
  }

  /// Passonneau 2006: monotonicity 1, 2/3, 1/3 and 0, times Jaccard.
  @Test(arguments: [
    ("the same", "ab", "ab", 0.0), ("both empty", "", "", 0.0),
    ("a subset", "a", "ab", 0.6666666666666667), ("an overlap", "ab", "bc", 0.8888888888888888),
    ("nothing shared", "a", "b", 1.0), ("one empty", "a", "", 1.0),
  ])
  func masiDistances(name: String, one: String, other: String, expected: Double) {
    let distance = LabelDistance.masi.between(
      Set(one.map(String.init)), Set(other.map(String.init)))
    #expect(abs(distance - expected) < 1e-12, "\(name)")
  }

  /// Eight units, up to three coders; the value from a separate program that adds up all pairs of codings in NumPy.
  @Test func alphaWithMasi() throws {
    let units = [
      ["a", "a"], ["ab", "a"], ["ab", "bc"], ["", ""], ["c", ""], ["abc", "abc", "ab"], ["b"],
      ["b", "b"],
    ]
    let values = units.map { unit in
      (0..<3).map { $0 < unit.count ? Set(unit[$0].map(String.init)) : nil }
    }
    let alpha = try #require(KrippendorffAlpha(values, distance: .masi).value)
    #expect(abs(alpha - 0.465211459754433) < 1e-12)
  }

  /// Fleiss, Levin & Paik, Statistical Methods for Rates and Proportions (2003), table 18.1: 100 subjects in three diagnoses, κ = .68.
  @Test func kappaOfAPublishedTable() throws {
    let table = [
      ("p", "p", 75), ("p", "n", 1), ("p", "o", 4), ("n", "p", 5), ("n", "n", 4), ("n", "o", 1),
      ("o", "o", 10),
    ]
    let pairs = table.flatMap { row in
      (0..<row.2).map { _ in (Set([row.0]), Set([row.1])) }
    }
    #expect(abs(try #require(CohenKappa.value(pairs)) - 0.23 / 0.34) < 1e-12)
  }

  /// scikit-learn 1.9.1, `cohen_kappa_score`.
  @Test func kappaIsThatOfScikitLearn() throws {
    let pairs = zip("aabbccabca", "abbbccacca").map { (Set([String($0)]), Set([String($1)])) }
    #expect(abs(try #require(CohenKappa.value(pairs)) - 0.7014925373134329) < 1e-12)
  }

  @Test func whatDoesNotVaryHasNoAlpha() {
    #expect(KrippendorffAlpha(values(["1 1 1", "1 1 1"]), distance: .nominal).value == nil)
    #expect(KrippendorffAlpha(values(["1 . 1", ". 1 ."]), distance: .nominal).value == nil)
    #expect(CohenKappa.value([(["a"], ["a"])]) == nil)
    #expect(CohenKappa.value([]) == nil)
  }

  private func coding(_ name: String, _ rows: [(String, Set<String>)]) -> (
    name: String, gold: GoldSet
  ) {
    (name, GoldSet(kind: .several, items: rows.map { GoldItem(id: $0.0, labels: $0.1) }))
  }

  @Test func measuresFiles() throws {
    let data = try ReliabilityData([
      coding("bo", [("d/0", ["a"]), ("d/1", []), ("e/0", ["a", "b"])]),
      coding("ana", [("d/0", ["a"]), ("d/1", ["b"]), ("e/0", ["a", "b"]), ("f/0", ["a"])]),
    ])
    #expect(data.csv == "coder,d/0,d/1,e/0,f/0\r\nana,a,b,a|b,a\r\nbo,a,none,a|b,\r\n")
    #expect(data.clusters == ["d", "d", "e", "f"])
    let agreement = Agreement(data)
    #expect(agreement.shared == 3)
    #expect(agreement.overall.map(\.name) == ["masi", "nominal"])
    #expect(agreement.labels.map(\.name) == ["a", "b"])
    #expect(agreement.labels[0].alpha?.value == 1)
    #expect(agreement.pairs.map(\.units) == [3])
    #expect(abs(agreement.pairs[0].agreement - 2.0 / 3) < 1e-12)
  }

  @Test(arguments: [
    (0.9, 0.85, "reliable: α ≥ .80, the whole"), (0.82, 0.7, "reliable: α ≥ .80, though"),
    (0.7, 0.6, "tentative"), (0.667, 0.5, "tentative"), (0.66, 0.5, "not reliable"),
  ])
  func verdicts(value: Double, low: Double, expected: String) {
    #expect(Agreement.verdict(Interval(value: value, low: low, high: 1)).hasPrefix(expected))
  }

  @Test func refusesWhatIsNoAgreement() throws {
    #expect(throws: EvaluationError.self) { try ReliabilityData([coding("bo", [("1", ["a"])])]) }
    let twice = #expect(throws: EvaluationError.self) {
      try ReliabilityData([coding("bo", [("1", ["a"]), ("1", [])]), coding("ana", [("1", [])])])
    }
    #expect(twice?.message == "found '1' twice for coder 'bo', expected it once")
  }

  /// One file may hold several coders, and unsure codings count for agreement.
  @Test func readsCodersFromLines() throws {
    let text = """
      {"id":"1","labels":["a"],"coder":"ana","unsure":true}
      {"id":"1","labels":["a"],"coder":"bo"}
      """
    let gold = try GoldSet(Data(text.utf8), name: "g", doubt: .keep)
    #expect(try ReliabilityData([("g", gold)]).coders == ["ana", "bo"])
  }
}
