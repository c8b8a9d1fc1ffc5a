/// What several coders said of the same units.
public struct ReliabilityData: Hashable, Sendable {
  /// How the coders labelled.
  public let kind: GoldSet.Kind
  /// The coders, in order of name.
  public let coders: [String]
  /// The units that at least one coder coded, in the order of the files.
  public let units: [String]
  /// What every coder said of every unit: `values[unit][coder]`; nil where nothing.
  public let values: [[Set<String>?]]

  /// Brings codings together.
  ///
  /// - Parameter files: codings with the name of the coder for items that do not name theirs.
  /// - Throws: ``EvaluationError`` for fewer than two coders, a unit that one coder coded twice, or one label in one file and several in another.
  public init(_ files: [(name: String, gold: GoldSet)]) throws(EvaluationError) {
    guard let kind = files.first?.gold.kind else { throw EvaluationError("found no coding") }
    if files.contains(where: { $0.gold.kind != kind }) {
      throw EvaluationError(
        "found label in one file and labels in another, expected one of them in all")
    }
    var table: [String: [String: Set<String>]] = [:]
    var order: [String] = []
    for file in files {
      for item in file.gold.items {
        let coder = item.coder ?? file.name
        let unit = item.range.map { "\(item.id)[\($0.lowerBound)-\($0.upperBound)]" } ?? item.id
        if table[unit] == nil { order.append(unit) }
        if table[unit]?[coder] != nil {
          throw EvaluationError("found '\(unit)' twice for coder '\(coder)', expected it once")
        }
        table[unit, default: [:]][coder] = item.labels
      }
    }
    let names = Set(table.values.flatMap(\.keys)).sorted()
    if names.count < 2 {
      throw EvaluationError(
        "found one coder, '\(names.first ?? "")', expected two or more: a file for each, or a coder in every line"
      )
    }
    self.kind = kind
    coders = names
    units = order
    values = order.map { unit in names.map { table[unit]?[$0] } }
  }

  /// The labels that occur, in order of name.
  public var labels: [String] {
    Set(values.flatMap { $0.compactMap(\.self) }.joined()).sorted()
  }

  /// A cluster for every unit: the document of a passage, `d` of `d/3`.
  var clusters: [String] {
    units.map { unit in
      guard let slash = unit.lastIndex(of: "/"), Int(unit[unit.index(after: slash)...]) != nil
      else { return unit }
      return String(unit[..<slash])
    }
  }

  /// The reliability matrix in the canonical form: coders in rows, units in columns, empty where nothing was coded.
  public var csv: String {
    let rows = coders.indices.map { coder in
      [coders[coder]]
        + values.map { row in
          row[coder].map { $0.isEmpty ? "none" : $0.sorted().joined(separator: "|") } ?? ""
        }
    }
    return DelimitedText.table([["coder"] + units] + rows)
  }
}
