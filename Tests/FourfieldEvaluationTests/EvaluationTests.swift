import FourfieldCore
import FourfieldEvaluation
import Testing

@Suite struct EvaluationTests {
  private func item(_ number: Int, gold: Set<String>, labels: [String], primary: String?)
    -> EvaluatedItem
  {
    let scores = Dictionary(
      labels.map { ($0, TagRecord.Score(score: 1, probability: 0.9, count: 1)) },
      uniquingKeysWith: { first, _ in first })
    return EvaluatedItem(
      gold: gold,
      record: TagRecord(id: "\(number)", themes: scores, labels: labels, primary: primary))
  }

  /// Against scikit-learn 1.9.1 (`precision_recall_fscore_support`, `f1_score`) on the same ten pairs, `c` standing for the background.
  @Test func figuresAreThoseOfScikitLearn() {
    func name(_ letter: Character) -> String { letter == "c" ? "other" : String(letter) }
    let items = zip("aaabbcbcca", "abacbcbaca").enumerated().map { number, pair in
      let tagged = name(pair.1)
      return item(
        number, gold: [name(pair.0)], labels: tagged == "other" ? [] : [tagged],
        primary: tagged == "other" ? nil : tagged)
    }
    let result = Evaluation(items, kind: .single)
    #expect(result.classes.map(\.name) == ["a", "b", "other"])
    let expected = [(0.75, 0.75, 0.75), (2.0 / 3, 2.0 / 3, 2.0 / 3), (2.0 / 3, 2.0 / 3, 2.0 / 3)]
    for (own, known) in zip(result.classes, expected) {
      #expect(abs(own.precision.value - known.0) < 1e-12)
      #expect(abs(own.recall.value - known.1) < 1e-12)
      #expect(abs(own.f1.value - known.2) < 1e-12)
      #expect(own.f1.low <= own.f1.value && own.f1.value <= own.f1.high)
    }
    #expect(abs((result.macroF1WithBackground?.value ?? 0) - 0.6944444444444443) < 1e-12)
    #expect(abs(result.macroF1.value - (0.75 + 2.0 / 3) / 2) < 1e-12)
    #expect(result.confusion["a"] == ["a": 3, "b": 1])
    #expect(result.confusion["other"] == ["a": 1, "other": 2])
  }

  @Test func judgesEveryLabelWhereThereAreSeveral() {
    let result = Evaluation(
      [
        item(1, gold: ["a", "b"], labels: ["a"], primary: "a"),
        item(2, gold: [], labels: ["b"], primary: "b"),
      ], kind: .several)
    #expect(result.classes.map(\.f1.value) == [1, 0])
    #expect(result.confusion.isEmpty)
    #expect(result.macroF1ThemesOnly == nil)
    #expect(result.microF1.value == 0.5)
  }

  /// The items with a theme alone are judged by the best theme, even where the background is ahead of it.
  @Test func themesAloneIgnoreTheBackground() {
    let result = Evaluation(
      [
        item(1, gold: ["a"], labels: ["a"], primary: nil),
        item(2, gold: ["b"], labels: ["b"], primary: "b"),
        item(3, gold: ["other"], labels: ["b"], primary: "b"),
      ], kind: .single)
    #expect(result.macroF1ThemesOnly?.value == 1)
    #expect(abs(result.macroF1.value - (0 + 2.0 / 3) / 2) < 1e-12)
  }

  /// By hand: of three items two keep a label at 0.5, one of them rightly, and two have a theme.
  @Test func thresholdsTradePrecisionForCoverage() throws {
    func scored(_ id: String, _ gold: String, _ probability: Double) -> EvaluatedItem {
      EvaluatedItem(
        gold: [gold],
        record: TagRecord(
          id: id, themes: ["a": TagRecord.Score(score: 1, probability: probability, count: 1)],
          labels: ["a"], primary: "a"))
    }
    let result = Evaluation(
      [scored("1", "a", 0.9), scored("2", "other", 0.6), scored("3", "a", 0.3)], kind: .single)
    let point = try #require(result.curve.first { abs($0.threshold - 0.5) < 1e-9 })
    #expect(abs(point.coverage - 2.0 / 3) < 1e-12)
    #expect(point.precision == 0.5)
    #expect(point.recall == 0.5)
  }

  @Test func splitsByLanguageAndLength() {
    let alignment = Alignment(
      kind: .single,
      items: [("en", "word "), ("en", "word "), ("zh", "字")].enumerated().map { number, pair in
        EvaluatedItem(
          gold: ["a"],
          record: TagRecord(
            id: "\(number)", language: pair.0, text: String(repeating: pair.1, count: 30)))
      }, missing: 0, themes: ["a"])
    #expect(
      EvaluationSplit.language.evaluations(alignment).map(\.part) == ["language en", "language zh"])
    #expect(EvaluationSplit.length.evaluations(alignment).map(\.items) == [2, 1])
  }
}
