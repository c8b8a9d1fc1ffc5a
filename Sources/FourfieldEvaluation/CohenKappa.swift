/// Cohen's κ of two coders: agreement beyond that of chance with each coder's own shares (Cohen, A Coefficient of Agreement for Nominal
/// Scales, Educational and Psychological Measurement 20, 1960).
public enum CohenKappa {
  /// κ over the units that both coded; nil where there is none, or both always gave the same one value.
  ///
  /// - Complexity: O(*n*).
  public static func value(_ pairs: [(Set<String>, Set<String>)]) -> Double? {
    guard !pairs.isEmpty else { return nil }
    let count = Double(pairs.count)
    let agreement = Double(pairs.count { $0 == $1 }) / count
    let first = Dictionary(pairs.map { ($0.0, 1.0) }, uniquingKeysWith: +)
    let second = Dictionary(pairs.map { ($0.1, 1.0) }, uniquingKeysWith: +)
    // Whole numbers are added, so that the order of the dictionary leaves no trace.
    let chance = first.reduce(0) { $0 + $1.value * (second[$1.key] ?? 0) } / (count * count)
    return chance == 1 ? nil : (agreement - chance) / (1 - chance)
  }
}
