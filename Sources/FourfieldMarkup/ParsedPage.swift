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

    /// Creates a piece.
    public init(kind: Block.Kind, text: [UInt8], nodePath: String) {
      self.kind = kind
      self.text = text
      self.nodePath = nodePath
    }
  }

  /// The blocks in order.
  public var pieces: [Piece] = []
  /// What the page says of itself.
  public var metadata = Metadata()
  /// Whether libxml2 stopped before the end, so that text may be missing.
  public var isDegraded = false

  /// Creates an empty page.
  public init() {}
}
