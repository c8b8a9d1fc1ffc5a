public import Foundation

/// Reads the records of a run line by line, keeping only what is asked for: a run may be far larger than memory.
public struct RunReader {
  /// Which records are kept.
  public enum Kept: Hashable, Sendable {
    /// All.
    case all
    /// Those with one of these ids, and the passages of documents with one.
    case ids(Set<String>)
  }

  private let kept: Kept
  private let keepsText: Bool
  private let decoder = JSONDecoder()
  /// The documents whose sources are asked for: those of the ids themselves, and `d` for a passage `d/3`.
  private let holders: Set<String>
  private var documents: [TagRecord] = []
  private var passages: [TagRecord] = []
  private var themes: Set<String> = []
  private var sources: [String: String] = [:]

  /// Creates a reader.
  ///
  /// - Parameters:
  ///   - kept: which records are kept.
  ///   - keepsText: whether their texts are.
  public init(_ kept: Kept = .all, keepsText: Bool = true) {
    self.kept = kept
    self.keepsText = keepsText
    switch kept {
    case .all: holders = []
    case .ids(let ids):
      holders = ids.union(ids.compactMap { id in id.lastIndex(of: "/").map { String(id[..<$0]) } })
    }
  }

  /// Takes a line of `documents.jsonl`; all of them come before the first passage.
  ///
  /// - Throws: ``EvaluationError`` naming the line.
  public mutating func addDocument(_ line: Data, number: Int) throws(EvaluationError) {
    let row = try decoded(line, "documents.jsonl", number)
    themes.formUnion(row.themes.keys)
    let source = row.site ?? row.source?.path ?? ""
    // The source of a document is asked for by its passages, which come later.
    if kept == .all || holders.contains(row.id) { sources[row.id] = source }
    guard keeps(row.id, of: row.id) else { return }
    documents.append(record(row, source: source))
  }

  /// Takes a line of `passages.jsonl`.
  ///
  /// - Throws: ``EvaluationError`` naming the line.
  public mutating func addPassage(_ line: Data, number: Int) throws(EvaluationError) {
    let row = try decoded(line, "passages.jsonl", number)
    themes.formUnion(row.themes.keys)
    let document = row.document ?? row.id
    guard keeps(row.id, of: document) else { return }
    passages.append(record(row, source: sources[document] ?? ""))
  }

  /// What was kept.
  public func finish() -> RunRecords {
    RunRecords(documents: documents, passages: passages, themes: themes.sorted())
  }

  private func keeps(_ id: String, of document: String) -> Bool {
    switch kept {
    case .all: true
    case .ids(let ids): ids.contains(id) || ids.contains(document)
    }
  }

  private func decoded(_ line: Data, _ file: String, _ number: Int) throws(EvaluationError) -> Row {
    do {
      return try decoder.decode(Row.self, from: line)
    } catch {
      throw EvaluationError("\(file):\(number): found no record of a run")
    }
  }

  private func record(_ row: Row, source: String) -> TagRecord {
    TagRecord(
      id: row.id, document: row.document, language: row.language, source: source,
      text: keepsText ? row.text ?? "" : "",
      range: row.range.map { $0.start..<max($0.start, $0.end) } ?? 0..<0, themes: row.themes,
      labels: row.labels, primary: row.primary, reason: row.reason ?? "")
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
