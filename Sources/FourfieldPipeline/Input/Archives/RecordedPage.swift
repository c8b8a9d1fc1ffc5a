internal import FourfieldCore

/// Makes an item of what a web archive recorded: a response of HTTP, or the bytes themselves.
struct RecordedPage {
  let source: ItemSource
  let limits: Limits

  /// The item of a record: HTML, XML or text with the charset of its header, else a reject.
  ///
  /// - Parameters:
  ///   - bytes: the block of the record.
  ///   - header: the header of the record, whose type is the block's.
  ///   - facts: what the record says of itself.
  /// - Returns: the item.
  /// - Throws: a passing fault of the memory; what is wrong with the record is in the item.
  func item(_ bytes: [UInt8], _ header: HeaderBlock, _ facts: ArchiveRecord) throws -> SourceItem {
    var facts = facts
    var (body, type, charset) = (bytes, header.mediaType, header.charset)
    do {
      if bytes.starts(with: Array("HTTP/".utf8)) || type == "application/http" {
        let message = try HTTPMessage(bytes, limits: limits)
        guard (200..<300).contains(message.status) else {
          throw Rejection(
            stage: "ingest", code: "http-status",
            message: "the response has status \(message.status), expected 200 to 299")
        }
        (body, type, charset) = (message.body, message.header.mediaType, message.header.charset)
        facts.isTruncated = facts.isTruncated || message.isTruncated
      }
      let format = try format(type, body)
      return SourceItem(
        source: source, content: .file(format), bytes: body, encoding: charset, record: facts)
    } catch let rejection as Rejection {
      return SourceItem(source: source, content: .rejected(rejection), bytes: bytes, record: facts)
    }
  }

  private func format(_ type: String?, _ body: [UInt8]) throws -> InputFormat {
    switch type {
    case "text/html", "application/xhtml+xml": return .html
    case let type? where type.hasSuffix("+xml") || type == "text/xml" || type == "application/xml":
      return .xml
    case let type? where type.hasPrefix("text/"):
      let shown = InputFormat.detect(path: "", head: body)
      return shown == .html ? .html : .text
    case nil, "application/octet-stream", "unk", "no-type":
      let shown = InputFormat.detect(path: "", head: body)
      return [.html, .xml].contains(shown) ? shown : .text
    case let type?:
      throw Rejection(
        stage: "ingest", code: "media-type",
        message: "the record is '\(type)', expected HTML, XML or text")
    }
  }
}
