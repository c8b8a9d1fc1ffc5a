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

  /// Calls `body` for every item of a file.
  ///
  /// - Throws: ``Rejection`` where the file cannot be read to its end, and what `body` throws.
  func items(of file: InputFile, _ body: (SourceItem) throws -> Void) throws {
    if case .other(let words) = file.kind {
      throw Rejection(
        stage: "ingest", code: "not-a-file", message: "found \(words), expected a file")
    }
    let source = try ByteSource(file, limits: limits, note: note)
    let head = try source.next()
    let path = file.name
    switch format ?? InputFormat.detect(path: path, head: head) {
    case .jsonl: try LineReader(path: path, limits: limits).read(source, head: head, body)
    case .csv:
      try RowReader(path: path, separator: 0x2C, limits: limits).read(source, head: head, body)
    case .tsv:
      try RowReader(path: path, separator: 0x09, limits: limits).read(source, head: head, body)
    case .text: try TextReader(path: path, limits: limits).read(source, head: head, body)
    case let format:
      let bytes = try source.rest(after: head, limit: limits.documentBytes)
      try body(SourceItem(source: ItemSource(path: path), content: .file(format), bytes: bytes))
    }
  }
}
