internal import FourfieldMarkup

/// What is known of a table before its rows are read.
struct TableLayout: Sendable {
  /// The file, or the entry of an archive.
  var place: ItemSource
  let separator: UInt8
  let limits: Limits

  /// The most bytes of a row.
  var rowBytes: Int { min(limits.documentBytes, 1 << 24) }

  /// The most fields of a row.
  var fieldLimit: Int { limits.markup.elements }

  /// Why a row is no document.
  ///
  /// - Parameters:
  ///   - row: the row.
  ///   - columns: how many fields it is to have; nil for the header, which says it.
  /// - Returns: the reject; nil where the row is a document.
  func rejection(_ row: ParsedRow, columns: Int?) -> Rejection? {
    func reject(_ code: String, _ message: String) -> Rejection {
      Rejection(stage: "ingest", code: code, message: message)
    }
    if row.skipped > 0 {
      return reject(
        "too-large", "the row holds \(row.skipped) bytes, document_bytes allows \(rowBytes)")
    }
    if row.isTooWide {
      return reject(
        "too-many-fields",
        "the row has more fields than the limit elements allows, \(fieldLimit)")
    }
    guard let columns else { return nil }
    if row.isBroken {
      return reject(
        "broken-quote",
        "the row has a quote that is not closed, expected another at the end of its cell")
    }
    if row.fields.count == columns { return nil }
    return reject("ragged-row", "the row has \(row.fields.count) fields, expected \(columns)")
  }
}
