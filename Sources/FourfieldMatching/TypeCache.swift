internal import CByteScan
internal import FourfieldCore

/// What is known of every distinct word seen so far: the atoms that it satisfies.
///
/// Natural text repeats its words, so each wildcard and each folding is worked out once per type, not per token. A word of up to 16 bytes is its
/// own key (see ``WordTable``); longer ones are compared with the bytes they were entered with; a single scalar of the first plane is an index.
struct TypeCache {
  private struct Long {
    var hash: UInt64 = 0
    var start: Int32 = 0
    var length: Int32 = -1
    var bits: UInt32 = 0
  }

  /// The answer for what was not entered yet.
  static var unknown: UInt32 { ff_unknown }

  /// Beyond this many words the cache starts afresh with the next text, so that what is kept between texts is bounded.
  private static let limit = 1 << 17
  /// What words take that are longer than 16 bytes, and what satisfies several atoms: beyond so much the cache starts afresh too.
  private static let roomLimit = 1 << 24
  /// The most bytes of a word that is kept: what is longer hardly comes again.
  static let longest = 256

  /// Words of up to 16 bytes.
  private(set) var words = WordTable()
  private var longs = [Long](repeating: Long(), count: 1 << 8)
  private var longCount = 0
  private var bytes: [UInt8] = []
  /// The bits of single scalars of the first plane.
  private(set) var scalarBits = [UInt32](repeating: TypeCache.unknown, count: 1 << 16)

  /// The tokens of runs that are several, counted from where the run begins.
  private(set) var parts: [Token] = []

  /// Types of words that satisfy several atoms: their atoms are a range of this.
  private var atoms: [Int32] = []
  private var atomRanges: [Range<Int32>] = []
  private var typeOfAtoms: [[Int32]: Int] = [:]
  /// The number of atoms of the lexicon.
  let atomCount: Int
  private var scalars: [UInt32] = []
  private var key: [UInt32] = []

  /// Creates a cache for a lexicon of some atoms.
  init(atomCount: Int) {
    self.atomCount = atomCount
    scalarBits[0x20] = 0
  }

  /// What words of more than 16 bytes and types of several atoms take, about in bytes.
  var roomTaken: Int { bytes.count + 8 * atoms.count + 64 * typeOfAtoms.count + 12 * parts.count }

  /// Forgets all types if there are too many. Only between two texts: tokens hold numbers of types.
  mutating func trim() {
    if words.count + longCount > TypeCache.limit || roomTaken > TypeCache.roomLimit {
      self = TypeCache(atomCount: atomCount)
    }
  }

  /// Whether tokens of a type satisfy exactly one atom, whose number is the type less one; type 0 satisfies none.
  @inline(__always) func isSingle(_ type: Int) -> Bool { type &- 1 < atomCount && type > 0 }

  /// How many atoms tokens of a type satisfy.
  @inline(__always) func atomCount(of type: Int) -> Int {
    if type <= atomCount { return type == 0 ? 0 : 1 }
    let range = atomRanges[type &- atomCount &- 1]
    return Int(range.upperBound &- range.lowerBound)
  }

  /// One of the atoms that tokens of a type satisfy.
  @inline(__always) func atom(_ index: Int, of type: Int) -> Int32 {
    if type <= atomCount { return Int32(truncatingIfNeeded: type &- 1) }
    return atoms[Int(atomRanges[type &- atomCount &- 1].lowerBound) + index]
  }

  /// Whether tokens of a type satisfy an atom.
  ///
  /// - Complexity: O(log *n*) in the atoms that they satisfy.
  @inline(__always) func satisfies(_ atom: Int32, type: Int) -> Bool {
    if type <= atomCount { return type &- 1 == Int(atom) }
    let range = atomRanges[type - atomCount - 1]
    let place = range.partition { atoms[Int($0)] >= atom }
    return place < range.upperBound && atoms[Int(place)] == atom
  }

  // MARK: Looking up

  /// What is known, as the loop over runs takes it.
  @inline(__always)
  borrowing func withKnown<Result>(_ body: (UnsafePointer<ff_known>) -> Result) -> Result {
    let slots = words.slots.span
    let parts = parts.span
    let signs = scalarBits.span
    return unsafe slots.withUnsafeBufferPointer { slots in
      unsafe parts.withUnsafeBytes { parts in
        unsafe signs.withUnsafeBufferPointer { signs in
          var known = unsafe ff_known(
            slots: slots.baseAddress.map { unsafe $0 + words.base }, shift: words.shift,
            reach: WordTable.reach,
            parts: parts.baseAddress?.assumingMemoryBound(to: ff_token.self),
            signs: signs.baseAddress)
          return unsafe body(&known)
        }
      }
    }
  }

  /// The bits of a single scalar of the first plane, or ``unknown``.
  func bits(scalar: UInt32) -> UInt32 {
    scalar < 0x10000 ? scalarBits[Int(scalar)] : TypeCache.unknown
  }

