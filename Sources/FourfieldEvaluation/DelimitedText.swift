/// Tables as text: RFC 4180, with any separator.
public enum DelimitedText {
  /// One record and the line that it begins on.
  struct Record {
    var fields: [String]
    var line: Int
  }

  /// Cuts a text into records; blank lines are none.
  ///
  /// - Throws: ``EvaluationError`` where a quoted cell does not end.
  static func records(
    _ text: String, separator: Character, name: String
  ) throws(EvaluationError) -> [Record] {
    var reader = Reader(separator: separator)
    for character in text where character != "\u{FEFF}" { reader.take(character) }
    if reader.isQuoted, !reader.isPending {
      throw EvaluationError("\(name):\(reader.record.line): found a quote that does not end")
    }
    reader.endRecord()
    return reader.records
  }

  /// A field as a cell: quoted where it must be, and with an apostrophe before what a spreadsheet would take for a formula (OWASP, "CSV injection").
  static func cell(_ text: String) -> String {
    // By the first scalar: a mark behind the sign makes another character of it, but no other formula.
    let isFormula =
      text.unicodeScalars.first.map { "=+-@\t\r\n".unicodeScalars.contains($0) } ?? false
      && Double(text) == nil
    let safe = isFormula ? "'" + text : text
    guard safe.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return safe }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }

  /// Rows as a table for spreadsheets: numbers stay as they are, and no cell is a formula.
  public static func table(_ rows: [[String]]) -> String {
    rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
  }

  private struct Reader {
    let separator: Character
    var records: [Record] = []
    var record = Record(fields: [], line: 1)
    var field = ""
    var isQuoted = false
    /// A quote inside quotes: the end of the cell, or the first of two that stand for one.
    var isPending = false
    var line = 1

    mutating func take(_ character: Character) {
      if character.isNewline { line += 1 }
      if isPending {
        isPending = false
        if character == "\"" {
          field.append(character)
          return
        }
        isQuoted = false
      }
      switch character {
      case "\"" where isQuoted: isPending = true
      case "\"" where field.isEmpty: isQuoted = true
      case _ where isQuoted: field.append(character)
      case separator: endField()
      case _ where character.isNewline: endRecord()
      default: field.append(character)
      }
    }

    mutating func endField() {
      record.fields.append(field)
      field = ""
    }

    mutating func endRecord() {
      if !record.fields.isEmpty || !field.isEmpty {
        endField()
        records.append(record)
      }
      record = Record(fields: [], line: line)
    }
  }
}
