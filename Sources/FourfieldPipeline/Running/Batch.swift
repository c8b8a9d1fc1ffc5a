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
    // An item without bytes still costs something.
    bytes += item.bytes.count + 64
  }
}
