internal import FourfieldCore

/// One document as it comes from a source, before decoding.
struct SourceItem: Sendable {
  /// How the bytes are to be read.
  enum Format: Sendable { case text, html, record, row }

  let path: String
  let format: Format
  let bytes: [UInt8]
  /// The line of a record, from 1, and where it stands in the file.
  var line: Int?
  var range: ByteRange?
  /// The names and fields of a table's row.
  var row: [(name: String, field: [UInt8])] = []
  /// Why it cannot be read, found while it was cut out of its file.
  var rejection: Rejection?
}
