public import FourfieldCore

/// A run, or a part of it, held against gold.
///
/// Where the coders gave one label an item, the leading theme is judged, and an item without one counts as the background; where they gave
/// any number, every label is.
public struct Evaluation: Hashable, Sendable, Codable {
  /// What came out for one class.
  public struct ClassResult: Hashable, Sendable, Codable {
    /// The theme, or ``GoldSet/background``.
    public var name: String
    /// Items that people gave it.
    public var items: Int
    /// The share of its decisions that are right.
    public var precision: Interval
    /// The share of its items that were found.
    public var recall: Interval
    /// The harmonic mean of both.
    public var f1: Interval
    /// The mean precision over the ranking by probability; nil for the background, which has none.
    public var averagePrecision: Double?
  }

  /// What part of the items this is: `all`, or a value of what it was split by.
  public let part: String
  /// The languages of the items, in order of name: where there are several, they are pooled.
  public let languages: [String]
  /// The number of items.
  public let items: Int
  /// The number of documents that they come from.
  public let documents: Int
  /// The share of items in which something matched.
  public let coverage: Double
  /// The classes that the gold has: the themes in order of name, then the background.
  public let classes: [ClassResult]
  /// The mean of the themes' F1; items of the background count as mistakes where they were given a theme.
  public let macroF1: Interval
  /// The same with the background as a class of its own; nil where the gold has none.
  public let macroF1WithBackground: Interval?
  /// The mean of the themes' F1 over the items that have one, by the best theme whatever the background scores; nil for several labels.
  public let macroF1ThemesOnly: Interval?
  /// F1 over all decisions on themes together.
  public let microF1: Interval
  /// For one label an item: how often gold (first) was tagged as (second).
  public let confusion: [String: [String: Int]]
  /// Probabilities against shares of right ones, over all themes of all items.
  public let calibration: Calibration
  /// What other thresholds would give.
  public let curve: [ThresholdPoint]

  /// Judges items.
  ///
  /// - Parameters:
  ///   - items: the items.
  ///   - kind: how the coders labelled.
  ///   - part: a name for the items.
  ///   - resamples: how many resamples give the intervals.
  /// - Complexity: O(*n* × `resamples`).
  public init(
    _ items: [EvaluatedItem], kind: GoldSet.Kind, part: String = "all",
    resamples: Int = Bootstrap.resamples
  ) {
    let decisions = Decisions(items, kind: kind)
    let figures = Bootstrap(clusters: items.map(\.record.document), resamples: resamples)
      .intervals(decisions.figures)
    self.part = part
    self.items = items.count
    languages = Set(items.map(\.record.language)).sorted()
    documents = Set(items.map(\.record.document)).count
    coverage =
      Double(items.count { $0.record.hasMatch }) / Double(max(1, items.count))
    let names = decisions.names
    classes = names.indices.map { index in
      let name = names[index]
      return ClassResult(
        name: name, items: items.count { $0.gold.contains(name) }, precision: figures[3 * index],
        recall: figures[3 * index + 1], f1: figures[3 * index + 2],
        averagePrecision: name == GoldSet.background
          ? nil : Evaluation.averagePrecision(name, items))
    }
    let summary = figures.suffix(4).map(\.self)
    macroF1 = summary[0]
    macroF1WithBackground = decisions.hasBackground ? summary[1] : nil
    macroF1ThemesOnly = kind == .single ? summary[2] : nil
    microF1 = summary[3]
    confusion = kind == .single ? Evaluation.confusion(items) : [:]
    calibration = Calibration(
      items.flatMap { item in
        item.record.themes.sorted { $0.key < $1.key }.map {
          (probability: $0.value.probability, isRight: item.gold.contains($0.key))
        }
      })
    curve = ThresholdPoint.curve(items, kind: kind)
  }

  private static func averagePrecision(_ theme: String, _ items: [EvaluatedItem]) -> Double {
    AveragePrecision.of(
      items.map { item in
        (score: item.record.themes[theme]?.probability ?? 0, isRight: item.gold.contains(theme))
      })
  }

  private static func confusion(_ items: [EvaluatedItem]) -> [String: [String: Int]] {
    var table: [String: [String: Int]] = [:]
    for item in items {
      for gold in item.gold {
        table[gold, default: [:]][item.record.primary ?? GoldSet.background, default: 0] += 1
      }
    }
    return table
  }
}
