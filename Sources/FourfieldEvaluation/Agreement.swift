public import FourfieldCore

/// How far coders agree.
public struct Agreement: Hashable, Sendable, Codable {
  /// α of one distance, or of one theme.
  public struct Alpha: Hashable, Sendable, Codable {
    /// `nominal`, `masi`, or the theme.
    public var name: String
    /// α with its bounds over resampled documents; nil where it cannot be told.
    public var alpha: Interval?
    /// What it allows.
    public var verdict: String
  }

  /// κ of two coders.
  public struct Kappa: Hashable, Sendable, Codable {
    /// The first coder.
    public var first: String
    /// The second coder.
    public var second: String
    /// The units that both coded.
    public var units: Int
    /// The share of these on which they say exactly the same.
    public var agreement: Double
    /// κ; nil where it cannot be told.
    public var kappa: Double?
  }

  /// The coders.
  public let coders: [String]
  /// The units.
  public let units: Int
  /// The units that two or more coded.
  public let shared: Int
  /// α of the codings as a whole: nominal, and for sets of labels by MASI.
  public let overall: [Alpha]
  /// α of every label on its own.
  public let labels: [Alpha]
  /// κ of every pair of coders.
  public let pairs: [Kappa]

  /// Measures agreement.
  ///
  /// - Complexity: O(*n* × `resamples`) for each label.
  public init(_ data: ReliabilityData, resamples: Int = Bootstrap.resamples) {
    coders = data.coders
    units = data.units.count
    shared = data.values.count { $0.compactMap(\.self).count >= 2 }
    let distances: [(String, LabelDistance)] =
      data.kind == .several ? [("masi", .masi), ("nominal", .nominal)] : [("nominal", .nominal)]
    overall = distances.map { Agreement.alpha($0.0, $0.1, data, resamples) }
    labels = data.labels.map { Agreement.alpha($0, .membership($0), data, resamples) }
    pairs = data.coders.indices.flatMap { first in
      data.coders.indices.filter { $0 > first }.map { Agreement.kappa(first, $0, data) }
    }
  }

  private static func alpha(
    _ name: String, _ distance: LabelDistance, _ data: ReliabilityData, _ resamples: Int
  ) -> Alpha {
    // For one label its presence is the value: α then is that of a yes-or-no coding.
    let values = data.values.map { row in
      row.map { value -> Set<String>? in
        if case .membership(let label) = distance { return value?.intersection([label]) }
        return value
      }
    }
    let alpha = KrippendorffAlpha(values, distance: distance)
    guard let value = alpha.value else {
      return Alpha(name: name, alpha: nil, verdict: "cannot be told: the codings do not vary")
    }
    var resampled: [Double] = []
    Bootstrap(clusters: data.clusters, resamples: resamples).forEachResample { sample in
      if let value = alpha.value(sample) { resampled.append(value) }
    }
    let interval = Bootstrap.interval(value, of: resampled)
    return Alpha(name: name, alpha: interval, verdict: verdict(interval))
  }

  /// Krippendorff's own bounds: rely on α ≥ .800; from .667 to .800 draw tentative conclusions only (Content Analysis, 2018, chapter 12).
  static func verdict(_ alpha: Interval) -> String {
    if alpha.value >= 0.8 {
      return alpha.low >= 0.8
        ? "reliable: α ≥ .80, the whole interval too"
        : "reliable: α ≥ .80, though the interval reaches below; code more units to be sure"
    }
    if alpha.value >= 0.667 {
      return "tentative: α from .667 to .80, mend the code book or the training"
    }
    return "not reliable: α < .667, do not draw conclusions from this coding"
  }

  private static func kappa(_ first: Int, _ second: Int, _ data: ReliabilityData) -> Kappa {
    let pairs = data.values.compactMap { row -> (Set<String>, Set<String>)? in
      guard let one = row[first], let other = row[second] else { return nil }
      return (one, other)
    }
    return Kappa(
      first: data.coders[first], second: data.coders[second], units: pairs.count,
      agreement: Double(pairs.count { $0 == $1 }) / Double(max(1, pairs.count)),
      kappa: CohenKappa.value(pairs))
  }
}
