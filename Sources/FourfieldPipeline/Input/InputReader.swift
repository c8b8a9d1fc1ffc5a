internal import FourfieldCore
internal import FourfieldText

/// Cuts the files of a run into items.
///
/// The same bytes give the same items every time, so that a run can be taken up at an item that it counted.
struct InputReader {
  /// The format of all files, or nil to look at each.
  let format: InputFormat?
  let limits: Limits
  /// Called with every chunk as it is read.
  let note: ([UInt8]) -> Void

  /// Calls `body` for every item of a file; those of an archive are the items of the files in it.
  ///
  /// - Throws: ``Rejection`` where the file cannot be read to its end, and what `body` throws.
  func items(of file: InputFile, _ body: (SourceItem) throws -> Void) throws {
    var isEmpty = true
    try read(file) { item in
      isEmpty = false
      try body(item)
    }
    if isEmpty {
      throw Rejection(
        stage: "ingest", code: "empty", message: "the file holds no documents")
    }
  }

  private func read(_ file: InputFile, _ body: (SourceItem) throws -> Void) throws {
    if case .unlisted(let words) = file.kind { throw Rejection.unreadable("found \(words)") }
    if case .other(let words) = file.kind {
      throw Rejection(
        stage: "ingest", code: "not-a-file", message: "found \(words), expected a file")
    }
    let place = ItemSource(path: file.name)
    let source = try ByteSource(file, note: note)
    let plain = PlainChunks(source, limits: limits)
    let head = try plain.next()
    switch Container.detect(head) {
    case .warc:
      try WARCReader(place: place, limits: limits).read(ByteCursor(plain, head: head), body)
    case .arc: try ARCReader(place: place, limits: limits).read(ByteCursor(plain, head: head), body)
    case .tar:
      try TarReader(limits: limits).read(ByteCursor(plain, head: head)) { name, entry in
        try items(of: .success(entry), at: place.at(member: name), body)
      }
    case .zip where file.kind == .regular:
      let size = try head.count + rest(of: plain)
      try ZipReader(limits: limits).read(source, size: size) { name, entry in
        try items(of: entry, at: place.at(member: name), body)
      }
    default: try items(of: plain, head: head, at: place, body)
    }
  }

  /// Reads a file to its end; gives the number of bytes.
  private func rest(of chunks: any Chunks) throws -> Int {
    var count = 0
    while true {
      let chunk = try chunks.next()
      if chunk.isEmpty { return count }
      count += chunk.count
    }
  }

  /// The items of an entry; where it cannot be read it is a reject, and the archive goes on.
  private func items(
    of entry: Result<any Chunks, Rejection>, at place: ItemSource,
    _ body: (SourceItem) throws -> Void
  ) throws {
    do {
      let plain = PlainChunks(try entry.get(), limits: limits)
      try items(of: plain, head: try plain.next(), at: place, body)
    } catch let rejection as Rejection where !rejection.isPassing {
      try body(SourceItem(source: place, content: .rejected(rejection), bytes: []))
    }
  }

  private func items(
    of source: any Chunks, head: [UInt8], at place: ItemSource, _ body: (SourceItem) throws -> Void
  ) throws {
    switch format ?? InputFormat.detect(path: place.member ?? place.path, head: head) {
    case .jsonl: try LineReader(place: place, limits: limits).read(source, head: head, body)
    case .csv:
      try RowReader(layout: TableLayout(place: place, separator: 0x2C, limits: limits))
        .read(source, head: head, body)
    case .tsv:
      try RowReader(layout: TableLayout(place: place, separator: 0x09, limits: limits))
        .read(source, head: head, body)
    case .text: try TextReader(place: place, limits: limits).read(source, head: head, body)
    case .xml: try FeedReader(place: place, limits: limits).read(source, head: head, body)
    case let format:
      let bytes = try source.rest(after: head, limits: limits)
      try body(SourceItem(source: place, content: .file(format), bytes: bytes))
    }
  }
}
