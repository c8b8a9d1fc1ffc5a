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
  private var places: [Int?]
  private let columnCount: Int
  /// The cells of the current line.
  private var cells: [Range<Int>] = []
  private var next = 0
  /// Where the current line begins.
  private var lineStart = 0
  /// Whether the first line is a header.
  private var isReadable = true
  /// The number of the current line, counted from 1.
  private(set) var line = 0

  /// Reads the header; notes columns that are not known, that stand there twice and that are missing.
  init(file: String, tsv: String, _ found: inout Mistakes) {
    self.file = file
    bytes = Array(tsv.utf8)
    places = [Int?](repeating: nil, count: Name.allCases.count)
    next = TableColumns.cut(bytes, 0, into: &cells)
    line = 1
    columnCount = cells.count
    if let mistake = TableColumns.headerMistake(
      bytes, names: cells.map { String(decoding: bytes[$0], as: UTF8.self) })
    {
      isReadable = false
      found.note(LexiconError(SourceLocation(file: file, line: 1, column: 1), mistake))
      return
    }
    var (last, column) = (0, 1)
    var unknown: [String] = []
    for (index, range) in cells.enumerated() {
      // From cell to cell: a header may have a hundred thousand that are wrong.
      column += TableColumns.characters(bytes[last..<range.lowerBound])
      last = range.lowerBound
      let location = SourceLocation(file: file, line: 1, column: column)
      let text = String(decoding: bytes[range], as: UTF8.self)
      guard let name = Name(rawValue: text), let place = Name.allCases.firstIndex(of: name) else {
        unknown.append(text.lowercased())
        found.note(
          LexiconError(location, "found column '\(text)', expected one of \(TableColumns.names)"))
        continue
      }
      if places[place] == nil {
        places[place] = index
      } else {
        found.note(LexiconError(location, "found column '\(text)' again, expected it once"))
      }
    }
    for needed in TableColumns.needed where place(needed) == nil {
      // It is only misspelt, which is said already.
      if unknown.contains(where: { Spelling.isNear($0, needed.rawValue) }) { continue }
      let end = cells.last?.upperBound ?? 0
      found.note(
        LexiconError(
          location(byte: end),
          "found no column '\(needed.rawValue)' in the header, expected one"))
    }
  }

  private static let needed = [Name.theme, .concept, .pattern]
  private static let names = Name.allCases.map(\.rawValue).joined(separator: ", ")

  /// Why a file is no table at all, which is one mistake and not one for each of its cells; nil where it may be one.
  private static func headerMistake(_ bytes: [UInt8], names: [String]) -> String? {
    let expected = "expected \(TableColumns.names) with tabs between them in the first line"
    if names.allSatisfy({ Name(rawValue: $0.lowercased()) == nil }) {
      let line = NameList.quoted(names.joined(separator: " "))
      return names.allSatisfy(\.isEmpty)
        ? "found no header, \(expected)" : "found '\(line)' as the header, \(expected)"
    }
    if bytes.contains(0x0D), !bytes.contains(0x0A) {
      return "found carriage returns alone as line ends, expected line feeds"
    }
    return nil
  }

  /// Whether the columns that must be there are.
  var isComplete: Bool { isReadable && TableColumns.needed.allSatisfy { place($0) != nil } }

  /// About how many lines there are, and no more than would be of a usual length, so that room for them is not a multiple of the file.
  var lineEstimate: Int { min(bytes.count { $0 == 0x0A } + 1, bytes.count / 24 + 1) }

  /// Goes to the next line that is not empty; false at the end.
  mutating func advance() -> Bool {
    while next < bytes.count {
      lineStart = next
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
      location(byte: cells[columnCount].lowerBound),
      "found \(cells.count) cells, expected at most \(columnCount)")
  }

  /// The bytes of a cell, without blanks or quotes around them; none where the column or the cell is absent.
  func utf8(_ name: Name) -> ArraySlice<UInt8> {
    guard let place = place(name), place < cells.count else { return [] }
    let cell = bytes[cells[place]]
    // Two quotes in a cell that is quoted are one, as spreadsheets write them; of a pair the second is taken.
    guard isQuoted(cells[place]), cell.contains(TableColumns.quote) else { return cell }
    var (text, isHalf) = ([UInt8](), false)
    for byte in cell {
      isHalf = byte == TableColumns.quote && !isHalf
      if !isHalf { text.append(byte) }
    }
    return text[...]
  }

  private static let quote = UInt8(ascii: "\"")

  /// Whether the text of a cell stands between quotes.
  private func isQuoted(_ cell: Range<Int>) -> Bool {
    cell.lowerBound > 0 && bytes[cell.lowerBound - 1] == TableColumns.quote
      && cell.upperBound < bytes.count && bytes[cell.upperBound] == TableColumns.quote
  }

  /// The text of a cell, empty where the column or the cell is absent.
  ///
  /// - Throws: ``LexiconError`` at a character that no lexicon may hold.
  func text(_ name: Name) throws(LexiconError) -> String {
    let text = String(decoding: utf8(name), as: UTF8.self)
    if let mistake = RefusedCharacter.first(in: text) {
      var place = location(name)
      place.column += mistake.column
      throw LexiconError(place, mistake.message)
    }
    return text
  }

  /// The text of a cell that is a name.
  func name(_ name: Name) throws(LexiconError) -> String {
    let text = try text(name)
    if let mistake = NameList.mistake(in: text) { throw LexiconError(location(name), mistake) }
    return text
  }

  /// Where a cell stands, its column counted in characters.
  func location(_ name: Name) -> SourceLocation {
    guard let place = place(name), place < cells.count else {
      return SourceLocation(file: file, line: line, column: 1)
    }
    return location(byte: cells[place].lowerBound)
  }

  /// Where a byte of the current line stands.
  private func location(byte: Int) -> SourceLocation {
    let before = TableColumns.characters(bytes[lineStart..<byte])
    return SourceLocation(file: file, line: line, column: before + 1)
  }

  /// How many characters there are in some bytes.
  private static func characters(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.count { $0 & 0xC0 != 0x80 }
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
    while start < end, isBlank(bytes[start]) { start += 1 }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    // Spreadsheets put quotes around cells with commas or quotes in them.
    let isQuoted = end - start > 1 && bytes[start] == quote && bytes[end - 1] == quote
    return isQuoted ? (start + 1)..<(end - 1) : start..<end
  }

  /// Whether a byte is a blank within a line, or ends it together with the line feed.
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0D }
}
