internal import FourfieldCore

/// A row of a table, cut into fields.
struct ParsedRow {
  var fields: [TableRow.Field] = []
  /// The line that it begins on, from 1.
  var line: Int
  /// Its bytes and where they stand in the file.
  var bytes: [UInt8] = []
  var range = ByteRange(0, 0)
  /// Whether a quote was left open or text follows a closing quote.
  var isBroken = false
  /// Whether it has more fields than are read.
  var isTooWide = false
  /// Its bytes, where it has more than a row may have and was passed over.
  var skipped = 0
}
