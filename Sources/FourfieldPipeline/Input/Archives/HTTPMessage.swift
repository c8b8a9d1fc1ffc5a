/// A response as it was recorded: status, header, body with its transfer and content codings undone (RFC 9112).
struct HTTPMessage {
  let status: Int
  let header: HeaderBlock
  private(set) var body: [UInt8]
  /// Whether the body ends before its time.
  private(set) var isTruncated = false

  /// Takes a response apart.
  ///
  /// - Throws: ``Rejection`` where it is none or its coding is not known.
  init(_ bytes: [UInt8], limits: Limits) throws {
    let cursor = ByteCursor(HeldChunks([]), head: bytes)
    guard let line = try cursor.line(limit: 1 << 13), line.starts(with: Array("HTTP/".utf8)),
      let header = try HeaderBlock.read(cursor)
    else {
      throw Rejection(
        stage: "ingest", code: "damaged-record", message: "the record holds no HTTP response")
    }
    let words = String(decoding: line, as: UTF8.self).split(separator: " ")
    status = words.count > 1 ? Int(HeaderBlock.trim(words[1])) ?? 0 : 0
    self.header = header
    body = Array(bytes[cursor.offset...])
    if let length = header.contentLength, header["transfer-encoding"] == nil {
      isTruncated = body.count < length
    }
    if header["transfer-encoding"]?.lowercased().contains("chunked") == true { joinChunks() }
    try decode(limits)
  }

  /// Puts the chunks together; a body that does not begin with a length was put together by whoever recorded it.
  private mutating func joinChunks() {
    var joined: [UInt8] = []
    var index = 0
    while let end = body[index...].firstIndex(of: 0x0A) {
      let digits = body[index..<end].prefix { Character(Unicode.Scalar($0)).isHexDigit }
      guard let length = Int(String(decoding: digits, as: UTF8.self), radix: 16) else {
        if index == 0, digits.isEmpty { return }
        break
      }
      if length == 0 {
        body = joined
        return
      }
      let rest = body[(end + 1)...]
      joined += rest.prefix(length)
      guard length < rest.count else { break }
      index = end + 1 + length
      while index < body.count, body[index] == 0x0D || body[index] == 0x0A { index += 1 }
    }
    isTruncated = true
    body = joined
  }

  /// How often a body may be coded; servers do it once, and each time costs a pass over all of it.
  private static let mostCodings = 4

  private mutating func decode(_ limits: Limits) throws {
    let codings = (header["content-encoding"] ?? "").lowercased().split(separator: ",")
    guard codings.count <= HTTPMessage.mostCodings else {
      throw Rejection(
        stage: "ingest", code: "content-encoding",
        message:
          "the body is coded \(codings.count) times over, expected at most \(HTTPMessage.mostCodings) codings"
      )
    }
    for coding in codings.map({ HeaderBlock.trim($0) }).reversed() {
      switch coding {
      case "gzip", "x-gzip", "deflate": try unpack(GzipDecoder(), limits)
      case "zstd": try unpack(ZstdDecoder(), limits)
      case "identity", "": break
      default:
        throw Rejection(
          stage: "ingest", code: "content-encoding",
          message: "the body is coded as '\(coding)', expected gzip, deflate or zstd")
      }
    }
  }

  private mutating func unpack(_ decoder: any Decompressor, _ limits: Limits) throws {
    // Some servers say gzip and send none.
    guard body.first == 0x1F || body.first == 0x28 || (body.first ?? 0) & 0x0F == 8 else { return }
    let plain = PlainChunks(HeldChunks(body), decoder: decoder, limits: limits)
    var bytes: [UInt8] = []
    do {
      while true {
        let chunk = try plain.next()
        if chunk.isEmpty { break }
        bytes += chunk
        if bytes.count > limits.documentBytes {
          throw Rejection.tooLarge("the body of the response holds more", limits)
        }
      }
    } catch let rejection as Rejection
      where rejection.code == "damaged-compression" && !bytes.isEmpty
    {
      isTruncated = true
    }
    body = bytes
  }
}
