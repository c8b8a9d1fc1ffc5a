public import FourfieldCore

/// An item of the gold with the matches in its text, the background's too, which a run does not write.
public struct ScannedItem: Sendable {
  /// A passage of the item, or the item itself.
  public struct Passage: Sendable {
    /// The text in UTF-8.
    public var text: [UInt8]
    /// The matches, in order of position.
    public var matches: [Match]

    /// Creates a passage.
    public init(text: [UInt8], matches: [Match]) {
      self.text = text
      self.matches = matches
    }
  }

  /// What people said.
  public var gold: Set<String>
  /// What the run said.
  public var record: TagRecord
  /// The passages that were tagged.
  public var passages: [Passage]
  /// The words of these.
  public var words: Int

  /// Creates an item.
  public init(gold: Set<String>, record: TagRecord, passages: [Passage], words: Int) {
    self.gold = gold
    self.record = record
    self.passages = passages
    self.words = words
  }

  /// The matches of all passages.
  public var matches: [Match] { passages.flatMap(\.matches) }
}
