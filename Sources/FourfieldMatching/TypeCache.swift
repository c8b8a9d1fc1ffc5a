internal import FourfieldCore
internal import Glibc

/// The atoms of every distinct word seen so far.
///
/// Natural text repeats its words, so each wildcard and each folding is worked out once per type, not per token.
struct TypeCache {
  private struct Slot {
    var hash: UInt64 = 0
    var start: Int32 = 0
    var length: Int32 = -1
    var atomStart: Int32 = 0
    var atomCount: Int32 = 0
    var type: Int32 = 0
  }

  /// Beyond this many types the cache starts afresh, so that hostile input cannot fill the memory.
  private static let limit = 1 << 17
  private var slots = [Slot](repeating: Slot(), count: 1 << 12)
  private var count = 0
  private var bytes: [UInt8] = []
  private(set) var atoms: [Int32] = []
  /// Whether a word of the type may begin a pattern; most do not, and are passed over.
  var beginsPattern: [Bool] = []
  /// The types of Han characters of the first plane by scalar, or -1.
  var hanTypes = [Int32](repeating: -1, count: 1 << 16)
  private(set) var atomRanges: [Range<Int32>] = []
  private var scalars: [UInt32] = []

  /// The type of the bytes `start..<end`, or -1 where they are new.
  func type(_ text: borrowing Span<UInt8>, start: Int, end: Int, hash: UInt64) -> Int32 {
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 29) & (slots.count - 1)
    while slots[slot].length >= 0 {
      if slots[slot].hash == hash, equals(slots[slot], text, start, end) { return slots[slot].type }
      slot = (slot + 1) & (slots.count - 1)
    }
    return -1
  }

  /// Forgets all types if there are too many. Only between two texts: tokens hold numbers of types.
  mutating func trim() {
    guard count > TypeCache.limit else { return }
    self = TypeCache()
  }

  private func equals(_ slot: Slot, _ text: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> Bool
  {
    guard Int(slot.length) == end - start else { return false }
    let base = Int(slot.start)
    return unsafe text.extracting(start..<end).withUnsafeBufferPointer { word in
      unsafe bytes.withUnsafeBufferPointer { known in
        unsafe memcmp(
          known.baseAddress.unsafelyUnwrapped + base, word.baseAddress.unsafelyUnwrapped, word.count
        ) == 0
      }
    }
  }

  /// Works out the atoms of a new type.
  mutating func insert(
    _ text: borrowing Span<UInt8>, start: Int, end: Int, hash: UInt64, isWord: Bool,
    table: AtomTable
  ) -> Int32 {
    if count * 2 >= slots.count { grow() }
    let type = Int32(atomRanges.count)
    scalars.removeAll(keepingCapacity: true)
    var index = start
    let base = bytes.count
    while index < end {
      let (scalar, length) = UTF8Scan.scalar(text, at: index)
      scalars.append(scalar)
      for offset in 0..<length { bytes.append(text[index + offset]) }
      index += length
    }
    let first = Int32(atoms.count)
    table.satisfied(by: scalars, isWord: isWord, into: &atoms)
    atomRanges.append(first..<Int32(atoms.count))
    place(
      Slot(
        hash: hash, start: Int32(base), length: Int32(end - start), atomStart: first,
        atomCount: Int32(atoms.count) - first, type: type))
    count += 1
    return type
  }

  private mutating func place(_ new: Slot) {
    var slot = Int(truncatingIfNeeded: new.hash ^ new.hash >> 29) & (slots.count - 1)
    while slots[slot].length >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = new
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: old.count * 2)
    for slot in old where slot.length >= 0 { place(slot) }
  }
}
