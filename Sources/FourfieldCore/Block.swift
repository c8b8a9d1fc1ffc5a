/// A piece of a document's structure: what a blank line or an HTML element sets apart.
public struct Block: Hashable, Sendable {
  /// What the block is.
  public enum Kind: Hashable, Sendable {
    /// Running text.
    case paragraph
    /// A heading of level 1 to 6.
    case heading(Int)
    /// An item of a list.
    case listItem
    /// A row of a table.
    case tableRow
    /// A quotation.
    case quote
    /// The caption of a picture or a table.
    case caption
    /// Text whose line breaks count.
    case preformatted
  }

  /// What it is.
  public var kind: Kind
  /// Its bytes in the document's text.
  public var range: ByteRange
  /// Where it stands in the page: an XPath, for HTML and XML only.
  public var nodePath: String?
  /// Its bytes in the decoded page, tags in between included: HTML only.
  public var pageRange: ByteRange?

  /// Creates a block.
  public init(kind: Kind, range: ByteRange, nodePath: String? = nil, pageRange: ByteRange? = nil) {
    self.kind = kind
    self.range = range
    self.nodePath = nodePath
    self.pageRange = pageRange
  }
}
