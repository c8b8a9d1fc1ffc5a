internal import FourfieldMarkup

/// Cuts one row of a table into fields.
struct RowParser {
  let separator: UInt8
  /// How many fields are read; a row of more is marked as broken off.
  var fieldLimit = MarkupLimits().elements

  /// A row that was found, with its fields.
  func row(_ found: FoundRow, _ bytes: ArraySlice<UInt8>) -> ParsedRow {
    guard found.skipped == 0 else {
      return ParsedRow(line: found.line, skipped: found.skipped)
    }
    var row = row(bytes, line: found.line)
    if found.isOpen { row.isBroken = true }
    row.range = found.range
    return row
  }

  /// The fields of a row.
  ///
  /// - Parameters:
  ///   - bytes: the row without its line end.
  ///   - line: the line that it begins on.
  /// - Returns: the row, its range left out.
  /// - Complexity: O(*n*).
  func row(_ bytes: ArraySlice<UInt8>, line: Int) -> ParsedRow {
    var row = ParsedRow(line: line, bytes: Array(bytes))
    var index = bytes.startIndex
    while true {
      var field: [UInt8] = []
      let isQuoted = index < bytes.endIndex && bytes[index] == 0x22
      let start = index - bytes.startIndex + (isQuoted ? 1 : 0)
      if isQuoted { row.isBroken = !quoted(bytes, &index, &field) || row.isBroken }
      let end = bytes[index...].firstIndex(of: separator) ?? bytes.endIndex
      if isQuoted { field += bytes[index..<end] } else { field = Array(bytes[index..<end]) }
      row.fields.append(TableRow.Field(bytes: field, start: start, isQuoted: isQuoted))
      index = end + 1
      if end == bytes.endIndex { return row }
      if row.fields.count == fieldLimit {
        row.isTooWide = true
        return row
      }
    }
  }

  /// Reads a quoted field up to behind its quote; false where it is not closed or something other than a separator follows.
  private func quoted(
    _ bytes: ArraySlice<UInt8>, _ index: inout Int, _ field: inout [UInt8]
  ) -> Bool {
    index += 1
    while let end = bytes[index...].firstIndex(of: 0x22) {
      field += bytes[index..<end]
      index = end + 1
      guard index < bytes.endIndex, bytes[index] == 0x22 else {
        return index == bytes.endIndex || bytes[index] == separator
      }
      field.append(0x22)
      index += 1
    }
    field += bytes[index...]
    index = bytes.endIndex
    return false
  }
}
