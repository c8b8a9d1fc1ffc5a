internal import FourfieldCore

/// A row of a table whose ends were found, not yet cut into fields.
struct FoundRow: Sendable {
  /// The line that it begins on, from 1.
  let line: Int
  /// Where it stands in the file; as long as its bytes.
  var range = ByteRange(0, 0)
  /// Whether its last quote was never closed.
  var isOpen = false
  /// Its bytes, where it has more than a row may have and was passed over.
  var skipped = 0
}
