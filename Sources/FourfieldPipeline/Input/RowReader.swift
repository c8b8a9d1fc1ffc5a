internal import FourfieldCore
internal import FourfieldMarkup
internal import FourfieldText

/// Reads the rows of a table behind its header.
struct RowReader {
  /// The file, or the entry of an archive.
  var place: ItemSource
  let separator: UInt8
  let limits: Limits

  /// The most bytes of a row.
  private var rowBytes: Int { min(limits.documentBytes, 1 << 24) }

  func read(_ source: any Chunks, head: [UInt8], _ body: (SourceItem) throws -> Void) throws {
    var reader = TableReader(
      separator: separator, limit: rowBytes,
      fieldLimit: limits.markup.elements)
    let encoding = Decoder.detectedEncoding(head)
    var chunk = head
    if Decoder.isWide(encoding) {
      // Line ends and separators take several bytes here: decode first, without ranges into the file.
      chunk = Decoder.decode(try source.rest(after: head, limits: limits)).utf8
    }
    var names: [String]?
    while true {
      if chunk.isEmpty { reader.end() } else { reader.feed(chunk) }
      if names == nil { names = try header(&reader, encoding) }
      if let names { try rows(of: &reader, names, encoding, body) }
      if chunk.isEmpty { break }
      chunk = try source.next()
    }
    if names == nil {
      throw Rejection(stage: "ingest", code: "empty", message: "the file is empty")
    }
  }

  /// The names of the columns; nil where more bytes are needed.
  private func header(_ reader: inout TableReader, _ encoding: String) throws -> [String]? {
    guard let row = reader.next() else { return nil }
    if let rejection = rejection(row, names: nil) { throw rejection }
    return row.fields.map {
      String(decoding: Decoder.decode($0.bytes, declared: encoding).utf8, as: UTF8.self)
    }
  }

  /// Hands on the rows that are complete, some together.
  private func rows(
    of reader: inout TableReader, _ names: [String], _ encoding: String,
    _ body: (SourceItem) throws -> Void
  ) throws {
    var (bytes, group) = (
      [UInt8](), TableRows(reader: self, names: names, encoding: encoding)
    )
    func flush() throws {
      guard let first = group.rows.first else { return }
      try body(SourceItem(source: place.at(line: first.line), content: .rows(group), bytes: bytes))
      group.rows = []
      bytes = []
    }
    while let row = reader.next(into: &bytes) {
      group.rows.append(row)
      if bytes.count + 64 * group.rows.count > RowReader.groupBytes { try flush() }
    }
    try flush()
  }

  /// How many bytes of rows go together.
  private static let groupBytes = 1 << 17

  /// Why a row is no document; nil where it is one.
  private func rejection(_ row: TableReader.Row, names: [String]?) -> Rejection? {
    func reject(_ code: String, _ message: String) -> Rejection {
      Rejection(stage: "ingest", code: code, message: message)
    }
    if row.skipped > 0 {
      return reject(
        "too-large", "the row holds \(row.skipped) bytes, document_bytes allows \(rowBytes)")
    }
    if row.isTooWide {
      return reject(
        "too-many-fields",
        "the row has more fields than the limit elements allows, \(limits.markup.elements)")
    }
    guard let names else { return nil }
    if row.isBroken {
      return reject(
        "broken-quote",
        "the row has a quote that is not closed, expected another at the end of its cell")
    }
    if row.fields.count == names.count { return nil }
    return reject(
      "ragged-row", "the row has \(row.fields.count) fields, expected \(names.count)")
  }

  /// The document or the reject that a row is.
  func item(_ row: TableReader.Row, names: [String], encoding: String) -> SourceItem {
    var content = SourceItem.Content.row(
      TableRow(names: names, fields: row.fields, encoding: encoding))
    if let rejection = rejection(row, names: names) { content = .rejected(rejection) }
    return SourceItem(
      source: place.at(line: row.line), content: content, bytes: row.bytes,
      range: Decoder.isWide(encoding) ? nil : row.range)
  }
}
