/// Strings that lie one after another, each made when it is asked for.
///
/// A million strings of their own cost more than everything else that is read of a lexicon.
struct StringPool: Sendable, Equatable {
  private(set) var bytes: [UInt8] = []
  /// String *i* is `bytes[starts[i]..<starts[i + 1]]`.
  private(set) var starts: [UInt32] = [0]

  init() {}

  init(_ texts: some Sequence<String>) {
    for text in texts { append(text) }
  }

  /// Restores a pool; nil where the arrays do not fit together.
  init?(bytes: [UInt8], starts: [UInt32]) {
    guard starts.first == 0, Int(starts.last ?? 0) == bytes.count, starts.ascends else {
      return nil
    }
    self.bytes = bytes
    self.starts = starts
  }

  var count: Int { starts.count - 1 }

  mutating func append(_ text: String) {
    bytes += text.utf8
    starts.append(UInt32(bytes.count))
  }

  subscript(index: Int) -> String { String(decoding: bytes[range(index)], as: UTF8.self) }

  /// Where a string stands among ``bytes``.
  func range(_ index: Int) -> Range<Int> { Int(starts[index])..<Int(starts[index + 1]) }
}

extension Array where Element: Comparable {
  /// Whether no element is less than the one before it.
  var ascends: Bool {
    for index in indices.dropFirst() where self[index] < self[index - 1] { return false }
    return true
  }
}
