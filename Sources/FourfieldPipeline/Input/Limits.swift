public import FourfieldMarkup

/// How much a run puts up with; what is beyond is declared as a reject or as `degraded`, never left out in silence.
///
/// Each is a key of the stage `ingest` in the pipeline file.
public struct Limits: Hashable, Sendable {
  /// `document_bytes`: the most bytes of a record, a row, a page, an XML document or an item of a feed. Longer plain text is cut into windows,
  /// longer feeds and wiki dumps into their items.
  public var documentBytes = 1 << 25
  /// `window_bytes`: the bytes of a window that long plain text is cut into.
  public var windowBytes = 1 << 20
  /// `decompressed_bytes`: the most bytes that come out of one compressed file; 0 for any number.
  public var decompressedBytes = 0
  /// `ratio`: the most bytes that come out of one compressed byte, counted after the first 16 MB; 0 for any number.
  public var ratio = 200
  /// `entries`: the most entries of an archive.
  public var entries = 1_000_000
  /// `depth`, `attributes`, `elements`: how much markup a page or an XML file may bring. `elements` holds for the lines of a text too.
  public var markup = MarkupLimits()
  /// `passages`: the most passages of a document.
  public var passages = 20_000
  /// `page_text_bytes`: how many bytes of text the passages of a page or an XML document hold; the passage that reaches it is the last.
  public var pageTextBytes = 1 << 24
  /// `matches`: the most matches of a document, of which one that has more than 128 bytes with its pattern counts for several. Its passages end with the last of them.
  public var matches = 650_000
  /// `seconds`: the most seconds of computing that a document may take.
  public var seconds = 30

  /// Creates the limits that hold where a pipeline says nothing.
  public init() {}
}

extension Limits {
  /// The keys of the pipeline file with the values that they may have.
  static var keys: [(name: String, path: WritableKeyPath<Limits, Int>, range: ClosedRange<Int>)] {
    [
      ("document_bytes", \.documentBytes, 1 << 10...1 << 30),
      ("window_bytes", \.windowBytes, 1 << 10...1 << 28),
      ("decompressed_bytes", \.decompressedBytes, 0...1 << 50),
      ("ratio", \.ratio, 0...1 << 30),
      ("entries", \.entries, 1...1 << 40),
      ("depth", \.markup.depth, 16...4096),
      ("attributes", \.markup.attributes, 1...1 << 20),
      ("elements", \.markup.elements, 1...1 << 30),
      ("passages", \.passages, 1...1 << 40),
      ("page_text_bytes", \.pageTextBytes, 1 << 10...1 << 30),
      ("matches", \.matches, 1...1 << 40),
      ("seconds", \.seconds, 1...86_400),
    ]
  }

  /// All keys as in a pipeline file.
  var yaml: String {
    Limits.keys.map { "\($0.name): \(self[keyPath: $0.path])" }.joined(separator: ", ")
  }
}
