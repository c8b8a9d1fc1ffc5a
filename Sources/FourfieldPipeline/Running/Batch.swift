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

  mutating func append(_ given: SourceItem) {
    var item = given
    item.bytes = Batch.fitted(item.bytes)
    items.append(item)
    // A document without bytes still costs something.
    var (documents, count) = (1, item.bytes.count)
    switch item.content {
    case .rows(let rows): documents = rows.rows.count
    case .lines(let run): (documents, count) = (run.ends, run.bounds.count)
    default: break
    }
    bytes += count + 64 * documents
  }

  /// The bytes without the room behind them: a small file was read into a buffer for a large one, and thousands of files wait at a time.
  private static func fitted(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.capacity > 2 * bytes.count + 4096 else { return bytes }
    var fitted: [UInt8] = []
    fitted.reserveCapacity(bytes.count)
    fitted += bytes
    return fitted
  }
}
