internal import FourfieldCore

/// A stratified blind sample of a run (Cochran, Sampling Techniques, 1977, chapter 5).
///
/// A theme's share is drawn in turn from the cells of three bands of probability and all languages, so that doubtful passages and small
/// languages are as well represented as plain ones; the passages come in random order.
public struct Sample: Hashable, Sendable {
  /// The passages in the order of coding.
  public let passages: [SampledPassage]

  /// Draws from the passages of a run; those that were left out as too short or in another language, and those without text, are no part.
  ///
  /// - Complexity: O(*n* log *n*).
  public init(_ run: RunRecords, plan: SamplePlan) {
    var generator = SplitMix(seed: plan.seed)
    let eligible = run.passages.filter {
      !["too-short", "other-language"].contains($0.reason) && !$0.text.isEmpty
    }
    var drawn: [SampledPassage] = []
    for theme in run.themes {
      let own = eligible.filter { Sample.theme(of: $0) == theme }
      drawn += Sample.draw(plan.perTheme, own, &generator) {
        "\(theme)/\(Sample.band($0.themes[theme]?.probability ?? 0))/\($0.language)"
      }
    }
    let missed = eligible.filter { Sample.theme(of: $0) == nil }
    drawn += Sample.draw(plan.zeroHit, missed, &generator) { "no-match/\($0.language)" }
    passages = generator.shuffled(drawn)
  }

  /// The theme that a passage is drawn for: the leading one, else the most probable; nil where nothing matched.
  static func theme(of record: TagRecord) -> String? {
    if let primary = record.primary { return primary }
    return record.themes.filter { $0.value.count > 0 }
      .max { ($0.value.probability, $1.key) < ($1.value.probability, $0.key) }?.key
  }

  private static func band(_ probability: Double) -> String {
    probability < 0.5 ? "low" : probability < 0.8 ? "middle" : "high"
  }

  /// Takes one passage of each cell in turn until there are enough.
  private static func draw(
    _ count: Int, _ records: [TagRecord], _ generator: inout SplitMix,
    stratum: (TagRecord) -> String
  ) -> [SampledPassage] {
    let cells = Dictionary(grouping: records, by: stratum).sorted { $0.key < $1.key }
      .map { (name: $0.key, records: generator.shuffled($0.value)) }
    var taken = [Int](repeating: 0, count: cells.count)
    var left = min(count, records.count)
    while left > 0 {
      for index in cells.indices where left > 0 && taken[index] < cells[index].records.count {
        taken[index] += 1
        left -= 1
      }
    }
    return zip(cells, taken).flatMap { cell, number in
      cell.records.prefix(number).map {
        SampledPassage(
          record: $0, stratum: cell.name, weight: Double(cell.records.count) / Double(number))
      }
    }
  }
}
