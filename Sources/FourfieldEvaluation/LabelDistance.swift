/// How far two codings of one unit are from each other, from 0 to 1.
public enum LabelDistance: Hashable, Sendable {
  /// 0 where they are the same, else 1.
  case nominal
  /// 1 − Jaccard × monotonicity for sets of labels: a subset is nearer than an overlap, and an overlap nearer than nothing in common (Passonneau,
  /// Measuring Agreement on Set-valued Items (MASI) for Semantic and Pragmatic Annotation, LREC 2006).
  case masi
  /// Whether one label is in one of them alone.
  case membership(String)

  /// The distance.
  public func between(_ one: Set<String>, _ other: Set<String>) -> Double {
    switch self {
    case .nominal: return one == other ? 0 : 1
    case .membership(let label): return one.contains(label) == other.contains(label) ? 0 : 1
    case .masi:
      if one == other { return 0 }
      let shared = one.intersection(other).count
      let jaccard = Double(shared) / Double(one.union(other).count)
      let isNested = one.isSubset(of: other) || other.isSubset(of: one)
      return 1 - jaccard * (isNested ? 2.0 / 3 : 1.0 / 3)
    }
  }
}
