/// Judges blocks: an ensemble of small decision trees whose votes add up to the odds that a block is main content.
///
/// The trees were grown by gradient boosting (Friedman 2001) on pages whose content people had marked; `Documentation/extraction.md` says
/// on which and how well they do on pages that they were not grown on. No tree asks for a site.
struct ContentModel: Sendable {
  /// One question, or an answer. A child below zero is an answer: the value at its complement.
  private struct Node {
    let feature: Int16
    let left: Int16
    let right: Int16
    let threshold: Float
  }

  private let nodes: [Node]
  private let values: [Float]
  /// The first node of every tree.
  private let roots: [Int32]

  /// The columns of a table of trees, as a file has them.
  struct Columns: Decodable {
    let questions: [Int16]
    let thresholds: [Float]
    let values: [Float]
    let sizes: [Int16]
  }

  /// Builds the trees from columns that nobody has checked; nothing where they are no trees over rows of `width` numbers.
  init?(_ columns: Columns, width: Int) {
    var (first, isSound) = (0, true)
    for size in columns.sizes.map(Int.init) {
      guard size > 0, first + size <= columns.thresholds.count,
        3 * (first + size) <= columns.questions.count
      else { return nil }
      for index in 0..<size {
        let question = columns.questions[(3 * (first + index))..<(3 * (first + index) + 3)]
        isSound = isSound && question.first.map { 0..<width ~= Int($0) } == true
        // A child stands behind its question, so that every way through the tree ends.
        isSound =
          isSound
          && question.dropFirst().allSatisfy { child in
            child < 0 ? ~Int(child) <= size : index < Int(child) && Int(child) < size
          }
      }
      first += size
    }
    guard isSound, !columns.sizes.isEmpty, first == columns.thresholds.count,
      3 * first == columns.questions.count,
      columns.values.count == first + columns.sizes.count
    else { return nil }
    self.init(
      questions: columns.questions, thresholds: columns.thresholds, values: columns.values,
      sizes: columns.sizes)
  }

  /// Builds the trees from the table's columns.
  ///
  /// - Parameters:
  ///   - questions: for every question its feature and its two children, counted within the tree.
  ///   - thresholds: for every question the most that goes left.
  ///   - values: the answers of all trees, in order.
  ///   - sizes: the number of questions of every tree; it has one answer more.
  init(questions: [Int16], thresholds: [Float], values: [Float], sizes: [Int16]) {
    var nodes: [Node] = []
    nodes.reserveCapacity(thresholds.count)
    for index in thresholds.indices {
      nodes.append(
        Node(
          feature: questions[3 * index], left: questions[3 * index + 1],
          right: questions[3 * index + 2], threshold: thresholds[index]))
    }
    var roots: [Int32] = [0]
    for size in sizes { roots.append((roots.last ?? 0) + Int32(size)) }
    self.nodes = nodes
    self.values = values
    self.roots = roots
  }

  /// After how many trees the odds of most blocks are plain enough, and below what the rest of the trees would hardly change: a menu needs no
  /// further look.
  private static let firstLook = 48
  private static let hopeless: Float = -3

  /// The odds that a block is main content, as a logarithm.
  ///
  /// `row` holds its numbers, as many as the model was fitted with.
  /// - Complexity: O(*t*) in the trees.
  func odds(_ row: ArraySlice<Float>) -> Float {
    var odds: Float = 0
    let base = row.startIndex
    for tree in 0..<(roots.count - 1) {
      if tree == ContentModel.firstLook, odds < ContentModel.hopeless { break }
      let root = Int(roots[tree])
      var index = 0
      while index >= 0 {
        let node = nodes[root + index]
        index =
          row[base + Int(node.feature)] <= node.threshold ? Int(node.left) : Int(node.right)
      }
      // A tree of n questions has n + 1 answers, so that the answers of the trees before number as many more.
      odds += values[root + tree + ~index]
    }
    return odds
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
