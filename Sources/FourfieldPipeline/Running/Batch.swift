/// Items that are processed together, and where the inputs stand behind them.
struct Batch: Sendable {
  var items: [SourceItem] = []
  var bytes = 0
  /// Behind the last item.
  var end = InputMark()
  /// The raw bytes read so far, for progress.
  var read = 0
  /// Set where the batch is a single reject whose reason may pass.
  var fault: Fault?

  mutating func append(_ item: SourceItem) {
    items.append(item)
    // A document without bytes still costs something.
    var documents = 1
    if case .rows(let rows) = item.content { documents = rows.rows.count }
    bytes += item.bytes.count + 64 * documents
  }
}
