public import FourfieldCore

/// The share of each theme in a run, corrected by what coding says of the tagger's mistakes.
///
/// The adjusted count: with r the share of right items that are tagged, f that of others that are, and q the share tagged in the run, the
/// true share is (q − f) / (r − f), cut to 0 … 1 (Rogan & Gladen, Estimating Prevalence from the Results of a Screening Test, American
/// Journal of Epidemiology 107, 1978; Forman, Quantifying Counts and Costs via Classification, 2008; for text Hopkins & King, A Method of
/// Automated Nonparametric Content Analysis for Social Science, AJPS 54, 2010). The run is the population, so only the coding is resampled.
public struct Prevalence: Hashable, Sendable, Codable {
  /// One theme.
  public struct Row: Hashable, Sendable, Codable {
    /// The theme.
    public var theme: String
    /// The share that is tagged.
    public var raw: Double
    /// The share corrected; nil where tagged and true hardly go together.
    public var adjusted: Interval?
    /// The share of right items that are tagged.
    public var recall: Double
    /// The share of other items that are tagged.
    public var falseAlarm: Double
  }

  /// The themes.
  public let rows: [Row]
  /// The records whose shares these are.
  public let records: Int
  /// The coded items.
  public let coded: Int

  /// What has to hold for the corrected shares to be right.
  public static let assumptions = [
    "The coded items are a random sample of this run, or carry the weights of the sample they were drawn as.",
    "Where a theme is really present, it is tagged as often in the rest of the run as among the coded items; where it is not, as seldom.",
    "The coders are right; their mistakes are not corrected.",
    "The intervals say how far the small number of coded items could mislead, not how far these assumptions could.",
  ]

  /// Below this distance of recall and false alarms a correction would only magnify chance.
  static let leastDistance = 0.1

  /// Estimates shares.
  ///
  /// - Parameters:
  ///   - alignment: coded items of the run.
  ///   - run: the run.
  ///   - weights: what an item stands for, by id; 1 where there is none.
  /// - Complexity: O(*n* × resamples) in the coded items.
  public init(_ alignment: Alignment, _ run: RunRecords, weights: [String: Double] = [:]) {
    let isOfDocuments = alignment.items.first.map { $0.record.id == $0.record.document } ?? false
    let population = (isOfDocuments ? run.documents : run.passages)
      .filter { !["too-short", "other-language"].contains($0.reason) }
    records = population.count
    coded = alignment.items.count
    let bootstrap = Bootstrap(clusters: alignment.items.map(\.record.document))
    rows = alignment.themes.map { theme in
      func isTagged(_ record: TagRecord) -> Bool {
        alignment.kind == .single ? record.primary == theme : record.labels.contains(theme)
      }
      let decisions = alignment.items.map { item in
        Decision(
          isRight: item.gold.contains(theme), isTagged: isTagged(item.record),
          weight: weights[item.record.id] ?? 1)
      }
      let raw = Double(population.count(where: isTagged)) / Double(max(1, population.count))
      return Prevalence.row(theme, raw: raw, decisions, bootstrap)
    }
  }

  /// What people and the tagger said of one theme in one coded item.
  private struct Decision {
    let isRight: Bool
    let isTagged: Bool
    let weight: Double
  }

  private static func row(
    _ theme: String, raw: Double, _ decisions: [Decision], _ bootstrap: Bootstrap
  ) -> Row {
    let whole = rates(decisions, Array(decisions.indices))
    var resampled: [Double] = []
    bootstrap.forEachResample { sample in
      let (recall, falseAlarm) = rates(decisions, sample)
      if let value = adjusted(raw, recall, falseAlarm) { resampled.append(value) }
    }
    return Row(
      theme: theme, raw: raw,
      adjusted: adjusted(raw, whole.recall, whole.falseAlarm).map {
        Bootstrap.interval($0, of: resampled)
      }, recall: whole.recall, falseAlarm: whole.falseAlarm)
  }

  private static func rates(
    _ decisions: [Decision], _ sample: [Int]
  ) -> (recall: Double, falseAlarm: Double) {
    var (with, withTagged, without, withoutTagged) = (0.0, 0.0, 0.0, 0.0)
    for index in sample {
      let decision = decisions[index]
      let hit = decision.isTagged ? decision.weight : 0
      if decision.isRight {
        with += decision.weight
        withTagged += hit
      } else {
        without += decision.weight
        withoutTagged += hit
      }
    }
    return (with > 0 ? withTagged / with : 0, without > 0 ? withoutTagged / without : 0)
  }

  /// The adjusted count; nil where recall and false alarms are too near to each other.
  public static func adjusted(_ raw: Double, _ recall: Double, _ falseAlarm: Double) -> Double? {
    guard recall - falseAlarm >= leastDistance else { return nil }
    return min(1, max(0, (raw - falseAlarm) / (recall - falseAlarm)))
  }
}
