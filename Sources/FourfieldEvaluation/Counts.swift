/// Right and wrong decisions for one class.
public struct Counts: Hashable, Sendable {
  /// Decided and right.
  public var truePositives: Int
  /// Decided and wrong.
  public var falsePositives: Int
  /// Not decided and wrong.
  public var falseNegatives: Int

  /// Creates counts.
  public init(truePositives: Int = 0, falsePositives: Int = 0, falseNegatives: Int = 0) {
    self.truePositives = truePositives
    self.falsePositives = falsePositives
    self.falseNegatives = falseNegatives
  }

  /// The share of decisions that are right; 0 where there is none.
  public var precision: Double { Counts.share(truePositives, truePositives + falsePositives) }
  /// The share of the class that was found; 0 where there is none.
  public var recall: Double { Counts.share(truePositives, truePositives + falseNegatives) }
  /// The harmonic mean of precision and recall (van Rijsbergen, Information Retrieval, 1979, with β = 1).
  public var f1: Double {
    Counts.share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives)
  }
  /// The items of the class.
  public var support: Int { truePositives + falseNegatives }

  /// Adds decisions of another class.
  mutating func add(_ other: Counts) {
    truePositives += other.truePositives
    falsePositives += other.falsePositives
    falseNegatives += other.falseNegatives
  }

  private static func share(_ part: Int, _ whole: Int) -> Double {
    whole == 0 ? 0 : Double(part) / Double(whole)
  }
}
