internal import FourfieldCore
internal import FourfieldMarkup
internal import FourfieldText

/// Reads the rows of a table behind its header.
struct RowReader {
  /// The file, or the entry of an archive.
  let place: ItemSource
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
    if encoding.hasPrefix("UTF-16") {
      // Line ends and separators take two bytes here: decode first, without ranges into the file.
      chunk = Decoder.decode(try source.rest(after: head, limits: limits)).utf8
    }
    var names: [String]?
    while true {
      if chunk.isEmpty { reader.end() } else { reader.feed(chunk) }
      while let row = reader.next() {
        guard let columns = names else {
          if let rejection = rejection(row, names: nil) { throw rejection }
          names = row.fields.map {
            String(decoding: Decoder.decode($0.bytes, declared: encoding).utf8, as: UTF8.self)
          }
          continue
        }
        try body(item(row, names: columns, encoding: encoding))
      }
      if chunk.isEmpty { break }
      chunk = try source.next()
    }
    if names == nil {
      throw Rejection(stage: "ingest", code: "empty", message: "the file is empty")
    }
  }

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
    if row.isBroken { return reject("broken-quote", "the row has a quote that is not closed") }
    if row.fields.count == names.count { return nil }
    return reject(
      "ragged-row", "the row has \(row.fields.count) fields, expected \(names.count)")
  }

  private func item(_ row: TableReader.Row, names: [String], encoding: String) -> SourceItem {
    var content = SourceItem.Content.row(
      TableRow(names: names, fields: row.fields, encoding: encoding))
    if let rejection = rejection(row, names: names) { content = .rejected(rejection) }
    return SourceItem(
      source: place.at(line: row.line), content: content, bytes: row.bytes,
      range: encoding.hasPrefix("UTF-16") ? nil : row.range)
  }
}
