internal import FourfieldCore

/// What an archive says of one of its records.
struct ArchiveRecord: Hashable, Sendable {
  var id: String?
  /// Where it was fetched from.
  var url: String?
  /// When it was fetched.
  var date: String?
  /// Whether the record ends before its time.
  var isTruncated = false

  /// Fills in what the document does not say of itself; the address is the one that it was fetched from.
  func complete(_ built: BuiltDocument) {
    if let url { built.document.metadata.url = url }
    if built.document.metadata.date == nil { built.document.metadata.date = date }
    if isTruncated { built.isDegraded = true }
  }
}
