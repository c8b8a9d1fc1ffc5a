/// Krippendorff's α: 1 − observed by expected disagreement, for any number of coders and with gaps (Krippendorff, Computing Krippendorff's
/// Alpha-Reliability, 2011; Content Analysis, 4th edition, 2018, chapter 12).
public struct KrippendorffAlpha: Sendable {
  private struct Unit {
    /// How often every value was given, by its number.
    let counts: [(value: Int, count: Int)]
    let total: Int
    /// Σ of distances over ordered pairs of codings, by the number of codings less one.
    let disagreement: Double
  }

  private let units: [Unit]
  /// `distances[a][b]` of the values that occur.
  private let distances: [[Double]]

  /// Prepares data; units that fewer than two coders coded say nothing of agreement and are left out.
  ///
  /// - Complexity: O(*n*) in the codings plus the square of the number of different values.
  public init(_ values: [[Set<String>?]], distance: LabelDistance) {
    var numbers: [Set<String>: Int] = [:]
    var known: [Set<String>] = []
    let coded = values.map { row in
      row.compactMap { value -> Int? in
        guard let value else { return nil }
        if let number = numbers[value] { return number }
        numbers[value] = known.count
        known.append(value)
        return known.count - 1
      }
    }
    let table = known.map { one in known.map { distance.between(one, $0) } }
    distances = table
    units = coded.map { row in
      let counts = Dictionary(row.map { ($0, 1) }, uniquingKeysWith: +)
        .sorted { $0.key < $1.key }.map { (value: $0.key, count: $0.value) }
      var sum = 0.0
      for one in counts {
        for other in counts {
          let pairs = one.count * (other.value == one.value ? one.count - 1 : other.count)
          sum += Double(pairs) * table[one.value][other.value]
        }
      }
      return Unit(
        counts: counts, total: row.count,
        disagreement: row.count < 2 ? 0 : sum / Double(row.count - 1))
    }
  }

  /// α over all units; 1 where the coders never differ and nil where nothing was coded twice, or only one value was ever given and no
  /// disagreement could be expected.
  public var value: Double? { value(Array(units.indices)) }

  /// α over a sample of units.
  func value(_ sample: [Int]) -> Double? {
    var totals = [Double](repeating: 0, count: distances.count)
    var (codings, observed) = (0.0, 0.0)
    for index in sample where units[index].total >= 2 {
      observed += units[index].disagreement
      codings += Double(units[index].total)
      for entry in units[index].counts { totals[entry.value] += Double(entry.count) }
    }
    guard codings >= 2 else { return nil }
    var expected = 0.0
    for one in totals.indices {
      for other in totals.indices {
        expected += totals[one] * totals[other] * distances[one][other]
      }
    }
    guard expected > 0 else { return nil }
    return 1 - (codings - 1) * observed / expected
  }
}
