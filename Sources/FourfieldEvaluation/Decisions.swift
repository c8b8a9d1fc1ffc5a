/// Gold and tags of items as bit sets of classes, so that thousands of resamples are counted quickly.
struct Decisions {
  /// The classes that the gold has: themes in order of name, then the background.
  let names: [String]
  /// Whether the background is among them.
  let hasBackground: Bool
  private let gold: [UInt64]
  private let tagged: [UInt64]
  /// The best theme whatever the background scores.
  private let best: [UInt64]
  private let themeCount: Int

  init(_ items: [EvaluatedItem], kind: GoldSet.Kind) {
    let background = GoldSet.background
    let present = Set(items.flatMap(\.gold))
    // Themes that the gold does not have can only be wrong: they cost their rivals' recall, not a row of their own.
    let themes = present.subtracting([background]).sorted()
    hasBackground = kind == .single && present.contains(background)
    names = Array((themes + (hasBackground ? [background] : [])).prefix(64))
    themeCount = themes.count
    let bits = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, UInt64(1) << $0) })
    func mask(_ labels: some Sequence<String>) -> UInt64 {
      labels.reduce(0) { $0 | (bits[$1] ?? 0) }
    }
    gold = items.map { mask($0.gold) }
    tagged = items.map { item in
      kind == .several
        ? mask(item.record.labels) : mask([item.record.primary ?? GoldSet.background])
    }
    best = items.map { mask($0.record.best.map { [$0] } ?? []) }
  }

  /// Precision, recall and F1 of every class; then macro-F1 over the themes, with the background, over the themes alone, and micro-F1.
  func figures(_ sample: [Int]) -> [Double] {
    var counts = [Counts](repeating: Counts(), count: names.count)
    var alone = [Counts](repeating: Counts(), count: themeCount)
    for index in sample {
      Decisions.count(gold[index], tagged[index], &counts)
      if gold[index] & (1 << UInt64(themeCount) &- 1) != 0 {
        Decisions.count(gold[index], best[index], &alone)
      }
    }
    let themes = counts.prefix(themeCount)
    var figures = counts.flatMap { [$0.precision, $0.recall, $0.f1] }
    figures.append(Decisions.mean(themes))
    figures.append(Decisions.mean(counts[...]))
    figures.append(Decisions.mean(alone[...]))
    figures.append(themes.reduce(into: Counts()) { $0.add($1) }.f1)
    return figures
  }

  private static func mean(_ counts: ArraySlice<Counts>) -> Double {
    counts.reduce(0) { $0 + $1.f1 } / Double(max(1, counts.count))
  }

  private static func count(_ gold: UInt64, _ tagged: UInt64, _ counts: inout [Counts]) {
    for index in counts.indices {
      let bit = UInt64(1) << UInt64(index)
      switch (gold & bit != 0, tagged & bit != 0) {
      case (true, true): counts[index].truePositives += 1
      case (false, true): counts[index].falsePositives += 1
      case (true, false): counts[index].falseNegatives += 1
      case (false, false): break
      }
    }
  }
}
