public import Foundation

/// What a run said of its documents or passages.
public struct Tagging: Hashable, Sendable {
  /// One document or passage.
  public struct Item: Hashable, Sendable {
    /// Its labels.
    public var labels: Set<String>
    /// Its leading theme.
    public var primary: String?
    /// Whether any entry of a reported theme matched in it.
    public var hasMatch: Bool

    /// Creates an item.
    public init(labels: Set<String>, primary: String?, hasMatch: Bool) {
      self.labels = labels
      self.primary = primary
      self.hasMatch = hasMatch
    }
  }

  /// The items by id.
  public var items: [String: Item]
  /// The reported themes, in the order of the records.
  public var themes: [String]

  /// Creates a tagging.
  public init(items: [String: Item], themes: [String]) {
    self.items = items
    self.themes = themes
  }

  /// Reads the records of `documents.jsonl` or `passages.jsonl`.
  ///
  /// - Throws: ``EvaluationError`` naming file and line.
  public init(jsonl: Data, name: String) throws(EvaluationError) {
    items = [:]
    themes = []
    var number = 0
    for line in jsonl.split(separator: 0x0A) {
      number += 1
      guard let row = try? JSONDecoder().decode(Row.self, from: line) else {
        throw EvaluationError("\(name):\(number): found no record of a run")
      }
      if themes.isEmpty { themes = row.themes.keys.sorted() }
      items[row.id] = Item(
        labels: Set(row.labels), primary: row.primary,
        hasMatch: row.themes.values.contains { $0.count > 0 })
    }
  }

  private struct Row: Decodable {
    struct Score: Decodable { let count: Int }
    let id: String
    let labels: [String]
    let primary: String?
    let themes: [String: Score]
  }
}
