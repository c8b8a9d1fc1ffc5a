internal import FourfieldCore

/// Cuts JSON Lines into runs of whole lines; a line that is too long is passed over and declared.
struct LineReader {
  let path: String
  let limits: Limits

  func read(_ source: ByteSource, head: [UInt8], _ body: (SourceItem) throws -> Void) throws {
    var buffer: [UInt8] = []
    var place = Place()
    var chunk = head
    while !chunk.isEmpty {
      var part = chunk[...]
      if place.isSkipping {
        part = place.skip(part)
        if !place.isSkipping { try body(place.rejection(path, limits)) }
      }
      if let last = part.lastIndex(of: 0x0A) {
        buffer += part[...last]
        try emit(buffer, &place, body)
        buffer = Array(part[(last + 1)...])
      } else {
        buffer += part
      }
      if buffer.count > limits.documentBytes {
        place.begin(skipping: buffer.count)
        buffer = []
      }
      chunk = try source.next()
    }
    if place.isSkipping { try body(place.rejection(path, limits)) }
    if !buffer.isEmpty { try emit(buffer, &place, body) }
  }

  private func emit(
    _ bytes: [UInt8], _ place: inout Place, _ body: (SourceItem) throws -> Void
  ) throws {
    let range = ByteRange(place.offset, place.offset + bytes.count)
    try body(
      SourceItem(
        source: ItemSource(path: path, line: place.line), content: .lines, bytes: bytes,
        range: range))
    place.line += bytes.count { $0 == 0x0A }
    place.offset += bytes.count
  }

  /// Where the next line begins, and how much of a line that is too long was passed over.
  private struct Place {
    var line = 1
    var offset = 0
    private var skipped = 0
    private var skippedLine = 1
    private(set) var isSkipping = false

    mutating func begin(skipping count: Int) {
      isSkipping = true
      skipped = count
      skippedLine = line
    }

    /// Passes over the rest of the line; gives what stands behind it.
    mutating func skip(_ part: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
      let end = part.firstIndex(of: 0x0A)
      let rest = end.map { part[($0 + 1)...] } ?? []
      skipped += part.count - rest.count
      if end != nil {
        isSkipping = false
        line += 1
        offset += skipped
      }
      return rest
    }

    func rejection(_ path: String, _ limits: Limits) -> SourceItem {
      SourceItem(
        source: ItemSource(path: path, line: skippedLine),
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
