import FourfieldEvaluation
import Testing

@Suite struct AlignmentTests {
  private let run = RunRecords(
    documents: [TagRecord(id: "d"), TagRecord(id: "e")],
    passages: [
      TagRecord(id: "d/0", document: "d", range: 0..<10),
      TagRecord(id: "d/1", document: "d", range: 12..<40),
      TagRecord(id: "e/0", document: "e", range: 0..<10),
    ], themes: ["a", "b"])

  private func gold(_ kind: GoldSet.Kind, _ items: [(String, Set<String>, Range<Int>?)]) -> GoldSet
  {
    GoldSet(kind: kind, items: items.map { GoldItem(id: $0.0, labels: $0.1, range: $0.2) })
  }

  @Test func takesDocumentsThenPassages() throws {
    let documents = try Alignment(gold(.single, [("d", ["a"], nil), ("gone", ["a"], nil)]), run)
    #expect(documents.items.map(\.record.id) == ["d"])
    #expect(documents.missing == 1)
    let passages = try Alignment(gold(.single, [("d/1", ["a"], nil)]), run)
    #expect(passages.items.map(\.record.id) == ["d/1"])
  }

  /// A stretch counts for a passage that shares half of the shorter of both; coded documents give all their passages.
  @Test(arguments: [
    ("the whole passage", "d", 0..<10, ["a", ""]), ("a sentence in it", "d", 14..<20, ["", "a"]),
    ("both", "d", 0..<40, ["a", "a"]),
    ("the end of one, a bit of the next", "d", 4..<15, ["a", ""]),
    ("offsets in a passage", "d/1", 0..<5, ["a"]),
  ])
  func bringsStretchesOntoPassages(
    name: String, id: String, range: Range<Int>, expected: [String]
  ) throws {
    let alignment = try Alignment(gold(.several, [(id, ["a"], range)]), run)
    #expect(alignment.items.map { $0.gold.joined() } == expected, "\(name)")
    #expect(alignment.missing == 0)
  }

  @Test func oneLabelMeansOneLabel() throws {
    let alignment = try Alignment(
      gold(.single, [("d", ["b"], 0..<10), ("d", ["a"], 2..<8)]), run)
    #expect(alignment.items.map(\.gold) == [["a"], ["other"]])
  }

  @Test func refusesWhatCannotBeCompared() {
    #expect(throws: EvaluationError("found none of the 1 gold ids in the run")) {
      try Alignment(gold(.single, [("9", ["a"], nil)]), run)
    }
    #expect(
      throws: EvaluationError("found id 'd' twice in the gold, expected one coding an item")
    ) {
      try Alignment(gold(.single, [("d", ["a"], nil), ("e", ["a"], nil), ("d", ["b"], nil)]), run)
    }
    #expect(throws: EvaluationError("found label 'z' in the gold, expected one of a, b, other")) {
      try Alignment(gold(.single, [("d", ["z"], nil)]), run)
    }
  }
}
