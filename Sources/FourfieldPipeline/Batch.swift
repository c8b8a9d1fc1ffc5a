/// Items that are processed together, and what becomes of them.
struct Batch: Sendable {
  var items: [SourceItem] = []
  var bytes = 0

  mutating func append(_ item: SourceItem) {
    items.append(item)
    // An item without bytes still costs something.
    bytes += item.bytes.count + 64
  }
}
