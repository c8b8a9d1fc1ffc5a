public import Foundation

/// Human codings that tags are held against.
public struct GoldSet: Hashable, Sendable {
  /// How the coders labelled.
  public enum Kind: Hashable, Sendable {
    /// One theme an item, the best one: `label`.
    case single
    /// Any number of themes an item: `labels`.
    case several
  }

  /// What becomes of items that are marked `disputed` or `unsure`.
  public enum Doubt: Hashable, Sendable {
    /// They are left out: nothing is to be held against them.
    case leaveOut
    /// They stay: how far coders agree is measured on all that they coded.
    case keep
  }

  /// What items without a theme are called.
  public static let background = "other"

  /// How the coders labelled.
  public var kind: Kind
  /// The items, in the order of the file.
  public var items: [GoldItem]

  /// Creates a set.
  public init(kind: Kind, items: [GoldItem]) {
    self.kind = kind
    self.items = items
  }

  /// Reads a file by its name: `.csv` and `.tsv` as a table, anything else as JSONL.
  ///
  /// - Throws: ``EvaluationError`` naming file and line.
  public init(
    _ data: Data, name: String, doubt: Doubt = .leaveOut
  ) throws(EvaluationError) {
    if name.hasSuffix(".csv") {
      try self.init(table: data, separator: ",", name: name, doubt: doubt)
    } else if name.hasSuffix(".tsv") {
      try self.init(table: data, separator: "\t", name: name, doubt: doubt)
    } else {
      try self.init(jsonl: data, name: name, doubt: doubt)
    }
  }

  /// Reads JSONL with `id` and either `label` or `labels` in every line; items marked `disputed` or `unsure` are left out.
  ///
  /// With `start` and `end` (code points, half-open) the labels are of that stretch of the text. What doccano exports is read as well: a list
  /// under `label`, and the id under `passage`.
  ///
  /// - Parameters:
  ///   - jsonl: the file's bytes.
  ///   - name: its name for messages.
  ///   - doubt: what becomes of doubtful items.
  /// - Throws: ``EvaluationError`` naming file and line.
  public init(
    jsonl: Data, name: String, doubt: Doubt = .leaveOut
  ) throws(EvaluationError) {
    var rows: [(GoldRow, Int)] = []
    var number = 0
    for line in jsonl.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      guard line.contains(where: { $0 > 0x20 }) else { continue }
      do {
        rows.append((try JSONDecoder().decode(GoldRow.self, from: line), number))
      } catch {
        throw EvaluationError(
          "\(name):\(number): found a line without id and label, expected {\"id\": …, \"label\": …} or labels"
        )
      }
    }
    try self.init(rows: rows, name: name, doubt: doubt)
  }

  /// Reads a table with a header: `id` and `label`, or `labels` separated by `|`, `;` or blanks; `start` and `end` as in JSONL.
  ///
  /// - Throws: ``EvaluationError`` naming file and line.
  public init(
    table: Data, separator: Character, name: String, doubt: Doubt = .leaveOut
  ) throws(EvaluationError) {
    let records = try DelimitedText.records(
      String(decoding: table, as: UTF8.self), separator: separator, name: name)
    guard let header = records.first?.fields, let id = header.firstIndex(of: "id") else {
      throw EvaluationError("\(name):1: found no column 'id' in the header")
    }
    let columns = Dictionary(
      header.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var rows: [(GoldRow, Int)] = []
    for record in records.dropFirst() {
      guard record.fields.count == header.count else {
        throw EvaluationError(
          "\(name):\(record.line): found \(record.fields.count) cells, expected \(header.count) as in the header"
        )
      }
      func cell(_ column: String) -> String? {
        columns[column].map { record.fields[$0] }
      }
      let labels = cell("labels").map { text in
        text.split { "|; ".contains($0) }.map(String.init)
      }
      let row = GoldRow(
        id: record.fields[id], label: cell("label"), labels: labels,
        start: cell("start").flatMap { Int($0) },
        end: cell("end").flatMap { Int($0) },
        disputed: cell("disputed").map { GoldRow.Mark(isSet: $0 == "true") },
        unsure: cell("unsure").map { GoldRow.Mark(isSet: $0 == "true") }, coder: cell("coder"))
      rows.append((row, record.line))
    }
    try self.init(rows: rows, name: name, doubt: doubt)
  }

  private init(rows: [(GoldRow, Int)], name: String, doubt: Doubt) throws(EvaluationError) {
    items = []
    var found: Kind?
    for (row, number) in rows {
      let kind: Kind = row.labels == nil ? .single : .several
      guard found == nil || found == kind else {
        throw EvaluationError(
          "\(name):\(number): found label and labels in one file, expected one of them")
      }
      found = kind
      guard let labels = row.labels ?? row.label.map({ [$0] }) else {
        throw EvaluationError("\(name):\(number): found no label and no labels")
      }
      let isDoubtful = row.disputed?.isSet == true || row.unsure?.isSet == true
      if doubt == .leaveOut, isDoubtful { continue }
      items.append(
        GoldItem(
          id: row.id, labels: Set(labels), range: try row.range(name, number), coder: row.coder))
    }
    guard let found else { throw EvaluationError("\(name): found no item") }
    kind = found
  }
}
