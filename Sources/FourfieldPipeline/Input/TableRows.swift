/// Rows of a table as they stand in the file, found but not yet cut into fields: the workers do that.
struct TableRows: Sendable {
  let layout: TableLayout
  /// The names of the columns.
  let names: [String]
  /// The encoding of the file.
  let encoding: String
  /// The rows, in order; their bytes are one behind the other those of the item.
  var rows: [FoundRow] = []
}