  /// The bits of a longer word, or of a sign with marks, by the hash that ``hash(_:_:_:)`` gives, or ``unknown``.
  func bits(_ text: borrowing Span<UInt8>, _ start: Int, _ end: Int, hash: UInt64) -> UInt32 {
    var slot = place(of: hash)
    for _ in 0..<WordTable.reach {
      if longs[slot].length < 0 { break }
      if longs[slot].hash == hash, equals(longs[slot], text, start, end) { return longs[slot].bits }
      slot = (slot + 1) & (longs.count - 1)
    }
    return TypeCache.unknown
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

  /// The bits of a word of up to 16 bytes, or ``unknown``.
  func bits(_ word: WordTable.Key) -> UInt32 { words.bits(word) }

  /// Enters a word of up to 16 bytes that is not there yet.
  mutating func insert(_ bits: UInt32, _ word: WordTable.Key) { words.insert(word, bits) }

  /// Enters the tokens of a run of up to 16 bytes that begins at `start`, if it is not there yet.
  mutating func insert(_ tokens: ArraySlice<Token>, from start: Int, _ run: WordTable.Key) {
    guard words.bits(run) == TypeCache.unknown,
      words.insert(
        run, first: parts.count, count: tokens.count, words: tokens.count { $0.isWord })
    else { return }
    for token in tokens {
      parts.append(Token(start: token.start - start, end: token.end - start, bits: token.bits))
    }
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
    let new = Long(
      hash: hash, start: Int32(bytes.count), length: Int32(end - start), bits: bits)
    guard place(new) else { return }
    bytes.append(text, start..<end)
    longCount += 1
  }

  /// Works out what a token is: its type by the atoms that it satisfies, and whether a pattern may begin with it.
  mutating func makeType(
    _ text: borrowing Span<UInt8>, _ start: Int, _ end: Int, flags: UInt32, atoms table: AtomTable,
    _ trie: PatternTrie, _ context: PatternTrie
  ) -> UInt32 {
    scalars.removeAll(keepingCapacity: true)
    var index = start
    while index < end {
      let (scalar, length) = UTF8Scan.scalar(text, at: index)
      scalars.append(scalar)
      index += length
    }
    var flags = flags
    if flags & Token.Flags.word != 0, TypeCache.isLetter(scalars) { flags |= Token.Flags.letter }
    let first = atoms.count
    table.satisfied(by: scalars, isWord: flags & Token.Flags.word != 0, key: &key, into: &atoms)
    guard atoms.count > first else { return flags }
    if atoms[first...].contains(where: trie.isFirst) { flags |= Token.Flags.begins }
    if atoms.count > first + 1 || trie.isWhole(atoms[first]) { flags |= Token.Flags.alone }
    if atoms[first...].contains(where: context.isFirst) { flags |= Token.Flags.beginsContext }
    if atoms.count == first + 1 {
      return UInt32(atoms.removeLast() + 1) << Token.typeShift | flags
    }
    return UInt32(type(behind: first)) << Token.typeShift | flags
  }

  /// The type of the atoms that were appended behind a place: that of earlier words that satisfy the same.
  ///
  /// Distinct words may be millions; the sets of atoms that they satisfy are few. Beyond all numbers that a token has room for, a word
  /// satisfies the first of its atoms only: it takes a text of a hundred megabytes made for it.
  private mutating func type(behind first: Int) -> Int {
    let own = Array(atoms[first...])
    if let known = typeOfAtoms[own] {
      atoms.removeLast(own.count)
      return known
    }
    let new = atomCount + atomRanges.count + 1
    guard new < Token.typeLimit else {
      atoms.removeLast(own.count)
      return Int(own[0]) + 1
    }
    atomRanges.append(Int32(first)..<Int32(atoms.count))
    typeOfAtoms[own] = new
    return new
  }

  /// Whether a word is one letter with its marks and what is not seen; digits and connectors are no letters.
  private static func isLetter(_ word: [UInt32]) -> Bool {
    guard let first = word.first, !isConnector(first), !ScalarTable.entry(first).isNumber else {
      return false
    }
    return word.dropFirst().allSatisfy { scalar in
      let scalarClass = ScalarTable.entry(scalar).scalarClass
      return scalarClass == .mark || scalarClass == .ignorable
    }
  }

  /// Whether a scalar is a low line, in one of its forms, or a tie.
  private static func isConnector(_ scalar: UInt32) -> Bool {
    ScalarTable.entry(scalar).folded == 0x5F || (0x203F...0x2040).contains(scalar)
      || scalar == 0x2054
  }

  /// Where a hash leads to. The last letters of a word reach only the lower bits of FNV's, so that these are mixed into the others first.
  private func place(of hash: UInt64) -> Int {
    let mixed = (hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 32) & (longs.count - 1)
  }

  /// Puts a word into a slot; false where all are taken that are near, so that no choice of words makes a text slow.
  private mutating func place(_ new: Long) -> Bool {
    var slot = place(of: new.hash)
    for _ in 0..<WordTable.reach {
      if longs[slot].length < 0 {
        longs[slot] = new
        return true
      }
      slot = (slot + 1) & (longs.count - 1)
    }
    return false
  }

  private mutating func growLongs() {
    let old = longs
    longs = [Long](repeating: Long(), count: old.count * 2)
    longCount = old.count { $0.length >= 0 && place($0) }
  }
}
