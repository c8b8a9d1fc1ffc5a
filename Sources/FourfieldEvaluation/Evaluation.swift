/// How well a run's tags agree with human coding.
///
/// With one label an item the leading theme is compared, and no theme counts as the background class; with several, each theme is a yes–no
/// decision of its own.
public struct Evaluation: Hashable, Sendable {
  /// The figures of one class.
  public struct ClassResult: Hashable, Sendable {
    /// The theme, or the background class.
    public var name: String
    /// Its decisions.
    public var counts: Counts
    /// F1 with its bounds.
    public var f1: Interval
  }

  /// How the coders labelled.
  public let kind: GoldSet.Kind
  /// Items that both sides have.
  public let items: Int
  /// Items of the gold that the run does not have.
  public let missing: Int
  /// The share of items in which something matched.
  public let coverage: Double
  /// The classes that the gold has, in order of name.
  public let classes: [ClassResult]
  /// The mean of the classes' F1, with its bounds.
  public let macroF1: Interval
  /// F1 over all decisions together.
  public let microF1: Double
  /// For one label an item: how often gold (first) was tagged as (second).
  public let confusion: [String: [String: Int]]

  /// What items without a theme are called.
  public static let background = "other"

  private struct Pair {
    let gold: Set<String>
    let tagged: Set<String>
  }

  /// Compares a run with gold.
  ///
  /// - Throws: ``EvaluationError`` where no id is in both.
  /// - Complexity: O(*n* × ``Bootstrap/resamples``).
  public init(_ tagging: Tagging, gold: GoldSet) throws(EvaluationError) {
    var pairs: [Pair] = []
    var matched = 0
    for item in gold.items {
      guard let tags = tagging.items[item.id] else { continue }
      let decided = gold.kind == .several ? tags.labels : [tags.primary ?? Evaluation.background]
      pairs.append(Pair(gold: item.labels, tagged: decided))
      if tags.hasMatch { matched += 1 }
    }
    guard !pairs.isEmpty else {
      throw EvaluationError("found none of the \(gold.items.count) gold ids in the run")
    }
    // Classes that the gold does not have can only be wrong: they cost their rivals' recall, not a row of their own.
    let names = Set(gold.items.flatMap(\.labels)).sorted()
    kind = gold.kind
    items = pairs.count
    missing = gold.items.count - pairs.count
    coverage = Double(matched) / Double(pairs.count)
    let whole = Evaluation.counts(pairs, Array(pairs.indices), names)
    classes = names.indices.map { index in
      ClassResult(
        name: names[index], counts: whole[index],
        f1: Bootstrap.interval(count: pairs.count) {
          Evaluation.counts(pairs, $0, [names[index]])[0].f1
        })
    }
    macroF1 = Bootstrap.interval(count: pairs.count) { Evaluation.macro(pairs, $0, names) }
    let sum = whole.reduce(into: Counts()) {
      $0.truePositives += $1.truePositives
      $0.falsePositives += $1.falsePositives
      $0.falseNegatives += $1.falseNegatives
    }
    microF1 = sum.f1
    confusion = gold.kind == .single ? Evaluation.confusion(pairs) : [:]
  }

  private static func counts(_ pairs: [Pair], _ sample: [Int], _ names: [String]) -> [Counts] {
    var counts = [Counts](repeating: Counts(), count: names.count)
    for index in sample {
      for (number, name) in names.enumerated() {
        switch (pairs[index].gold.contains(name), pairs[index].tagged.contains(name)) {
        case (true, true): counts[number].truePositives += 1
        case (false, true): counts[number].falsePositives += 1
        case (true, false): counts[number].falseNegatives += 1
        case (false, false): break
        }
      }
    }
    return counts
  }

  private static func macro(_ pairs: [Pair], _ sample: [Int], _ names: [String]) -> Double {
    counts(pairs, sample, names).reduce(0) { $0 + $1.f1 } / Double(max(1, names.count))
  }

  private static func confusion(_ pairs: [Pair]) -> [String: [String: Int]] {
    var table: [String: [String: Int]] = [:]
    for pair in pairs {
      for gold in pair.gold {
        for tagged in pair.tagged { table[gold, default: [:]][tagged, default: 0] += 1 }
      }
    }
    return table
  }
}
