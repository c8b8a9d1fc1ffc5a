/// A segment of a document; the unit that is tagged.
public struct Passage: Hashable, Sendable {
  /// What a passage is.
  public enum Kind: String, Hashable, Sendable {
    /// Running text.
    case text
    /// A heading.
    case heading
  }

  /// Its position among the document's passages, from 0.
  public var index: Int
  /// What it is.
  public var kind: Kind
  /// Its bytes in the document's text.
  public var range: ByteRange
  /// The trail of headings above it.
  public var section: [String]
  /// Its language, which may differ from the document's.
  public var language: Language
  /// Where it stands in the page, for HTML and XML.
  public var nodePath: String?
  /// The bytes of its block in the decoded page, for HTML.
  public var pageRange: ByteRange?

  /// Creates a passage.
  public init(
    index: Int, kind: Kind, range: ByteRange, section: [String] = [], language: Language,
    nodePath: String? = nil, pageRange: ByteRange? = nil
  ) {
    self.index = index
    self.kind = kind
    self.range = range
    self.section = section
    self.language = language
    self.nodePath = nodePath
    self.pageRange = pageRange
  }
}
