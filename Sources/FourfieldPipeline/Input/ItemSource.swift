internal import FourfieldCore

/// Where an item comes from, as records name it.
struct ItemSource: Hashable, Codable, Sendable {
  /// The file as it was named.
  var path: String
  /// The item of a feed, from 1, as `item 3`.
  var member: String?
  /// The line of a record or row, from 1.
  var line: Int?

  /// Writes the object `source`; `range` is in bytes of the decompressed file.
  func write(into json: inout JSONWriter, range: ByteRange? = nil) {
    json.open("{")
    json.key("path")
    json.string(path)
    if let member {
      json.key("member")
      json.string(member)
    }
    if let line {
      json.key("line")
      json.int(line)
    }
    if let range { json.range("range", range.start, range.end) }
    json.close("}")
  }

  /// The id of a document that brings none.
  var id: String {
    if let line { return "\(path)#\(line)" }
    return member.map { "\(path)#\($0)" } ?? path
  }
}
