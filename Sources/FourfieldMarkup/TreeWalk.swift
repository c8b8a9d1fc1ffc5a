/// Goes through one tree of a ``ContentModel``, whose questions nobody has checked, and tells which answers lie to the left of each.
struct TreeWalk {
  /// The most answers that a tree has: a bit each.
  private static let mostAnswers = 32

  /// For every question the answers to its left, as bits from left to right.
  private(set) var left: [UInt32]

  /// For every question its feature and its two children.
  private let questions: [Int16]
  private var isSeen: [Bool]
  private var order: [Int] = []

  /// Takes the questions of a tree; nil where it has none, too many, or one of a number that rows of `width` do not have.
  init?(_ questions: ArraySlice<Int16>, _ width: Int) {
    self.questions = Array(questions)
    let count = questions.count / 3
    guard count > 0, count < TreeWalk.mostAnswers else { return nil }
    for index in 0..<count where !(0..<width).contains(Int(self.questions[3 * index])) {
      return nil
    }
    left = [UInt32](repeating: 0, count: count)
    isSeen = [Bool](repeating: false, count: count)
  }

  /// The answers from left to right, each once; nil where a question is come to twice or not at all, or an answer is.
  mutating func answersFromLeft() -> [Int]? {
    guard visit(0), !isSeen.contains(false), Set(order).count == order.count,
      order.allSatisfy({ $0 <= left.count })
    else { return nil }
    return order
  }

  /// Visits a question and all behind it; no tree is deeper than it has questions.
  private mutating func visit(_ index: Int) -> Bool {
    guard index < left.count, !isSeen[index] else { return false }
    isSeen[index] = true
    let start = order.count
    guard follow(questions[3 * index + 1]) else { return false }
    for place in start..<order.count { left[index] |= 1 << UInt32(place) }
    return follow(questions[3 * index + 2])
  }

  private mutating func follow(_ child: Int16) -> Bool {
    if child >= 0 { return visit(Int(child)) }
    order.append(~Int(child))
    return true
  }
}
