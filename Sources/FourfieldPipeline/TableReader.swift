internal import FourfieldCore

/// Reads CSV and TSV by RFC 4180: quoted fields may hold separators, quotes (doubled) and line ends.
///
/// It is fed pieces of a file and hands on the rows that are complete. Separators, quotes and line ends never are part of a character
/// in UTF-8, windows-1252, GB18030 or Big5, so rows are cut before they are decoded.
struct TableReader {
  /// One row with its place.
  struct Row {
    var fields: [TableRow.Field] = []
    /// The line that it begins on, from 1.
    var line: Int
    /// Its bytes and where they stand in the file.
    var bytes: [UInt8] = []
    var range = ByteRange(0, 0)
    /// Whether a quote was left open or text follows a closing quote.
    var isBroken = false
  }

  /// A row of more bytes ends with its first line: its quote was never closed.
  private static let limit = 1 << 24

  private let separator: UInt8
  private var bytes: [UInt8] = []
  private var index = 0
  private var line = 1
  private var offset = 0
  private var isLast = false

  init(separator: UInt8) { self.separator = separator }

  /// Adds the next bytes of the file.
  mutating func feed(_ more: [UInt8]) {
    bytes.removeFirst(index)
    offset += index
    index = 0
    bytes += more
  }

  /// Says that no more bytes come.
  mutating func end() { isLast = true }

  /// The next complete row; nil where more bytes are needed, or at the end. Empty lines are skipped.
  ///
  /// A quote that is never closed ends with its own line, so that it costs one row and not the rest of the file.
  mutating func next() -> Row? {
    while index < bytes.count, bytes[index] == 0x0A || bytes[index] == 0x0D {
      if bytes[index] == 0x0D, index + 1 == bytes.count, !isLast { return nil }
      newline()
    }
    guard index < bytes.count else { return nil }
    let (start, firstLine) = (index, line)
    var row = row(allowsNewlines: true)
    // A carriage return at the very end may be half of a line end.
    if index + 1 >= bytes.count, !isLast, bytes.count - start < TableReader.limit {
      (index, line) = (start, firstLine)
      return nil
    }
    if row.isBroken, index >= bytes.count || index - start >= TableReader.limit {
      (index, line) = (start, firstLine)
      row = self.row(allowsNewlines: false)
      row.isBroken = true
    }
    row.line = firstLine
    row.bytes = Array(bytes[start..<index])
    row.range = ByteRange(offset + start, offset + index)
    if index < bytes.count { newline() }
    return row
  }

  private mutating func newline() {
    if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
    index += 1
    line += 1
  }

  private mutating func row(allowsNewlines: Bool) -> Row {
    var row = Row(line: line)
    let rowStart = index
    while true {
      var field: [UInt8] = []
      var start = index - rowStart
      let isQuoted = index < bytes.count && bytes[index] == 0x22
      if isQuoted {
        start += 1
        row.isBroken = !quoted(&field, allowsNewlines) || row.isBroken
      }
      while index < bytes.count, bytes[index] != separator, bytes[index] != 0x0A,
        bytes[index] != 0x0D
      {
        field.append(bytes[index])
        index += 1
      }
      row.fields.append(TableRow.Field(bytes: field, start: start, isQuoted: isQuoted))
      guard index < bytes.count, bytes[index] == separator else { return row }
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
