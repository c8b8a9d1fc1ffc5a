internal import FourfieldCore

/// Bytes as they come from a source, before decoding: one document, or a run of lines or rows that the worker cuts.
struct SourceItem: Sendable {
  /// What the bytes are; the large cases are held by reference, because an item of a table is handed on for every row.
  enum Content: Sendable {
    /// A whole file.
    case file(InputFormat)
    /// Whole lines of JSONL, the first of them the line of the source.
    case lines(LineRun)
    /// One line of JSONL.
    case record
    /// Rows of a table, the first of them on the line of the source.
    indirect case rows(TableRows)
    /// A row of a table.
    case row(TableRow)
    /// Nothing that can be read.
    indirect case rejected(Rejection)
  }

  var source: ItemSource
  let content: Content
  var bytes: [UInt8]
  /// Where the bytes, or the lines among them, stand in the decompressed file; nil for a whole file.
  var range: ByteRange?
  /// Whether the bytes are known to be UTF-8 that needs no look at its encoding.
  var isPlain = false
  /// The encoding that is known from elsewhere than the bytes.
  var encoding: String?
  /// Whether the item is a window of a text in ``encoding``.
  var isWindow = false
  /// What the archive says of its record.
  var record: ArchiveRecord?
}
