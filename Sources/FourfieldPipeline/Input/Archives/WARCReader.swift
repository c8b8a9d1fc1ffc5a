internal import FourfieldCore

/// Reads WARC (ISO 28500): every response, resource and conversion is an item.
///
/// What is no record is passed over up to the next line that begins one, and declared. Requests, metadata and descriptions of the
/// archive are no documents and are not counted.
struct WARCReader {
  let place: ItemSource
  let limits: Limits

  private static let kinds = ["response", "resource", "conversion"]
  private static let descriptions = [
    "warcinfo", "request", "metadata", "revisit", "continuation",
  ]

  func read(_ cursor: ByteCursor, _ body: (SourceItem) throws -> Void) throws {
    var number = 0
    while try findRecord(cursor, number, body) {
      number += 1
      guard number <= limits.entries else { throw Rejection.tooManyEntries(limits) }
      try record(cursor, number, body)
    }
  }

  /// Moves on to the next record; false at the end.
  private func findRecord(
    _ cursor: ByteCursor, _ number: Int, _ body: (SourceItem) throws -> Void
  ) throws -> Bool {
    var isDamaged = false
    let start = cursor.offset
    while true {
      let next = try cursor.peek(5)
      if next.isEmpty { break }
      if next.elementsEqual("WARC/".utf8) { break }
      let line = try cursor.line(limit: 1 << 16) ?? []
      if !line.allSatisfy({ $0 <= 0x20 }) { isDamaged = true }
    }
    if isDamaged {
      let words = "found \(cursor.offset - start) bytes behind record \(number) that belong to none"
      try body(rejected("damaged-record", words, place.at(member: "behind record \(number)")))
    }
    return try !cursor.peek(1).isEmpty
  }

  private func record(
    _ cursor: ByteCursor, _ number: Int, _ body: (SourceItem) throws -> Void
  ) throws {
    let fallback = place.at(member: "record \(number)")
    _ = try cursor.line(limit: 1 << 13)
    guard let header = try HeaderBlock.read(cursor) else {
      return try body(
        rejected("damaged-record", "the header of the record is too long or ends early", fallback))
    }
    let source = header["warc-record-id"].map { place.at(member: $0) } ?? fallback
    guard let length = header.contentLength else {
      let found = header["content-length"] ?? "none"
      return try body(
        rejected("damaged-record", "found Content-Length '\(found)', expected a number", source))
    }
    let kind = header["warc-type"]?.lowercased() ?? "none"
    guard WARCReader.kinds.contains(kind) else {
      try cursor.skip(length)
      if WARCReader.descriptions.contains(kind) { return }
      return try body(
        rejected(
          "damaged-record", "found WARC-Type '\(kind)', expected one of the standard", source))
    }
    guard length <= limits.documentBytes else {
      let there = try cursor.skip(length)
      let rejection = Rejection.tooLarge("the record holds \(there) bytes", limits)
      return try body(SourceItem(source: source, content: .rejected(rejection), bytes: []))
    }
    let bytes = try cursor.read(length)
    var facts = ArchiveRecord(
      id: header["warc-record-id"], url: WARCReader.address(header["warc-target-uri"]),
      date: header["warc-date"])
    facts.isTruncated = bytes.count < length || header["warc-truncated"] != nil
    try body(RecordedPage(source: source, limits: limits).item(bytes, header, facts))
  }

  /// Some writers put the address in angle brackets.
  private static func address(_ text: String?) -> String? {
    guard let text, text.hasPrefix("<"), text.hasSuffix(">") else { return text }
    return String(text.dropFirst().dropLast())
  }

  private func rejected(_ code: String, _ message: String, _ source: ItemSource) -> SourceItem {
    SourceItem(
      source: source,
      content: .rejected(Rejection(stage: "ingest", code: code, message: message)), bytes: [])
  }
}

extension Rejection {
  static func tooManyEntries(_ limits: Limits) -> Rejection {
    Rejection(
      stage: "ingest", code: "too-many-entries",
      message: "the archive holds more entries than the limit entries allows, \(limits.entries)")
  }
}
