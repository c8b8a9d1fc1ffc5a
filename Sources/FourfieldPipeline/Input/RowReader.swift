internal import FourfieldCore
internal import FourfieldText

/// Reads the rows of a table behind its header.
struct RowReader {
  let layout: TableLayout

  func read(_ source: any Chunks, head: [UInt8], _ body: (SourceItem) throws -> Void) throws {
    var reader = TableReader(
      separator: layout.separator, limit: layout.rowBytes, fieldLimit: layout.fieldLimit)
    let encoding = Decoder.detectedEncoding(head)
    var chunk = head
    if Decoder.isWide(encoding) {
      // Line ends and separators take several bytes here: decode first, without ranges into the file.
      chunk = Decoder.decode(try source.rest(after: head, limits: layout.limits)).utf8
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
    if let rejection = layout.rejection(row, columns: nil) { throw rejection }
    return RowReader.distinct(
      row.fields.map {
        String(decoding: Decoder.decode($0.bytes, declared: encoding).utf8, as: UTF8.self)
      })
  }

  /// The names with a suffix, `~2`, where one comes again, as ids have it: an object of JSON has no key twice.
  private static func distinct(_ names: [String]) -> [String] {
    var (seen, counts) = (Set(names), [String: Int]())
    return names.map { name in
      counts[name, default: 0] += 1
      guard var count = counts[name], count > 1 else { return name }
      while !seen.insert("\(name)~\(count)").inserted { count += 1 }
      counts[name] = count
      return "\(name)~\(count)"
    }
  }

  /// Hands on the rows that are complete, some together.
  private func rows(
    of reader: inout TableReader, _ names: [String], _ encoding: String,
    _ body: (SourceItem) throws -> Void
  ) throws {
    var (bytes, group) = (
      [UInt8](), TableRows(layout: layout, names: names, encoding: encoding)
    )
    func flush() throws {
      guard let first = group.rows.first else { return }
      try body(
        SourceItem(source: layout.place.at(line: first.line), content: .rows(group), bytes: bytes))
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
}
