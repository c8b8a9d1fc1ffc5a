internal import FourfieldCore
internal import FourfieldText

/// The records that lie in an item.
extension SourceItem {
  /// Calls `body` with the records of a run of lines or rows; with any other item as it is.
  func forEachRecord(_ body: (SourceItem) -> Void) {
    switch content {
    case .lines(let run): forEachLine(of: run, body)
    case .rows(let rows): forEachRow(of: rows, body)
    default: body(self)
    }
  }

  /// Cuts a run of lines into records; blank lines are none.
  private func forEachLine(of run: LineRun, _ body: (SourceItem) -> Void) {
    let isPlain = Decoder.isPlain(bytes.span.extracting(run.bounds))
    // A copy of this thread's own: threads that count references to the same string wait for each other.
    var place = source
    place.path = String(decoding: Array(place.path.utf8), as: UTF8.self)
    var start = run.bounds.lowerBound
    var line = place.line ?? 1
    let offset = range.map { $0.start - start }
    while start < run.bounds.upperBound {
      let end = ByteRuns.first(0x0A, in: bytes.span, from: start)
      if bytes[start..<end].contains(where: { $0 > 0x20 }) {
        place.line = line
        var record = SourceItem(
          source: place, content: .record, bytes: Array(bytes[start..<end]),
          range: offset.map { ByteRange($0 + start, $0 + end) })
        record.isPlain = isPlain && bytes[start] < 0xEF
        body(record)
      }
      line += 1
      start = end + 1
    }
  }

  /// Cuts rows of a table into fields: each is a document, or the reject that is made of it.
  private func forEachRow(of table: TableRows, _ body: (SourceItem) -> Void) {
    var layout = table.layout
    let parser = RowParser(separator: layout.separator, fieldLimit: layout.fieldLimit)
    // Copies of this thread's own: threads that count references to the same string wait for each other.
    let names = table.names.map { $0 }
    layout.place.path = String(decoding: Array(layout.place.path.utf8), as: UTF8.self)
    let isWide = Decoder.isWide(table.encoding)
    var start = 0
    for found in table.rows {
      let end = start + found.range.count
      let row = parser.row(found, bytes[start..<end])
      var content = Content.row(
        TableRow(names: names, fields: row.fields, encoding: table.encoding))
      if let rejection = layout.rejection(row, columns: names.count) {
        content = .rejected(rejection)
      }
      body(
        SourceItem(
          source: layout.place.at(line: row.line), content: content, bytes: row.bytes,
          range: isWide ? nil : row.range))
      start = end
    }
  }

  /// The same, gathered.
  var records: [SourceItem] {
    var records: [SourceItem] = []
    forEachRecord { records.append($0) }
    return records
  }
}
