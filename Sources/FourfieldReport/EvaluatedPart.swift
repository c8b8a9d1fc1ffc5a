public import FourfieldCore

/// What the page of an evaluation shows of one part of the items: plain figures, wherever they come from.
public struct EvaluatedPart: Hashable, Sendable {
  /// A row of the table of classes.
  public struct ClassRow: Hashable, Sendable {
    /// The class.
    public var name: String
    /// How many items the coders gave it.
    public var items: Int
    /// The share of its tags that are right.
    public var precision: Interval
    /// The share of its items that are found.
    public var recall: Interval
    /// The harmonic mean of the two.
    public var f1: Interval
    /// Average precision by probability; `nil` for the background, which has none.
    public var averagePrecision: Double?

    /// Creates a row.
    public init(
      name: String, items: Int, precision: Interval, recall: Interval, f1: Interval,
      averagePrecision: Double?
    ) {
      self.name = name
      self.items = items
      self.precision = precision
      self.recall = recall
      self.f1 = f1
      self.averagePrecision = averagePrecision
    }
  }

  /// A dot of the reliability diagram.
  public struct Bin: Hashable, Sendable {
    /// How many decisions fell into it.
    public var count: Int
    /// Their mean probability.
    public var probability: Double
    /// The share of them that are right.
    public var share: Double

    /// Creates a dot.
    public init(count: Int, probability: Double, share: Double) {
      self.count = count
      self.probability = probability
      self.share = share
    }
  }

  /// What one threshold would give.
  public struct Threshold: Hashable, Sendable {
    /// The least probability of a label.
    public var threshold: Double
    /// The share of the items that keep a label.
    public var coverage: Double
    /// The share of the labels that are right.
    public var precision: Double
    /// The share of the right labels that are given.
    public var recall: Double

    /// Creates a point of the curve.
    public init(threshold: Double, coverage: Double, precision: Double, recall: Double) {
      self.threshold = threshold
      self.coverage = coverage
      self.precision = precision
      self.recall = recall
    }
  }

  /// The part's name.
  public var name = ""
  /// The languages of its items.
  public var languages: [String] = []
  /// How many items it has.
  public var items = 0
  /// Of how many documents they are.
  public var documents = 0
  /// The share of its items with a match.
  public var coverage = 0.0
  /// The classes in their order.
  public var classes: [ClassRow] = []
  /// Macro-F1 over the themes.
  public var macroF1 = Interval(value: 0, low: 0, high: 0)
  /// Macro-F1 with the background as a class, where there is one.
  public var macroF1WithBackground: Interval?
  /// Macro-F1 over the items that have a theme, where an item has one label.
  public var macroF1ThemesOnly: Interval?
  /// Micro-F1 over the themes.
  public var microF1 = Interval(value: 0, low: 0, high: 0)
  /// Gold, then tag, to the number of items; empty where items have several labels.
  public var confusion: [String: [String: Int]] = [:]
  /// The reliability diagram.
  public var reliability: [Bin] = []
  /// The expected calibration error.
  public var calibrationError = 0.0
  /// The trade of precision for coverage, by rising threshold.
  public var curve: [Threshold] = []

  /// Creates a part without figures.
  public init() {}
}
