internal import FourfieldCore

/// What is known of every distinct word seen so far: the atoms that it satisfies.
///
/// Natural text repeats its words, so each wildcard and each folding is worked out once per type, not per token. A word of up to 16 bytes is its
/// own key; longer ones are compared with the bytes they were entered with; a single scalar of the first plane is an index.
struct TypeCache {
  /// A word of up to 16 bytes, padded with zeros.
  private struct Short {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var bits: UInt32 = 0
  }

  private struct Long {
    var hash: UInt64 = 0
    var start: Int32 = 0
    var length: Int32 = -1
    var bits: UInt32 = 0
  }

  /// The answer for what was not entered yet.
  static let unknown = UInt32.max
  /// The answer for a run of bytes that is not one word: it has to be read scalar by scalar.
  static let mixed = UInt32.max - 1

  /// Beyond this many types the cache starts afresh, so that hostile input cannot fill the memory.
  private static let limit = 1 << 17
  private static let prime: UInt64 = 0x9E37_79B9_7F4A_7C15
  private static let otherPrime: UInt64 = 0xD6E8_FEB8_6659_FD93

  private var shorts = [Short](repeating: Short(), count: 1 << 12)
  private var shift: UInt64 = 64 - 12
  private var shortCount = 0
  private var longs = [Long](repeating: Long(), count: 1 << 8)
  private var longCount = 0
  private var bytes: [UInt8] = []
  /// The bits of single scalars of the first plane.
  private var scalarBits = [UInt32](repeating: TypeCache.unknown, count: 1 << 16)

  private(set) var atoms: [Int32] = []
  /// The atoms of a type; type 0 is all words that satisfy none.
  private(set) var atomRanges: [Range<Int32>] = [0..<0]
  private var scalars: [UInt32] = []

  /// Forgets all types if there are too many. Only between two texts: tokens hold numbers of types.
  mutating func trim() {
    if shortCount + longCount > TypeCache.limit { self = TypeCache() }
  }

  /// The atoms that tokens of a type satisfy.
  func atoms(of type: Int) -> ArraySlice<Int32> {
    let range = atomRanges[type]
    return atoms[Int(range.lowerBound)..<Int(range.upperBound)]
  }

  // MARK: Looking up

  /// The bits of a word of up to 16 bytes, or ``unknown``.
  @inline(__always) func bits(low: UInt64, high: UInt64) -> UInt32 {
    var slot = Int(truncatingIfNeeded: TypeCache.hash(low, high) >> shift)
    while true {
      let found = shorts[slot]
      if found.low == low, found.high == high { return found.bits }
      if found.low == 0 { return TypeCache.unknown }
      slot = (slot + 1) & (shorts.count - 1)
    }
  }

  /// The bits of a single scalar of the first plane, or ``unknown``.
  func bits(scalar: UInt32) -> UInt32 {
    scalar < 0x10000 ? scalarBits[Int(scalar)] : TypeCache.unknown
  }

  /// The bits of a longer word, or of a sign with marks, by the hash that ``hash(_:_:_:)`` gives, or ``unknown``.
  func bits(_ text: borrowing Span<UInt8>, _ start: Int, _ end: Int, hash: UInt64) -> UInt32 {
    var slot = Int(truncatingIfNeeded: hash >> 20) & (longs.count - 1)
    while longs[slot].length >= 0 {
      if longs[slot].hash == hash, equals(longs[slot], text, start, end) { return longs[slot].bits }
      slot = (slot + 1) & (longs.count - 1)
    }
    return TypeCache.unknown
  }

  @inline(__always) private static func hash(_ low: UInt64, _ high: UInt64) -> UInt64 {
    // The multiplications are meant to overflow.
    let mixed = (low ^ (high &* otherPrime)) &* prime
    return (mixed ^ mixed >> 32) &* otherPrime
  }

  /// FNV-1a over the bytes.
  static func hash(_ text: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in start..<end { hash = (hash ^ UInt64(text[index])) &* 0x100_0000_01B3 }
    return hash
  }

  private func equals(_ slot: Long, _ text: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> Bool
  {
    guard Int(slot.length) == end - start else { return false }
    for offset in 0..<(end - start) where bytes[Int(slot.start) + offset] != text[start + offset] {
      return false
    }
    return true
  }

  // MARK: Entering

  /// Enters a word of up to 16 bytes.
  mutating func insert(_ bits: UInt32, low: UInt64, high: UInt64) {
    if shortCount * 2 >= shorts.count { growShorts() }
    place(Short(low: low, high: high, bits: bits))
    shortCount += 1
  }

  /// Enters a single scalar of the first plane; others are left out.
  mutating func insert(_ bits: UInt32, scalar: UInt32) {
    if scalar < 0x10000 { scalarBits[Int(scalar)] = bits }
  }

  /// Enters a longer word, or a sign with marks.
  mutating func insert(
    _ bits: UInt32, _ text: borrowing Span<UInt8>, _ start: Int, _ end: Int, hash: UInt64
  ) {
    if longCount * 2 >= longs.count { growLongs() }
    let base = bytes.count
    bytes.append(text, start..<end)
    place(Long(hash: hash, start: Int32(base), length: Int32(end - start), bits: bits))
    longCount += 1
  }

  /// Works out what a token is: its type by the atoms that it satisfies, and whether a pattern may begin with it.
  mutating func makeType(
    _ text: borrowing Span<UInt8>, _ start: Int, _ end: Int, flags: UInt32, atoms table: AtomTable,
    trie: PatternTrie
  ) -> UInt32 {
    scalars.removeAll(keepingCapacity: true)
    var index = start
    while index < end {
      let (scalar, length) = UTF8Scan.scalar(text, at: index)
      scalars.append(scalar)
      index += length
    }
    let first = atoms.count
    table.satisfied(by: scalars, isWord: flags & Token.Flags.word != 0, into: &atoms)
    guard atoms.count > first else { return flags }
    let type = UInt32(atomRanges.count)
    atomRanges.append(Int32(first)..<Int32(atoms.count))
    let begins = atoms[first...].contains { trie.first[Int($0)] != 0 }
    return type << 8 | flags | (begins ? Token.Flags.begins : 0)
  }

  private mutating func place(_ new: Short) {
    var slot = Int(truncatingIfNeeded: TypeCache.hash(new.low, new.high) >> shift)
    while shorts[slot].low != 0 { slot = (slot + 1) & (shorts.count - 1) }
    shorts[slot] = new
  }

  private mutating func place(_ new: Long) {
    var slot = Int(truncatingIfNeeded: new.hash >> 20) & (longs.count - 1)
    while longs[slot].length >= 0 { slot = (slot + 1) & (longs.count - 1) }
    longs[slot] = new
  }

  private mutating func growShorts() {
    let old = shorts
    shorts = [Short](repeating: Short(), count: old.count * 2)
    shift -= 1
    for slot in old where slot.low != 0 { place(slot) }
  }

  private mutating func growLongs() {
    let old = longs
    longs = [Long](repeating: Long(), count: old.count * 2)
    for slot in old where slot.length >= 0 { place(slot) }
  }
}
