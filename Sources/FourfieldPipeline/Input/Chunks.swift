/// Bytes that come a chunk at a time: of a file, of what is compressed in it, of an entry of an archive.
protocol Chunks: AnyObject {
  /// The next bytes, empty at the end.
  ///
  /// - Throws: ``Rejection`` where they cannot be had.
  func next() throws -> [UInt8]
}

extension Chunks {
  /// Everything from `head` on.
  ///
  /// - Throws: ``Rejection`` where it is more than a document may hold.
  func rest(after head: [UInt8], limits: Limits) throws -> [UInt8] {
    var bytes = head
    while true {
      guard bytes.count <= limits.documentBytes else {
        throw Rejection.tooLarge("the file holds more", limits)
      }
      let chunk = try next()
      if chunk.isEmpty { return bytes }
      bytes += chunk
    }
  }
}

/// Bytes that are there already.
final class HeldChunks: Chunks {
  private var bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func next() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }
}
