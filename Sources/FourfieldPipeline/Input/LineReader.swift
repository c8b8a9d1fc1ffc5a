internal import FourfieldCore
internal import FourfieldText

/// Cuts JSON Lines into runs of whole lines; a line that is too long is passed over and declared.
struct LineReader {
  /// The file, or the entry of an archive.
  let place: ItemSource
  let limits: Limits

  func read(_ source: any Chunks, head: [UInt8], _ body: (SourceItem) throws -> Void) throws {
    var buffer: [UInt8] = []
    var (lines, chunk) = (Lines(), head)
    if Decoder.isWide(Decoder.detectedEncoding(head)) {
      // Line ends take several bytes here: decode first, without ranges into the file.
      chunk = Decoder.decode(try source.rest(after: head, limits: limits)).utf8
      lines.hasRanges = false
    }
    while !chunk.isEmpty {
      var start = 0
      if lines.isSkipping {
        start = lines.skip(chunk)
        if !lines.isSkipping { try body(lines.rejection(place, limits)) }
      }
      if let last = chunk[start...].lastIndex(of: 0x0A) {
        if !buffer.isEmpty {
          // The line that began in the chunk before is an item of its own, so that the chunk is not copied behind its beginning.
          let end = ByteRuns.first(0x0A, in: chunk.span, from: start) + 1
          buffer += chunk[start..<end]
          try emit(buffer, 0..<buffer.count, &lines, body)
          start = end
        }
        if start <= last { try emit(chunk, start..<(last + 1), &lines, body) }
        buffer = Array(chunk[(last + 1)...])
      } else {
        buffer += chunk[start...]
      }
      if buffer.count > limits.documentBytes {
        lines.begin(skipping: buffer.count)
        buffer = []
      }
      chunk = try source.next()
    }
    if lines.isSkipping { try body(lines.rejection(place, limits)) }
    if !buffer.isEmpty { try emit(buffer, 0..<buffer.count, &lines, body) }
  }

  /// The most lines of an item: short ones give twenty times their bytes in records.
  private static let itemLines = 2048

  private func emit(
    _ bytes: [UInt8], _ bounds: Range<Int>, _ lines: inout Lines,
    _ body: (SourceItem) throws -> Void
  ) throws {
    let count = LineReader.ends(bytes.span.extracting(bounds))
    if count <= LineReader.itemLines {
      return try emit(bytes, LineRun(bounds: bounds, ends: count), &lines, body)
    }
    var start = bounds.lowerBound
    while start < bounds.upperBound {
      var (end, found) = (start, 0)
      while end < bounds.upperBound, found < LineReader.itemLines {
        end = min(bounds.upperBound, ByteRuns.first(0x0A, in: bytes.span, from: end) + 1)
        found += 1
      }
      try emit(bytes, LineRun(bounds: start..<end, ends: found), &lines, body)
      start = end
    }
  }

  /// The number of lines that end; most are long enough to look for each end.
  private static func ends(_ bytes: borrowing Span<UInt8>) -> Int {
    var lines = 0
    var end = ByteRuns.first(0x0A, in: bytes)
    while end < bytes.count {
      lines += 1
      end = ByteRuns.first(0x0A, in: bytes, from: end + 1)
    }
    return lines
  }

  private func emit(
    _ bytes: [UInt8], _ run: LineRun, _ lines: inout Lines, _ body: (SourceItem) throws -> Void
  ) throws {
    let range = ByteRange(lines.offset, lines.offset + run.bounds.count)
    try body(
      SourceItem(
        source: place.at(line: lines.line), content: .lines(run), bytes: bytes,
        range: lines.hasRanges ? range : nil))
    lines.line += run.ends
    lines.offset += run.bounds.count
  }

  /// Where the next line begins, and how much of a line that is too long was passed over.
  private struct Lines {
    var line = 1
    var offset = 0
    /// Whether the bytes are those of the file.
    var hasRanges = true
    private var skipped = 0
    private var skippedLine = 1
    private(set) var isSkipping = false

    mutating func begin(skipping count: Int) {
      isSkipping = true
      skipped = count
      skippedLine = line
    }

    /// Passes over the rest of the line; gives where in the chunk what stands behind it begins, which is its end where the line goes on.
    mutating func skip(_ chunk: [UInt8]) -> Int {
      let end = chunk.firstIndex(of: 0x0A)
      skipped += end ?? chunk.count
      guard let end else { return chunk.count }
      isSkipping = false
      line += 1
      offset += skipped + 1
      return end + 1
    }

    func rejection(_ place: ItemSource, _ limits: Limits) -> SourceItem {
      SourceItem(
        source: place.at(line: skippedLine),
        content: .rejected(.tooLarge("the line holds \(skipped) bytes", limits)), bytes: [])
    }
  }
}

extension Rejection {
  /// Something is larger than a document may be.
  static func tooLarge(_ words: String, _ limits: Limits) -> Rejection {
    Rejection(
      stage: "ingest", code: "too-large",
      message: "\(words), the limit document_bytes allows \(limits.documentBytes)")
  }
}
