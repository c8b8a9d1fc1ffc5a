public import FourfieldCore

/// A page as text, structure and metadata.
public struct ParsedPage: Hashable, Sendable {
  /// A place from which on the text of a piece and the page run in step, up to the next one.
  public struct Anchor: Hashable, Sendable {
    /// The place in the text, in bytes.
    public var text: Int
    /// The place in the page in UTF-8, in bytes.
    public var page: Int
    /// Whether the page has a reference there, in other bytes than the text.
    public var isReference: Bool

    /// Creates an anchor.
    public init(text: Int, page: Int, isReference: Bool) {
      self.text = text
      self.page = page
      self.isReference = isReference
    }
  }

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

    /// Where the parts of the text stand in the page; none where that is not known.
    public var anchors: [Anchor]

    /// Creates a piece.
    public init(
      kind: Block.Kind, text: [UInt8], nodePath: String, sourceRange: ByteRange? = nil,
      anchors: [Anchor] = []
    ) {
      self.kind = kind
      self.text = text
      self.nodePath = nodePath
      self.sourceRange = sourceRange
      self.anchors = anchors
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
