import Foundation
import FourfieldEvaluation
import Testing

@Suite struct EvaluationTests {
  private func tagging(_ rows: [(String, [String], String?)]) -> Tagging {
    var items: [String: Tagging.Item] = [:]
    for (id, labels, primary) in rows {
      items[id] = Tagging.Item(labels: Set(labels), primary: primary, hasMatch: primary != nil)
    }
    return Tagging(items: items, themes: ["a", "b"])
  }

  /// By hand: a has 2 right, 1 wrong, 1 missed; other has 1 right, 1 wrong, 0 missed … as the table below says.
  @Test func comparesTheLeadingTheme() throws {
    let gold = GoldSet(
      kind: .single,
      items: [("1", "a"), ("2", "a"), ("3", "a"), ("4", "b"), ("5", "other"), ("6", "b")].map {
        GoldItem(id: $0.0, labels: [$0.1])
      })
    let run = tagging([
      ("1", ["a"], "a"), ("2", ["a", "b"], "a"), ("3", [], nil), ("4", ["a"], "a"), ("5", [], nil),
    ])
    let result = try Evaluation(run, gold: gold)
    #expect(result.items == 5)
    #expect(result.missing == 1)
    #expect(result.coverage == 0.6)
    #expect(result.classes.map(\.name) == ["a", "b", "other"])
    #expect(result.classes.map(\.counts.truePositives) == [2, 0, 1])
    #expect(result.classes.map(\.counts.falsePositives) == [1, 0, 1])
    #expect(result.classes.map(\.counts.falseNegatives) == [1, 1, 0])
    // F1: 4/6, 0, 2/3; micro: 6 / (6 + 2 + 2).
    #expect(abs(result.macroF1.value - (4.0 / 6 + 0 + 2.0 / 3) / 3) < 1e-12)
    #expect(abs(result.microF1 - 0.6) < 1e-12)
    #expect(result.confusion == ["a": ["a": 2, "other": 1], "b": ["a": 1], "other": ["other": 1]])
    #expect(result.macroF1.low <= result.macroF1.value)
    #expect(result.macroF1.high >= result.macroF1.value)
  }

  @Test func comparesEveryLabel() throws {
    let gold = GoldSet(
      kind: .several,
      items: [GoldItem(id: "1", labels: ["a", "b"]), GoldItem(id: "2", labels: [])])
    let result = try Evaluation(tagging([("1", ["a"], "a"), ("2", ["b"], "b")]), gold: gold)
    #expect(result.classes.map(\.counts.f1) == [1, 0])
    #expect(result.confusion.isEmpty)
  }

  @Test func refusesWhatHasNoIdInCommon() {
    let gold = GoldSet(kind: .single, items: [GoldItem(id: "9", labels: ["a"])])
    #expect(throws: EvaluationError("found none of the 1 gold ids in the run")) {
      try Evaluation(tagging([("1", ["a"], "a")]), gold: gold)
    }
  }

  @Test(arguments: [
    ("{\"id\":\"1\"}", "g:1: found no label and no labels"),
    ("{\"id\":\"1\",\"label\":\"a\"}\nnot json", "g:2: found a line without id and label"),
    ("{\"id\":\"1\",\"label\":\"a\"}\n{\"id\":\"2\",\"labels\":[]}", "g:2: found label and labels"),
    ("\n", "g: found no item"),
  ])
  func refusesGold(text: String, message: String) {
    let error = #expect(throws: EvaluationError.self) {
      try GoldSet(jsonl: Data(text.utf8), name: "g")
    }
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
  }

  @Test func leavesOutWhatCodersDispute() throws {
    let text = "{\"id\":\"1\",\"labels\":[\"a\"],\"disputed\":true}\n{\"id\":\"2\",\"labels\":[]}"
    #expect(try GoldSet(jsonl: Data(text.utf8), name: "g").items.map(\.id) == ["2"])
  }

  /// The mean of n coins with p = 0.5 has the standard error 0.5 / √n; 1.96 of it is the half-width.
  @Test func boundsOfAMeanAreTheNormalOnes() {
    let coins = (0..<400).map { $0 % 2 }
    let interval = Bootstrap.interval(count: coins.count) { sample in
      Double(sample.reduce(0) { $0 + coins[$1] }) / Double(sample.count)
    }
    #expect(interval.value == 0.5)
    #expect(abs(interval.low - (0.5 - 0.049)) < 0.008, "\(interval)")
    #expect(abs(interval.high - (0.5 + 0.049)) < 0.008, "\(interval)")
    let again = Bootstrap.interval(count: coins.count) { sample in
      Double(sample.reduce(0) { $0 + coins[$1] }) / Double(sample.count)
    }
    #expect(again == interval)
  }
}
