internal import FourfieldCore

/// Where an item comes from, as records name it.
struct ItemSource: Hashable, Codable, Sendable {
  /// The file as it was named.
  var path: String
  /// The part of the file: an item of a feed (`item 3`), a window of a long text (`window 3`), an entry or record of an archive.
  var member: String?
  /// The line of a record or row, from 1.
  var line: Int?

  /// Writes the object `source`; `range` is in bytes of the decompressed file.
  func write(into json: inout JSONWriter, range: ByteRange? = nil) {
    json.open("{")
    json.literal("\"path\":")
    json.string(path)
    if let member {
      json.literal(",\"member\":")
      json.string(member)
    }
    if let line {
      json.literal(",\"line\":")
      json.digits(line)
    }
    if let range {
      json.range(",\"range\":", range.start, range.end)
    }
    json.close("}")
  }

  /// The id of a document that brings none.
  var id: String {
    var id = path
    if let member { id += "#\(member)" }
    if let line { id += "#\(line)" }
    return id
  }

  /// The same place at a line.
  func at(line: Int) -> ItemSource {
    var source = self
    source.line = line
    return source
  }

  /// The same file at a member.
  func at(member: String) -> ItemSource {
    var source = self
    source.member = member
    return source
  }
}
