internal import FourfieldCore
internal import FourfieldMarkup

/// Reads CSV and TSV by RFC 4180: quoted fields may hold separators, quotes (doubled) and line ends.
///
/// It is fed pieces of a file and hands on the rows that are complete. Separators, quotes and line ends never are part of a character
/// in UTF-8, windows-1252, GB18030 or Big5, so rows are cut before they are decoded.
struct TableReader {
  private let separator: UInt8
  /// A row of more bytes is passed over; where a quote is open, it ends with the line of the quote, which was never closed.
  private let limit: Int
  private let fieldLimit: Int
  private var bytes: [UInt8] = []
  private var index = 0
  /// The end of the row that begins at the index, as far as it was looked for.
  private var scan = Scan()
  private var line = 1
  private var offset = 0
  private var isLast = false
  /// Whether the rest of a row that is too long is passed over, and how much of it was.
  private var isSkipping = false
  private var skipped = 0

  /// How far the end of a row was looked for, so that no byte is looked at twice.
  private struct Scan {
    /// What the byte at the position may be.
    enum State {
      case fieldStart, plain, quoted, closed
      /// The quote that closed a field of several lines was another field's: the field's own was never closed.
      case broken
    }

    var position = 0
    var state = State.fieldStart
    /// Where the first line of the quoted field that was opened last ends, if it ended.
    var lineEnd: Int?
  }

  init(separator: UInt8, limit: Int = 1 << 24, fieldLimit: Int = MarkupLimits().elements) {
    self.fieldLimit = fieldLimit
    self.separator = separator
    self.limit = limit
  }

  /// Adds the next bytes of the file.
  mutating func feed(_ more: [UInt8]) {
    bytes.removeFirst(index)
    scan.position -= index
    scan.lineEnd = scan.lineEnd.map { $0 - index }
    offset += index
    index = 0
    bytes += more
  }

  /// Says that no more bytes come.
  mutating func end() { isLast = true }

  /// The next complete row; nil where more bytes are needed, or at the end. Empty lines are skipped.
  ///
  /// A quote that is never closed ends with its own line, so that it costs one row and not the rest of the file: one that is open at the end of
  /// the file, and one that a quote behind a line end closes before more text, since that quote opens a field of a later row.
  ///
  /// - Complexity: O(*n*) in the bytes of the row, however many pieces it comes in.
  mutating func next() -> ParsedRow? {
    var bytes: [UInt8] = []
    guard let row = next(into: &bytes) else { return nil }
    return RowParser(separator: separator, fieldLimit: fieldLimit).row(row, bytes[...])
  }

  /// The same, not cut into fields; the row's bytes are put behind others.
  mutating func next(into output: inout [UInt8]) -> FoundRow? {
    if isSkipping { return skip() }
    while index < bytes.count, bytes[index] == 0x0A || bytes[index] == 0x0D {
      if bytes[index] == 0x0D, index + 1 == bytes.count, !isLast { return nil }
      newline()
    }
    guard index < bytes.count else { return nil }
    if scan.position <= index { scan = Scan(position: index) }
    let isFound = findEnd()
    let isOpen =
      scan.state == .broken
      || scan.state == .quoted && (isLast || scan.position - index >= limit)
    // A carriage return at the very end may be half of a line end.
    if !isOpen, scan.position - index > limit { return skip() }
    if !isFound, !isOpen, !isLast { return nil }
    if isFound, !isOpen, !isLast, scan.position + 1 >= bytes.count { return nil }
    let end = isOpen ? endOfOpenLine : scan.position
    output += bytes[index..<end]
    let row = FoundRow(
      line: line, range: ByteRange(offset + index, offset + end), isOpen: isOpen)
    line += bytes[index..<end].count { $0 == 0x0A }
    index = end
    scan = Scan()
    if index < bytes.count { newline() }
    return row
  }

  /// Where the line of a quote ends that was never closed.
  ///
  /// Behind it no row is left open by what was looked at, so no byte is looked at more than twice.
  private var endOfOpenLine: Int {
    scan.lineEnd
      ?? bytes[scan.position...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
  }

  /// Moves on to the line end behind the row, or to where a quote turns out not to be closed; false where there is neither yet.
  private mutating func findEnd() -> Bool {
    let stop = min(bytes.count, index + limit)
    while scan.position < bytes.count {
      let byte = bytes[scan.position]
      switch scan.state {
      case .quoted:
        if scan.position >= stop { return false }
        if byte == 0x22 {
          scan.state = .closed
        } else if scan.lineEnd == nil, byte == 0x0A || byte == 0x0D {
          scan.lineEnd = scan.position
        }
      case .broken: return true
      case _ where byte == 0x0A || byte == 0x0D: return true
      case _ where byte == separator: scan.state = .fieldStart
      case .fieldStart where byte == 0x22: (scan.state, scan.lineEnd) = (.quoted, nil)
      case .closed where byte == 0x22: scan.state = .quoted
      case .closed where scan.lineEnd != nil:
        scan.state = .broken
        return true
      case .fieldStart, .closed: scan.state = .plain
      case .plain: break
      }
      scan.position += 1
    }
    return false
  }

  /// Passes over a row up to the end of its line; nil where that is not there yet.
  private mutating func skip() -> FoundRow? {
    isSkipping = true
    let end = bytes[index...].firstIndex { $0 == 0x0A || $0 == 0x0D }
    skipped += (end ?? bytes.count) - index
    index = end ?? bytes.count
    scan = Scan()
    guard end != nil || isLast else { return nil }
    let row = FoundRow(line: line, skipped: skipped)
    (isSkipping, skipped) = (false, 0)
    if index < bytes.count { newline() }
    return row
  }

  private mutating func newline() {
    if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
    index += 1
    line += 1
  }
}
