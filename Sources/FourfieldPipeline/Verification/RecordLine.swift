internal import Foundation
internal import FourfieldCore
internal import FourfieldText

/// A record that a run has written, of which a few members are looked at.
struct RecordLine {
  let bytes: [UInt8]
  private let members: [JSONScanner.Member]

  init(_ line: ArraySlice<UInt8>) throws {
    bytes = Array(line)
    do {
      members = try JSONScanner.members(bytes)
    } catch {
      throw RunError(
        "found '\(String(decoding: line.prefix(60), as: UTF8.self))', expected a record")
    }
  }

  private func value(_ name: String) -> JSONScanner.Member? {
    members.first { JSONScanner.isKey($0, Array(name.utf8), in: bytes) }
  }

  /// The text of a member; nil where it is none.
  func string(_ name: String) -> String? {
    guard let member = value(name), member.isString else { return nil }
    return String(
      decoding: JSONScanner.unescape(bytes, member.value, isMapped: false).utf8, as: UTF8.self)
  }

  /// The whole number of a member; nil where it is none.
  func int(_ name: String) -> Int? {
    value(name).flatMap { Int(String(decoding: bytes[$0.value.indices], as: UTF8.self)) }
  }

  /// Where the record comes from.
  func source() throws -> ItemSource {
    guard let member = value("source") else { throw RunError("found a record without its source") }
    return try JSONDecoder().decode(ItemSource.self, from: Data(bytes[member.value.indices]))
  }
}
