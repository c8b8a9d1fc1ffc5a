internal import FourfieldCore

/// Resamples that are drawn once and serve all entries: each knows how often every item is in it, and its counts as the lexicon stands.
struct LedgerResamples {
  /// How many are drawn.
  static let count = 400

  private struct Resample {
    let times: [UInt16]
    let counts: [Counts]
    let macroF1: Double
  }

  private let whole: Resample
  private let resamples: [Resample]

  init(_ book: LedgerBook, _ items: [ScannedItem]) {
    whole = LedgerResamples.resample(Array(items.indices), book)
    var drawn: [Resample] = []
    Bootstrap(clusters: items.map(\.record.document), resamples: LedgerResamples.count)
      .forEachResample { drawn.append(LedgerResamples.resample($0, book)) }
    resamples = drawn
  }

  /// By how much macro-F1 rises where some decisions change.
  func change(_ changes: [LedgerBook.Change]) -> Interval {
    if changes.isEmpty { return Interval(value: 0, low: 0, high: 0) }
    let value = LedgerResamples.rise(changes, in: whole)
    return Bootstrap.interval(
      value, of: resamples.map { LedgerResamples.rise(changes, in: $0) })
  }

  private static func rise(_ changes: [LedgerBook.Change], in resample: Resample) -> Double {
    var counts = resample.counts
    for change in changes {
      let times = Int(resample.times[change.item])
      if times == 0 { continue }
      count(change.gold, change.before, -times, &counts)
      count(change.gold, change.after, times, &counts)
    }
    return macro(counts) - resample.macroF1
  }

  private static func resample(_ sample: [Int], _ book: LedgerBook) -> Resample {
    var times = [UInt16](repeating: 0, count: book.gold.count)
    for item in sample where times[item] < .max { times[item] += 1 }
    var counts = [Counts](repeating: Counts(), count: book.classes)
    for item in times.indices where times[item] > 0 {
      count(book.gold[item], book.decided[item], Int(times[item]), &counts)
    }
    return Resample(times: times, counts: counts, macroF1: macro(counts))
  }

  /// The mean over the classes that occur.
  private static func macro(_ counts: [Counts]) -> Double {
    let present = counts.filter { $0.support > 0 }
    return present.reduce(0) { $0 + $1.f1 } / Double(max(1, present.count))
  }

  private static func count(
    _ gold: UInt64, _ decided: UInt64, _ times: Int, _ counts: inout [Counts]
  ) {
    for index in counts.indices {
      let bit = UInt64(1) << UInt64(index)
      switch (gold & bit != 0, decided & bit != 0) {
      case (true, true): counts[index].truePositives += times
      case (false, true): counts[index].falsePositives += times
      case (true, false): counts[index].falseNegatives += times
      case (false, false): break
      }
    }
  }
}
