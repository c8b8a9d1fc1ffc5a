import TestSupport
import Testing

@testable import FourfieldMarkup

@Suite struct ContentModelTests {
  private static let width = 9

  /// Trees that grow at random, column by column.
  private struct Forest {
    var questions: [Int16] = []
    var thresholds: [Float] = []
    var values: [Float] = []
    var sizes: [Int16] = []

    var columns: ContentModel.Columns {
      ContentModel.Columns(
        questions: questions, thresholds: thresholds, values: values, sizes: sizes)
    }

    /// Adds a tree of some questions: each takes the place of an answer of those before it, as boosting grows its trees.
    mutating func grow(_ size: Int, _ generator: inout SeededGenerator) {
      var children: [Int16] = [-1, -2]
      for question in 1..<max(1, size) {
        let open = children.indices.filter { children[$0] < 0 }
        let place = open.randomElement(using: &generator) ?? 0
        children += [children[place], ~Int16(question + 1)]
        children[place] = Int16(question)
      }
      for question in 0..<size {
        questions += [Int16.random(in: 0..<Int16(width), using: &generator)]
        questions += children[(2 * question)..<(2 * question + 2)]
        thresholds.append(Float(Int.random(in: -2...2, using: &generator)))
      }
      values += (0...size).map { _ in Float.random(in: -1...1, using: &generator) }
      sizes.append(Int16(size))
    }

    /// The odds as the trees are told: from question to question.
    func odds(_ row: ArraySlice<Float>) -> Float {
      var (odds, first) = (Float(0), 0)
      for (tree, size) in sizes.enumerated() {
        if tree == 48, odds < -3 { break }
        var index = 0
        while index >= 0 {
          let question = questions[(3 * (first + index))..<(3 * (first + index) + 3)]
          let isLeft =
            row[row.startIndex + Int(question[question.startIndex])] <= thresholds[first + index]
          index = Int(question[question.startIndex + (isLeft ? 1 : 2)])
        }
        odds += values[first + tree + ~index]
        first += Int(size)
      }
      return odds
    }
  }

  /// Whole numbers, so that many are just a threshold; any number of rows, so that the last group of 16 is not full.
  @Test func asksAsOneWouldGoFromQuestionToQuestion() throws {
    var generator = SeededGenerator(seed: 31)
    var cut = 0
    for _ in 0..<200 {
      var forest = Forest()
      for _ in 0..<Int.random(in: 1...70, using: &generator) {
        forest.grow(Int.random(in: 1...31, using: &generator), &generator)
      }
      let model = try #require(ContentModel(forest.columns, width: ContentModelTests.width))
      let count = Int.random(in: 0...50, using: &generator)
      let rows = (0..<(count * ContentModelTests.width)).map { _ -> Float in
        Int.random(in: 0..<40, using: &generator) == 0
          ? .nan : Float(Int.random(in: -3...3, using: &generator))
      }
      let expected = (0..<count).map { forest.odds(rows[($0 * ContentModelTests.width)...]) }
      #expect(model.odds(rows, width: ContentModelTests.width) == expected)
      cut += forest.sizes.count > 48 ? expected.filter { $0 < -3 }.count : 0
    }
    #expect(cut > 50)
  }

  @Test(arguments: [
    ("33 answers", 32, [Int16](), false), ("32 answers", 31, [], true),
    ("a question that two lead to", 3, [0, 1, 2, 0, 2, -1, 0, -2, -3], false),
    ("a question that none leads to", 2, [0, -1, -2, 0, -2, -3], false),
    ("an answer that two have", 2, [0, 1, -1, 0, -2, -1], false),
    ("a question that leads back", 2, [0, 1, -1, 0, 0, -2], false),
    ("a tree that leans to the right", 2, [0, -3, 1, 0, -2, -1], true),
  ])
  func takesOnlyTrees(name: String, size: Int, questions: [Int16], isTree: Bool) {
    var generator = SeededGenerator(seed: 3)
    var forest = Forest()
    forest.grow(size, &generator)
    if !questions.isEmpty { forest.questions = questions }
    #expect(
      (ContentModel(forest.columns, width: ContentModelTests.width) != nil) == isTree, "\(name)")
  }
}
