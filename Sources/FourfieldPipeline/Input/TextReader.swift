internal import FourfieldCore
internal import FourfieldText

/// Reads plain text: one document, or windows of a text that is longer than one.
struct TextReader {
  /// The file, or the entry of an archive.
  let place: ItemSource
  let limits: Limits

  func read(_ source: any Chunks, head: [UInt8], _ body: (SourceItem) throws -> Void) throws {
    var buffer = head
    var offset = 0
    var number = 1
    let encoding = Decoder.detectedEncoding(head)
    while true {
      while buffer.count > limits.windowBytes {
        let end = TextWindow.end(of: buffer, size: limits.windowBytes, encoding: encoding)
        try body(window(Array(buffer[..<end]), number, offset, encoding))
        buffer.removeFirst(end)
        offset += end
        number += 1
      }
      let chunk = try source.next()
      if chunk.isEmpty { break }
      buffer += chunk
    }
    if number == 1 {
      try body(SourceItem(source: place, content: .file(.text), bytes: buffer))
    } else if !buffer.isEmpty {
      try body(window(buffer, number, offset, encoding))
    }
  }

  private func window(
    _ bytes: [UInt8], _ number: Int, _ offset: Int, _ encoding: String
  ) -> SourceItem {
    var source = place
    source.member = (place.member.map { "\($0)#" } ?? "") + "window \(number)"
    return SourceItem(
      source: source, content: .file(.text),
      bytes: bytes, range: ByteRange(offset, offset + bytes.count), encoding: encoding,
      isWindow: true)
  }
}
