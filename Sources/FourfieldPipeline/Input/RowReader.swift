internal import FourfieldCore
internal import FourfieldMarkup
internal import FourfieldText

/// Reads the rows of a table behind its header.
struct RowReader {
  /// The file, or the entry of an archive.
  let place: ItemSource
  let separator: UInt8
  let limits: Limits

  func read(_ source: any Chunks, head: [UInt8], _ body: (SourceItem) throws -> Void) throws {
    var reader = TableReader(
      separator: separator, limit: min(limits.documentBytes, 1 << 24),
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
          if row.isTooWide { throw tooWide }
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

  private var tooWide: Rejection {
    Rejection(
      stage: "ingest", code: "too-many-fields",
      message: "the row has more fields than the limit elements allows, \(limits.markup.elements)")
  }

  private func item(_ row: TableReader.Row, names: [String], encoding: String) -> SourceItem {
    var content = SourceItem.Content.row(
      TableRow(names: names, fields: row.fields, encoding: encoding))
    if row.isBroken {
      content = .rejected(
        Rejection(
          stage: "ingest", code: "broken-quote", message: "the row has a quote that is not closed"))
    } else if row.isTooWide {
      content = .rejected(tooWide)
    } else if row.fields.count != names.count {
      content = .rejected(
        Rejection(
          stage: "ingest", code: "ragged-row",
          message: "the row has \(row.fields.count) fields, expected \(names.count)"))
    }
    return SourceItem(
      source: place.at(line: row.line), content: content, bytes: row.bytes,
      range: encoding.hasPrefix("UTF-16") ? nil : row.range)
  }
}
