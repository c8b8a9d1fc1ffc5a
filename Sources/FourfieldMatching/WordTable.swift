internal import CByteScan
internal import FourfieldCore

/// What is known of words of up to 16 bytes, which are their own keys.
///
/// An open-addressed table of slots of four numbers (both halves of the key, the bits, and of a run of several tokens where these are kept), so that a word costs one place in memory. It is at most half
/// full, so that most words are in the first slot that is looked at.
struct WordTable {
  /// A word as two numbers, padded with zeros.
  struct Key {
    let low: UInt64
    let high: UInt64
  }

  /// How many slots behind the first a word may be. Words that find no room are not kept, so that no choice of words makes a text slow.
  static let reach = 64
  private static let stride = 4

  /// Four numbers each.
  private(set) var slots: [UInt64] = []
  /// For each length of a word which bytes of the two numbers are its own.
  let masks: [UInt64] = (0...16).flatMap { length in
    [UInt64](arrayLiteral: ones(8 * min(length, 8)), ones(8 * max(length - 8, 0)))
  }
  /// Where the slots begin: at the beginning of a cache line, so that no slot lies in two.
  private(set) var base = 0
  /// How far a hash is shifted to have as many bits as there are slots.
  private(set) var shift: UInt64 = 64 - 12
  /// How many words are known.
  private(set) var count = 0

  init() { makeRoom() }

  private static func ones(_ bits: Int) -> UInt64 { bits == 0 ? 0 : .max >> UInt64(64 - bits) }

  // MARK: Looking up

  /// The bits of a word, or `ff_unknown`.
  func bits(_ key: Key) -> UInt32 {
    let slots = slots.span
    return unsafe slots.withUnsafeBufferPointer { slots in
      guard let first = slots.baseAddress else { return ff_unknown }
      var known = unsafe ff_known(
        slots: first + base, shift: shift, reach: WordTable.reach, parts: nil, signs: nil)
      let slot = unsafe ff_word_search(&known, key.low, key.high)
      return unsafe slot.map { unsafe UInt32(truncatingIfNeeded: $0[2]) } ?? ff_unknown
    }
  }

  /// The first slot of a run.
  @inline(__always)
  private static func home(_ key: Key, _ base: Int, _ shift: UInt64) -> Int {
    base &+ stride &* ff_word_home(key.low, key.high, shift)
  }

  // MARK: Entering

  /// Enters a word that is not there yet.
  mutating func insert(_ key: Key, _ bits: UInt32) { _ = insert(key, UInt64(bits), parts: 0) }

  /// Enters a run of several tokens, some of them words, that is not there yet.
  ///
  /// - Returns: whether there was room.
  mutating func insert(_ key: Key, first: Int, count: Int, words: Int) -> Bool {
    insert(key, UInt64(ff_several), parts: UInt64(first << 32 | words << 8 | count))
  }

  private mutating func insert(_ key: Key, _ bits: UInt64, parts: UInt64) -> Bool {
    if (count + 1) * 2 > 1 << Int(64 - shift) { grow() }
    guard place(key, bits, parts) else { return false }
    count += 1
    return true
  }

  private mutating func place(_ key: Key, _ bits: UInt64, _ parts: UInt64) -> Bool {
    var slot = WordTable.home(key, base, shift)
    let end = slot + WordTable.reach * WordTable.stride
    while slots[slot] != 0 {
      if slot == end { return false }
      slot += WordTable.stride
    }
    (slots[slot], slots[slot + 1]) = (key.low, key.high)
    (slots[slot + 2], slots[slot + 3]) = (bits, parts)
    return true
  }

  private mutating func grow() {
    let old = self
    shift -= 1
    makeRoom()
    count = 0
    for slot in Swift.stride(from: old.base, to: old.slots.count - 3, by: WordTable.stride)
    where old.slots[slot] != 0 {
      let key = Key(low: old.slots[slot], high: old.slots[slot + 1])
      if place(key, old.slots[slot + 2], old.slots[slot + 3]) { count += 1 }
    }
  }

  private mutating func makeRoom() {
    let line = 8
    // Behind the last slot there is room for those that find it taken.
    let count = 1 << Int(64 - shift) + WordTable.reach + 1
    slots = [UInt64](repeating: 0, count: count * WordTable.stride + line)
    let address = unsafe slots.withUnsafeBufferPointer { Int(bitPattern: $0.baseAddress) }
    base = (line - address / 8 % line) % line
  }
}

extension WordTable.Key {
  /// The word of up to 16 bytes at a place in a text.
  init(_ text: borrowing Span<UInt8>, _ start: Int, _ end: Int) {
    var low: UInt64 = 0
    var high: UInt64 = 0
    for offset in 0..<min(8, end - start) {
      low |= UInt64(text[start + offset]) << UInt64(8 * offset)
    }
    for offset in 8..<max(8, end - start) {
      high |= UInt64(text[start + offset]) << UInt64(8 * (offset - 8))
    }
    self.init(low: low, high: high)
  }
}
