public import FourfieldCore

/// A page as text, structure and metadata.
public struct ParsedPage: Hashable, Sendable {
  /// One block of the page before normalisation.
  public struct Piece: Hashable, Sendable {
    /// What it is.
    public var kind: Block.Kind
    /// Its text in UTF-8; blanks as HTML collapses them.
    public var text: [UInt8]
    /// The XPath of its element.
    public var nodePath: String

    /// Its bytes in the page in UTF-8, tags and references in between included; nil for XML.
    public var sourceRange: ByteRange?

    /// Creates a piece.
    public init(
      kind: Block.Kind, text: [UInt8], nodePath: String, sourceRange: ByteRange? = nil
    ) {
      self.kind = kind
      self.text = text
      self.nodePath = nodePath
      self.sourceRange = sourceRange
    }
  }

  /// The blocks in order.
  public var pieces: [Piece] = []
  /// What the page says of itself.
  public var metadata = Metadata()
  /// The share of the page's visible text that the blocks hold, by its letters; nil where that was not counted.
  public var keptShare: Double?
  /// Whether libxml2 stopped before the end, so that text may be missing.
  public var isDegraded = false

  /// Creates an empty page.
  public init() {}
}
