internal import FourfieldCore

/// Reads ARC, the format before WARC (Internet Archive, version 1): a line of `address IP date type length`, then the response.
struct ARCReader {
  let place: ItemSource
  let limits: Limits

  func read(_ cursor: ByteCursor, _ body: (SourceItem) throws -> Void) throws {
    var number = 0
    while let line = try cursor.line(limit: 1 << 16) {
      if line.allSatisfy({ $0 <= 0x20 }) { continue }
      number += 1
      guard number <= limits.entries else { throw Rejection.tooManyEntries(limits) }
      let source = place.at(member: "record \(number)")
      guard let head = Head(line) else {
        throw Rejection(
          stage: "ingest", code: "damaged-record",
          message:
            "found '\(String(decoding: line.prefix(80), as: UTF8.self))' as the head of record \(number), expected address, IP, date, type and length"
        )
      }
      try record(head, source, cursor, body)
    }
  }

  private func record(
    _ head: Head, _ source: ItemSource, _ cursor: ByteCursor, _ body: (SourceItem) throws -> Void
  ) throws {
    if head.address.hasPrefix("filedesc:") || head.address.hasPrefix("dns:") {
      try cursor.skip(head.length)
    } else if head.length > limits.documentBytes {
      let there = try cursor.skip(head.length)
      let rejection = Rejection.tooLarge("the record holds \(there) bytes", limits)
      try body(SourceItem(source: source, content: .rejected(rejection), bytes: []))
    } else {
      let bytes = try cursor.read(head.length)
      let facts = ArchiveRecord(
        url: head.address, date: head.date, isTruncated: bytes.count < head.length)
      try body(
        RecordedPage(source: source, limits: limits).item(bytes, HeaderBlock(), facts))
    }
  }

  /// The first line of a record.
  private struct Head {
    let address: String
    let date: String
    let length: Int

    /// Takes a line apart from its end: an address may hold blanks.
    init?(_ line: [UInt8]) {
      let words = HeaderBlock.trim(String(decoding: line, as: UTF8.self)[...]).split(separator: " ")
      guard words.count >= 5, let last = words.last, let length = Int(last), length >= 0,
        words[words.count - 3].utf8.allSatisfy({ (0x30...0x39).contains($0) })
      else { return nil }
      address = words.dropLast(4).joined(separator: " ")
      date = Head.iso(words[words.count - 3])
      self.length = length
    }

    /// `20140216050221` as `2014-02-16T05:02:21Z`.
    private static func iso(_ digits: Substring) -> String {
      let parts = Array(digits)
      guard parts.count == 14 else { return String(digits) }
      func part(_ range: Range<Int>) -> String { String(parts[range]) }
      return
        "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(8..<10)):\(part(10..<12)):\(part(12..<14))Z"
    }
  }
}
