/// A place in a stream of chunks, for formats that are read a line or a record at a time.
final class ByteCursor {
  private let source: any Chunks
  private var buffer: [UInt8]
  private var position = 0
  /// How many bytes stand before the place.
  private(set) var offset = 0
  private var isAtEnd = false

  init(_ source: any Chunks, head: [UInt8]) {
    self.source = source
    buffer = head
    isAtEnd = head.isEmpty
  }

  /// Brings at least `count` bytes into the buffer, fewer only at the end.
  private func fill(_ count: Int) throws {
    while buffer.count - position < count, !isAtEnd {
      let chunk = try source.next()
      if chunk.isEmpty { isAtEnd = true }
      buffer.removeFirst(position)
      position = 0
      buffer += chunk
    }
  }

  /// The next bytes without going on; fewer than `count` only at the end.
  func peek(_ count: Int) throws -> ArraySlice<UInt8> {
    try fill(count)
    return buffer[position...].prefix(count)
  }

  /// The next bytes; fewer than `count` only at the end.
  func read(_ count: Int) throws -> [UInt8] {
    try fill(count)
    let bytes = Array(buffer[position...].prefix(count))
    advance(bytes.count)
    return bytes
  }

  /// Some of the next bytes, at most `count`; empty at the end.
  func readSome(_ count: Int) throws -> [UInt8] {
    try fill(1)
    let bytes = Array(buffer[position...].prefix(count))
    advance(bytes.count)
    return bytes
  }

  /// Passes over bytes.
  ///
  /// - Returns: how many there were.
  @discardableResult
  func skip(_ count: Int) throws -> Int {
    var left = count
    while left > 0 {
      let bytes = try readSome(left)
      if bytes.isEmpty { break }
      left -= bytes.count
    }
    return count - left
  }

  /// The next line with its end, cut off at `limit` bytes; nil at the end.
  func line(limit: Int) throws -> [UInt8]? {
    var line: [UInt8] = []
    while line.count < limit {
      try fill(1)
      if position == buffer.count { break }
      let rest = buffer[position...].prefix(limit - line.count)
      guard let end = rest.firstIndex(of: 0x0A) else {
        line += rest
        advance(rest.count)
        continue
      }
      line += rest[...end]
      advance(end + 1 - rest.startIndex)
      break
    }
    return line.isEmpty ? nil : line
  }

  private func advance(_ count: Int) {
    position += count
    offset += count
  }
}
