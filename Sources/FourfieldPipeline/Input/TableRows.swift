internal import FourfieldCore
internal import FourfieldMarkup

/// Rows of a table as they stand in the file, found but not yet cut into fields: the workers do that.
struct TableRows: Sendable {
  /// A row among the bytes of the item.
  struct Row: Sendable {
    /// The line that it begins on.
    let line: Int
    /// Where it stands in the file; as long as its bytes.
    var range = ByteRange(0, 0)
    /// Whether its last quote was never closed.
    var isOpen = false
    /// Its bytes, where it has more than a row may have and was passed over.
    var skipped = 0
  }

  let reader: RowReader
  let names: [String]
  let encoding: String
  var rows: [Row] = []

  /// Hands on the rows of an item one by one.
  func forEach(of bytes: [UInt8], _ body: (SourceItem) -> Void) {
    let parser = RowParser(
      separator: reader.separator, fieldLimit: reader.limits.markup.elements)
    // Copies of this thread's own: threads that count references to the same string wait for each other.
    let names = names.map { $0 }
    var reader = reader
    reader.place.path = String(decoding: Array(reader.place.path.utf8), as: UTF8.self)
    var start = 0
    for row in rows {
      let end = start + row.range.count
      body(reader.item(parser.row(row, bytes[start..<end]), names: names, encoding: encoding))
      start = end
    }
  }
}
