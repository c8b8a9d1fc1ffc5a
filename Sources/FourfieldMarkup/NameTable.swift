/// Finds a value by a short ASCII name, whatever its case, without making a string of it.
///
/// Open addressing over a table at most a quarter full; the names are few and fixed.
struct NameTable<Value: Sendable>: Sendable {
  private struct Slot: Sendable {
    let name: [UInt8]
    let value: Value
  }

  private let slots: [Slot?]
  private let mask: Int
  /// The bytes of the longest name.
  private let longest: Int

  /// Creates a table.
  ///
  /// - Precondition: the names are in lower case.
  init(_ entries: some Sequence<(String, Value)>) {
    let entries = entries.map { Slot(name: Array($0.utf8), value: $1) }
    var size = 64
    while size < entries.count * 4 { size *= 2 }
    var slots = [Slot?](repeating: nil, count: size)
    for entry in entries {
      var index = NameTable.hash(entry.name.span, 0..<entry.name.count) & (size - 1)
      while slots[index] != nil { index = (index + 1) & (size - 1) }
      slots[index] = entry
    }
    self.slots = slots
    mask = size - 1
    longest = entries.map(\.name.count).max() ?? 0
  }

  /// The value of a name, or nil.
  ///
  /// - Complexity: O(*n*) in the bytes of the name.
  func value(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Value? {
    guard range.count <= longest else { return nil }
    var index = NameTable.hash(bytes, range) & mask
    while let slot = slots[index] {
      if NameTable.matches(slot.name, bytes, range) { return slot.value }
      index = (index + 1) & mask
    }
    return nil
  }

  private static func matches(
    _ name: [UInt8], _ bytes: borrowing Span<UInt8>, _ range: Range<Int>
  ) -> Bool {
    guard name.count == range.count else { return false }
    for offset in 0..<name.count where name[offset] != lower(bytes[range.lowerBound + offset]) {
      return false
    }
    return true
  }

  /// FNV-1a over the lower-cased bytes.
  private static func hash(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Int {
    var hash: UInt32 = 2_166_136_261
    for index in range { hash = (hash ^ UInt32(lower(bytes[index]))) &* 16_777_619 }
    return Int(hash ^ hash >> 15)
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    byte &- 0x41 < 26 ? byte | 0x20 : byte
  }
}

extension NameTable where Value == Tag {
  /// The elements by their names.
  static var tags: NameTable {
    NameTable(Tag.allCases.filter { $0 != .other && $0 != .text }.map { ($0.name, $0) })
  }
}
