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

  /// How the coders labelled.
  public var kind: Kind
  /// The items, in the order of the file.
  public var items: [GoldItem]

  /// Creates a set.
  public init(kind: Kind, items: [GoldItem]) {
    self.kind = kind
    self.items = items
  }

  /// Reads JSONL with `id` and either `label` or `labels` in every line; items marked `disputed` or `unsure` are left out.
  ///
  /// - Parameters:
  ///   - jsonl: the file's bytes.
  ///   - name: its name for messages.
  /// - Throws: ``EvaluationError`` naming file and line.
  public init(jsonl: Data, name: String) throws(EvaluationError) {
    items = []
    var found: Kind?
    var number = 0
    for line in jsonl.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      guard line.contains(where: { $0 > 0x20 }) else { continue }
      guard let row = try? JSONDecoder().decode(Row.self, from: line) else {
        throw EvaluationError(
          "\(name):\(number): found a line without id and label, expected {\"id\": …, \"label\": …} or labels"
        )
      }
      let kind: Kind = row.labels == nil ? .single : .several
      guard found == nil || found == kind else {
        throw EvaluationError(
          "\(name):\(number): found label and labels in one file, expected one of them")
      }
      found = kind
      guard let labels = row.labels ?? row.label.map({ [$0] }) else {
        throw EvaluationError("\(name):\(number): found no label and no labels")
      }
      if row.disputed != true, row.unsure != true {
        items.append(GoldItem(id: row.id, labels: Set(labels)))
      }
    }
    guard let found else { throw EvaluationError("\(name): found no item") }
    kind = found
  }

  private struct Row: Decodable {
    let id: String
    let label: String?
    let labels: [String]?
    let disputed: Bool?
    let unsure: Bool?
  }
}
