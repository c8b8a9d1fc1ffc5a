public import Foundation

/// The records of a run.
public struct RunRecords: Hashable, Sendable {
  /// The documents, in the order of the run.
  public var documents: [TagRecord]
  /// The passages, in the order of the run.
  public var passages: [TagRecord]
  /// The reported themes, in order of name.
  public var themes: [String]

  /// Creates records.
  public init(documents: [TagRecord], passages: [TagRecord], themes: [String]) {
    self.documents = documents
    self.passages = passages
    self.themes = themes
  }

  /// Reads the bytes of `documents.jsonl` and `passages.jsonl`.
  ///
  /// - Throws: ``EvaluationError`` naming file and line.
  /// - Complexity: O(*n*) in the bytes.
  public init(documents: Data, passages: Data) throws(EvaluationError) {
    var names: Set<String> = []
    var sources: [String: String] = [:]
    self.documents = try RunRecords.rows(documents, "documents.jsonl").map { row in
      names.formUnion(row.themes.keys)
      let source = row.site ?? row.source?.path ?? ""
      sources[row.id] = source
      return RunRecords.record(row, source: source)
    }
    self.passages = try RunRecords.rows(passages, "passages.jsonl").map { row in
      names.formUnion(row.themes.keys)
      return RunRecords.record(row, source: sources[row.document ?? row.id] ?? "")
    }
    themes = names.sorted()
  }

  private static func rows(_ jsonl: Data, _ name: String) throws(EvaluationError) -> [Row] {
    let decoder = JSONDecoder()
    var rows: [Row] = []
    var number = 0
    for line in jsonl.split(separator: 0x0A) {
      number += 1
      do {
        rows.append(try decoder.decode(Row.self, from: line))
      } catch {
        throw EvaluationError("\(name):\(number): found no record of a run")
      }
    }
    return rows
  }

  private static func record(_ row: Row, source: String) -> TagRecord {
    let range = row.range.map { $0.start..<max($0.start, $0.end) } ?? 0..<0
    return TagRecord(
      id: row.id, document: row.document, language: row.language, source: source,
      text: row.text ?? "", range: range, themes: row.themes, labels: row.labels,
      primary: row.primary, reason: row.reason ?? "")
  }

  private struct Row: Decodable {
    struct Source: Decodable { let path: String? }
    struct Bounds: Decodable {
      let start: Int
      let end: Int
    }
    let id: String
    let document: String?
    let language: String
    let site: String?
    let source: Source?
    let text: String?
    let range: Bounds?
    let themes: [String: TagRecord.Score]
    let labels: [String]
    let primary: String?
    let reason: String?
  }
}
