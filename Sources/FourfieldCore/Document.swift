/// One text with its structure and metadata, normalised; nothing changes it from here on.
public struct Document: Hashable, Sendable {
  /// The id, unique in the run.
  public var id: String
  /// The text in UTF-8, NFC; blocks are set apart by blank lines.
  public var text: [UInt8]
  /// The structure, in order, without overlaps.
  public var blocks: [Block]
  /// What it says of itself.
  public var metadata: Metadata
  /// Its language.
  public var language: Language
  /// How many bytes of its text made its language clear; nil where they did not, or the language was declared.
  public var languageClearAfter: Int?

  /// Creates a document.
  public init(
    id: String, text: [UInt8], blocks: [Block], metadata: Metadata = Metadata(),
    language: Language, languageClearAfter: Int? = nil
  ) {
    self.id = id
    self.text = text
    self.blocks = blocks
    self.metadata = metadata
    self.language = language
    self.languageClearAfter = languageClearAfter
  }
}
