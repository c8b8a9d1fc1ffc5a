internal import FourfieldCore

/// Reads CSV and TSV by RFC 4180: quoted fields may hold separators, quotes (doubled) and line ends.
///
/// Rows are handed on one at a time; the whole file must be in memory.
struct TableReader {
  /// One row with its place.
  struct Row {
    let fields: [[UInt8]]
    /// The line that it begins on, from 1.
    let line: Int
    let range: ByteRange
    /// Whether a quote was left open or text follows a closing quote.
    let isBroken: Bool
  }

  private let bytes: [UInt8]
  private let separator: UInt8
  private var index = 0
  private var line = 1

  init(_ bytes: [UInt8], separator: UInt8) {
    self.bytes = bytes
    self.separator = separator
  }

  /// The next row, nil at the end. Empty lines are skipped.
  ///
  /// A quote that is never closed ends with its own line, so that it costs one row and not the rest of the file.
  mutating func next() -> Row? {
    while index < bytes.count, bytes[index] == 0x0A || bytes[index] == 0x0D { newline() }
    guard index < bytes.count else { return nil }
    let start = (index, line)
    var (fields, isBroken) = row(allowsNewlines: true)
    if isBroken, index >= bytes.count {
      (index, line) = start
      (fields, isBroken) = row(allowsNewlines: false)
      isBroken = true
    }
    let range = ByteRange(start.0, index)
    if index < bytes.count { newline() }
    return Row(fields: fields, line: start.1, range: range, isBroken: isBroken)
  }

  private mutating func newline() {
    if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
    index += 1
    line += 1
  }

  private mutating func row(allowsNewlines: Bool) -> (fields: [[UInt8]], isBroken: Bool) {
    var fields: [[UInt8]] = []
    var isBroken = false
    while true {
      var field: [UInt8] = []
      if index < bytes.count, bytes[index] == 0x22 {
        isBroken = !quoted(&field, allowsNewlines) || isBroken
      }
      while index < bytes.count, bytes[index] != separator, bytes[index] != 0x0A,
        bytes[index] != 0x0D
      {
        field.append(bytes[index])
        index += 1
      }
      fields.append(field)
      guard index < bytes.count, bytes[index] == separator else { return (fields, isBroken) }
      index += 1
    }
  }

  /// Reads a quoted field; false where the quote is not closed or something other than a separator follows it.
  private mutating func quoted(_ field: inout [UInt8], _ allowsNewlines: Bool) -> Bool {
    index += 1
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x22 {
        index += 1
        guard index < bytes.count, bytes[index] == 0x22 else {
          return index >= bytes.count || [separator, 0x0A, 0x0D].contains(bytes[index])
        }
      } else if byte == 0x0A || byte == 0x0D {
        if !allowsNewlines { return false }
        if byte == 0x0A { line += 1 }
      }
      field.append(byte)
      index += 1
    }
    return false
  }
}
