/// One item with what people and what the run said of it.
public struct EvaluatedItem: Hashable, Sendable {
  /// What people said.
  public var gold: Set<String>
  /// What the run said.
  public var record: TagRecord

  /// Creates an item.
  public init(gold: Set<String>, record: TagRecord) {
    self.gold = gold
    self.record = record
  }
}
