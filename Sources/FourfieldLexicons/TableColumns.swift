internal import FourfieldCore

/// Where the columns of an `entries.tsv` stand, and the cells of one line after another.
struct TableColumns {
  /// The columns that a table may have.
  enum Name: String, CaseIterable {
    case theme, group, concept, language, pattern, weight
    case comparison = "case"
    case unless, near, note
  }

  private let file: String
  private let bytes: [UInt8]
  private let places: [Int?]
  private let columnCount: Int
  /// The cells of the current line.
  private var cells: [Range<Int>] = []
  private var next = 0
  /// The number of the current line, counted from 1.
  private(set) var line = 0

  /// Reads the header.
  ///
  /// - Throws: ``LexiconError`` for a column that is not known or one that is missing.
  init(file: String, tsv: String) throws(LexiconError) {
    self.file = file
    bytes = Array(tsv.utf8)
    var header: [Range<Int>] = []
    next = TableColumns.cut(bytes, 0, into: &header)
    line = 1
    columnCount = header.count
    var places = [Int?](repeating: nil, count: Name.allCases.count)
    for (index, range) in header.enumerated() {
      let text = String(decoding: bytes[range], as: UTF8.self)
      guard let name = Name(rawValue: text), let place = Name.allCases.firstIndex(of: name) else {
        throw LexiconError(
          SourceLocation(file: file, line: 1, column: index + 1),
          "found column '\(text)', expected one of "
            + Name.allCases.map(\.rawValue).joined(separator: ", "))
      }
      places[place] = index
    }
    self.places = places
    for needed in [Name.theme, .concept, .pattern] where place(needed) == nil {
      throw LexiconError(
        SourceLocation(file: file, line: 1),
        "found no column '\(needed.rawValue)' in the header")
    }
  }

  /// Goes to the next line that is not empty; false at the end.
  mutating func advance() -> Bool {
    while next < bytes.count {
      next = TableColumns.cut(bytes, next, into: &cells)
      line += 1
      if cells.contains(where: { !$0.isEmpty }) { return true }
    }
    return false
  }

  /// Refuses a line with more cells than the header has.
  func checkWidth() throws(LexiconError) {
    guard cells.count > columnCount else { return }
    throw LexiconError(
      SourceLocation(file: file, line: line),
      "found \(cells.count) cells, expected at most \(columnCount)")
  }

  /// The bytes of a cell, without blanks around them; none where the column or the cell is absent.
  func utf8(_ name: Name) -> ArraySlice<UInt8> {
    guard let place = place(name), place < cells.count else { return [] }
    return bytes[cells[place]]
  }

  /// The text of a cell, empty where the column or the cell is absent.
  func text(_ name: Name) -> String { String(decoding: utf8(name), as: UTF8.self) }

  /// Where a cell stands, its column counted in characters.
  func location(_ name: Name) -> SourceLocation {
    var column = 1
    if let place = place(name), place < cells.count, let first = cells.first {
      let before = bytes[first.lowerBound..<cells[place].lowerBound]
      column += before.count { $0 & 0xC0 != 0x80 }
    }
    return SourceLocation(file: file, line: line, column: column)
  }

  private func place(_ name: Name) -> Int? {
    Name.allCases.firstIndex(of: name).flatMap { places[$0] }
  }

  /// Cuts the line that begins at `start` into its cells; returns where the next line begins.
  private static func cut(
    _ bytes: [UInt8], _ start: Int, into cells: inout [Range<Int>]
  ) -> Int {
    cells.removeAll(keepingCapacity: true)
    var first = start
    var index = start
    while index < bytes.count, bytes[index] != 0x0A {
      if bytes[index] == 0x09 {
        cells.append(trim(bytes, first, index))
        first = index + 1
      }
      index += 1
    }
    cells.append(trim(bytes, first, index))
    return index + 1
  }

  private static func trim(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Range<Int> {
    var start = start
    var end = end
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }
}
