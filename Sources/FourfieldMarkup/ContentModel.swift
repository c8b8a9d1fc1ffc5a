internal import CByteScan

/// Judges blocks: an ensemble of small decision trees whose votes add up to the odds that a block is main content.
///
/// The trees were grown by gradient boosting (Friedman 2001) on pages whose content people had marked; `Documentation/extraction.md` says
/// on which and how well they do on pages that they were not grown on. No tree asks for a site.
struct ContentModel: Sendable {
  /// The questions of all trees, each with the answers that are left where it is answered with no.
  private let questions: [ff_tree_question]
  /// The answers of every tree from left to right, tree by tree.
  private let answers: [Float]
  /// The first question of every tree, and the end. A tree of *n* questions has *n* + 1 answers, so that those of the trees before number as many more.
  private let roots: [Int]
  /// The features that are asked for.
  private let features: [Int]

  /// The columns of a table of trees, as a file has them.
  struct Columns: Decodable {
    /// For every question its feature and its two children, counted within the tree; a child below zero is an answer, the one at its complement.
    let questions: [Int16]
    /// For every question the most that goes left.
    let thresholds: [Float]
    /// The answers of all trees, in order.
    let values: [Float]
    /// The number of questions of every tree; it has one answer more.
    let sizes: [Int16]
  }

  /// Builds the trees from columns that nobody has checked; nil where they are no trees over rows of `width` numbers, or a tree has more than 32 answers.
  init?(_ columns: Columns, width: Int) {
    var questions: [ff_tree_question] = []
    var answers: [Float] = []
    var roots = [0]
    guard !columns.sizes.isEmpty, columns.questions.count == 3 * columns.thresholds.count,
      columns.values.count == columns.thresholds.count + columns.sizes.count
    else { return nil }
    for (tree, size) in columns.sizes.map(Int.init).enumerated() {
      let first = roots[tree]
      guard first + size <= columns.thresholds.count,
        var walk = TreeWalk(columns.questions[(3 * first)..<(3 * max(first, first + size))], width)
      else { return nil }
      guard let order = walk.answersFromLeft() else { return nil }
      for index in 0..<size {
        questions.append(
          ff_tree_question(
            threshold: columns.thresholds[first + index], kept: ~walk.left[index],
            feature: Int32(columns.questions[3 * (first + index)])))
      }
      answers += order.map { columns.values[first + tree + $0] }
      roots.append(first + size)
    }
    guard roots.last == columns.thresholds.count else { return nil }
    self.questions = questions
    self.answers = answers
    self.roots = roots
    features = Set(questions.map { Int($0.feature) }).sorted()
  }

  /// After how many trees the odds of most blocks are plain enough, and below what the rest of the trees would hardly change: a menu needs no
  /// further look.
  private static let firstLook = 48
  private static let hopeless: Float = -3

  /// The odds that blocks are main content, as logarithms.
  ///
  /// `rows` holds the numbers of one block behind the other, `width` of each, as many as the model was fitted with.
  /// - Complexity: O(*b* · *t*) in the blocks and the questions of all trees; 16 blocks are judged together.
  func odds(_ rows: [Float], width: Int) -> [Float] {
    var odds = [Float](repeating: 0, count: rows.count / width)
    let trees = roots.count - 1
    let first = min(ContentModel.firstLook, trees)
    add(0..<first, of: rows, width, at: Array(odds.indices), to: &odds)
    let rest = odds.indices.filter { !(odds[$0] < ContentModel.hopeless) }
    add(first..<trees, of: rows, width, at: rest, to: &odds)
    return odds
  }

  /// Adds what some trees say of some rows.
  private func add(
    _ trees: Range<Int>, of rows: [Float], _ width: Int, at indices: [Int], to odds: inout [Float]
  ) {
    let lanes = Int(FF_TREE_ROWS)
    // Number by number, as the trees ask for them.
    var columns = [Float](repeating: 0, count: width * lanes)
    var sums = [Float](repeating: 0, count: lanes)
    for start in stride(from: 0, to: trees.isEmpty ? 0 : indices.count, by: lanes) {
      let group = indices[start..<min(start + lanes, indices.count)]
      for (lane, index) in group.enumerated() {
        sums[lane] = odds[index]
        for feature in features { columns[feature * lanes + lane] = rows[index * width + feature] }
      }
      ask(trees, columns, &sums)
      for (lane, index) in group.enumerated() { odds[index] = sums[lane] }
    }
  }

  /// Adds what some trees say of the rows whose numbers lie in columns. No tree asks for a feature beyond the width, see ``init(_:width:)``.
  private func ask(_ trees: Range<Int>, _ columns: [Float], _ sums: inout [Float]) {
    unsafe questions.withUnsafeBufferPointer { questions in
      unsafe answers.withUnsafeBufferPointer { answers in
        guard let question = questions.baseAddress, let answer = answers.baseAddress
        else { return }
        for tree in trees {
          let root = roots[tree]
          unsafe ff_add_tree(
            columns, question + root, Int32(roots[tree + 1] - root), answer + root + tree, &sums)
        }
      }
    }
  }

  /// The probability that odds stand for.
  static func probability(_ odds: Float) -> Float {
    // 2^x by parts: the whole part as an exponent, the rest as a polynomial; exact to 1e-4, which no decision hangs on.
    let power = max(-30, min(30, -odds)) * 1.442_695
    let whole = power.rounded(.down)
    let rest = power - whole
    let fraction =
      1 + rest * (0.693_147 + rest * (0.240_227 + rest * (0.055_504 + rest * 0.009_67)))
    return 1 / (1 + fraction * Float(sign: .plus, exponent: Int(whole), significand: 1))
  }
}
