internal import FourfieldTagging

/// The numbers of a classifier as one line, the same for the same numbers: for the cache and for telling whether a run is another.
extension ClassifierModel {
  /// The threshold, then theme and five numbers a curve, the standard curve without a theme first, the others in order of theme.
  var line: String {
    let all = [("", standard)] + curves.sorted { $0.key < $1.key }
    let words = all.flatMap { theme, curve in
      [theme]
        + [curve.intercept, curve.score, curve.rival, curve.background, curve.length]
        .map { "\($0)" }
    }
    return (["\(threshold)"] + words).joined(separator: "\t")
  }

  /// Reads what ``line`` wrote; nil for anything else.
  init?(line: String) {
    let words = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard words.count % 6 == 1, words.count > 6, let threshold = Double(words[0]) else {
      return nil
    }
    self.init(threshold: threshold)
    for start in stride(from: 1, to: words.count, by: 6) {
      let numbers = words[(start + 1)..<(start + 6)].compactMap(Double.init)
      guard numbers.count == 5 else { return nil }
      let curve = Curve(
        intercept: numbers[0], score: numbers[1], rival: numbers[2], background: numbers[3],
        length: numbers[4])
      if words[start].isEmpty { standard = curve } else { curves[words[start]] = curve }
    }
  }
}
