internal import FourfieldText

/// One row of a table with the names of its columns.
struct TableRow: Sendable {
  /// One field.
  struct Field: Sendable {
    /// The bytes without quotes, doubled ones undone.
    let bytes: [UInt8]
    /// Where the field's text starts in the row, behind an opening quote.
    let start: Int
    /// Whether it was quoted, so that a quote in it takes two bytes of the row.
    let isQuoted: Bool
  }

  let names: [String]
  let fields: [Field]
  /// The encoding of the file, for fields that are not UTF-8.
  let encoding: String?
}

extension TableRow.Field {
  /// From the field's text to the bytes of its row.
  func map(in row: [UInt8]) -> OffsetMap {
    var map = OffsetMap()
    map.replace(target: 0, source: start)
    guard isQuoted else {
      map.copy(bytes.count)
      return map
    }
    for byte in bytes {
      if byte == 0x22 { map.replace(target: 1, source: 2) } else { map.copy(1) }
    }
    return map
  }
}
