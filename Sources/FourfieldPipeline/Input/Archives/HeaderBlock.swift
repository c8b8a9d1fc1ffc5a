/// The header of a record or a message: `name: value` a line, to an empty line (RFC 9112, ISO 28500).
struct HeaderBlock {
  private var fields: [String: String] = [:]

  /// The most bytes of a header.
  static let limit = 1 << 18

  /// Reads a header; a line without a colon is passed over, one that begins with a blank belongs to the one before.
  ///
  /// - Returns: nil where it is longer than the limit or does not end.
  static func read(_ cursor: ByteCursor) throws -> HeaderBlock? {
    var block = HeaderBlock()
    var last: String?
    let start = cursor.offset
    while let line = try cursor.line(limit: limit), cursor.offset - start < limit {
      let text = String(decoding: line, as: UTF8.self)
      let trimmed = trim(text[...])
      if trimmed.isEmpty { return block }
      if let name = last, text.first == " " || text.first == "\t" {
        block.fields[name, default: ""] += " " + trimmed
      } else if let colon = text.firstIndex(of: ":") {
        let name = trim(text[..<colon]).lowercased()
        block.fields[name] = trim(text[text.index(after: colon)...])
        last = name
      }
    }
    return nil
  }

  /// The value of a field; its name in lower case.
  subscript(name: String) -> String? { fields[name] }

  /// The length that the header gives; nil where it gives none that can be.
  var contentLength: Int? {
    guard let text = fields["content-length"], text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int(text)
  }

  /// The media type, in lower case, without parameters.
  var mediaType: String? {
    fields["content-type"].map { HeaderBlock.trim($0.prefix { $0 != ";" }).lowercased() }
  }

  /// The charset of the media type.
  var charset: String? {
    guard let type = fields["content-type"] else { return nil }
    for parameter in type.split(separator: ";").dropFirst() {
      let parts = parameter.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, HeaderBlock.trim(parts[0]).lowercased() == "charset" else { continue }
      return HeaderBlock.trim(parts[1]).replacing("\"", with: "").replacing("'", with: "")
    }
    return nil
  }

  static func trim(_ text: Substring) -> String {
    let start = text.drop { $0.isWhitespace }
    var end = start
    while end.last?.isWhitespace == true { end.removeLast() }
    return String(end)
  }
}
