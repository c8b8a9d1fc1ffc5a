internal import FourfieldCore

/// The units of all patterns, each under one comparison, and the question which of them a word satisfies.
///
/// Flat arrays with an open-addressed index, so that a table of a million units is loaded as it was stored.
struct AtomTable: Sendable, Equatable {
  /// The scalars of all atoms, one after another, in the form in which they are compared.
  private(set) var pool: [UInt32] = []
  /// The scalars of an atom are `pool[starts[atom]..<starts[atom + 1]]`.
  private(set) var starts: [UInt32] = [0]
  /// The comparison (bits 0 and 1) and whether it is a wildcard (bit 2).
  private(set) var kinds: [UInt8] = []
  /// Where the units of an atom stand, as bits of ``use(ofLanguage:)`` and ``conditionUse``.
  private(set) var uses: [UInt8] = []
  /// Atom + 1 by hash, 0 where free.
  private(set) var slots = [Int32](repeating: 0, count: 64)
  /// One bit a hash, at most a sixteenth of them set: most words and nearly all of their beginnings are no atom, which this says without
  /// a look at ``slots`` and at what stands there.
  private(set) var filter = [UInt64](repeating: 0, count: 64 * filterBits / 64)
  /// The wildcards that are more than a beginning with one `*` behind it. Those of the common form are found by their hash, one look-up for each beginning of a word.
  private var wildcards = WildcardIndex()
  /// The comparisons of all atoms, and of all wildcards, as bits by their code.
  private var comparisons: UInt8 = 0
  private var wildcardComparisons: UInt8 = 0

  /// The bits of the filter for each slot.
  private static let filterBits = 8
  private static let wildcardBit: UInt8 = 4

  init() {}

  /// Restores a table from its arrays; nil where they do not fit together.
  init?(
    pool: [UInt32], starts: [UInt32], kinds: [UInt8], uses: [UInt8], slots: [Int32],
    filter: [UInt64]
  ) {
    guard starts.count == kinds.count + 1, starts.first == 0, Int(starts.last ?? 0) == pool.count,
      zip(starts, starts.dropFirst()).allSatisfy({ $0 < $1 }),
      kinds.allSatisfy({ $0 & 3 < 3 && $0 < 8 }), uses.count == kinds.count, slots.count >= 64,
      slots.count.nonzeroBitCount == 1, filter.count * 64 == slots.count * AtomTable.filterBits,
      slots.allSatisfy({ $0 >= 0 && Int($0) <= kinds.count }),
      // A look-up ends at a slot that is free.
      slots.contains(0)
    else { return nil }
    self.pool = pool
    self.starts = starts
    self.kinds = kinds
    self.uses = uses
    self.slots = slots
    self.filter = filter
    for (atom, kind) in kinds.enumerated() { note(Int32(atom), kind) }
  }

  /// The number of atoms.
  var count: Int { kinds.count }

  /// Whether an atom is a wildcard.
  func isWildcard(_ atom: Int32) -> Bool { kinds[Int(atom)] & AtomTable.wildcardBit != 0 }

  /// The use of units of conditions, whose words count in every language.
  static let conditionUse: UInt8 = 1 << 7

  /// The use of units of a language's entries, by its number; of those of any language where that is ``PatternTrie/anyLanguage``.
  ///
  /// Beyond the fifth language all have one bit.
  static func use(ofLanguage number: Int16) -> UInt8 {
    number == PatternTrie.anyLanguage ? 1 << 6 : 1 << UInt8(min(number, 5))
  }

  /// Whether an atom is a word of an entry, not a wildcard, that counts in a text of a language's use.
  func isLiteral(_ atom: Int32, inUse use: UInt8) -> Bool {
    !isWildcard(atom)
      && uses[Int(atom)] & (use | AtomTable.use(ofLanguage: PatternTrie.anyLanguage)) != 0
  }

  /// Whether an atom counts in a text of a language's use, if only in a condition.
  func counts(_ atom: Int32, inUse use: UInt8) -> Bool {
    let all = use | AtomTable.use(ofLanguage: PatternTrie.anyLanguage) | AtomTable.conditionUse
    return uses[Int(atom)] & all != 0
  }

  /// The atom of a unit; the same unit under the same comparison is one atom.
  mutating func insert(_ unit: Pattern.Unit, comparison: Entry.Comparison, use: UInt8) -> Int32 {
    let key = AtomTable.fold(unit.text.unicodeScalars.map(\.value), comparison)
    let kind = AtomTable.code(comparison) | (unit.isWildcard ? AtomTable.wildcardBit : 0)
    if let atom = find(key, kind) {
      uses[Int(atom)] |= use
      return atom
    }
    let atom = Int32(count)
    pool += key
    starts.append(UInt32(pool.count))
    kinds.append(kind)
    uses.append(use)
    if count * 2 > slots.count { grow() } else { index(atom) }
    return atom
  }

  /// Appends the atoms that a word (or a Han character, or a sign) satisfies, in ascending order.
  ///
  /// - Parameters:
  ///   - word: the scalars of the token as it stands in the text.
  ///   - isWord: whether wildcards apply; a Han character or a sign is no word.
  ///   - key: room for the word's form under a comparison.
  ///   - atoms: what the result is appended to.
  func satisfied(
    by word: [UInt32], isWord: Bool, key: inout [UInt32], into atoms: inout [Int32]
  ) {
    let first = atoms.count
    if word.allSatisfy({ $0 < 0x80 }) {
      appendASCII(word, isWord: isWord, key: &key, into: &atoms)
    } else {
      for comparison in [Entry.Comparison.folded, .diacritics, .exact] {
        let bit: UInt8 = 1 << AtomTable.code(comparison)
        guard comparisons & bit != 0 else { continue }
        key.removeAll(keepingCapacity: true)
        AtomTable.fold(word, comparison, into: &key)
        append(key, bit, isWord: isWord, into: &atoms)
      }
    }
    if atoms.count > first + 1 { atoms[first...].sort() }
  }

  /// The same for a word of ASCII, in which only capitals are folded: most words are their own form under every comparison, which are then looked up at once.
  private func appendASCII(
    _ word: [UInt32], isWord: Bool, key: inout [UInt32], into atoms: inout [Int32]
  ) {
    key.removeAll(keepingCapacity: true)
    key += word
    AtomTable.foldASCII(&key, .folded)
    let exact = comparisons & 1 << AtomTable.code(.exact)
    if exact == 0 || key == word {
      append(key, comparisons, isWord: isWord, into: &atoms)
      return
    }
    append(key, comparisons & ~exact, isWord: isWord, into: &atoms)
    key.removeAll(keepingCapacity: true)
    key += word
    AtomTable.foldASCII(&key, .exact)
    append(key, exact, isWord: isWord, into: &atoms)
  }

  /// Appends the atoms under some comparisons that a word satisfies, which is the same under all of them.
  private func append(
    _ word: [UInt32], _ comparisons: UInt8, isWord: Bool, into atoms: inout [Int32]
  ) {
    let wildcards = isWord ? comparisons & wildcardComparisons : 0
    var hash = ScalarHash.seed
    for index in word.indices {
      ScalarHash.add(word[index], to: &hash)
      if wildcards != 0 {
        appendBeginnings(of: word, index + 1, hash, wildcards, into: &atoms)
      }
    }
    forEachAtom(hash) { atom, kind in
      if kind & AtomTable.wildcardBit == 0, comparisons & 1 << kind != 0, isSame(atom, word) {
        atoms.append(atom)
      }
    }
    guard wildcards != 0, !self.wildcards.isEmpty else { return }
    self.wildcards.forEachCandidate(of: word) { atom in
      if wildcards & 1 << (kinds[Int(atom)] & 3) != 0,
        Glob.matches(scalars(of: atom), word[...])
      {
        atoms.append(atom)
      }
    }
  }

  /// Appends the wildcards whose only `*` stands behind the first scalars of a word, which have a hash.
  @inline(__always) private func appendBeginnings(
    of word: [UInt32], _ length: Int, _ hash: UInt64, _ comparisons: UInt8,
    into atoms: inout [Int32]
  ) {
    var whole = hash
    ScalarHash.add(Glob.star, to: &whole)
    forEachAtom(whole) { atom, kind in
      if kind & AtomTable.wildcardBit != 0, comparisons & 1 << (kind & 3) != 0,
        isBeginning(atom, of: word, length)
      {
        atoms.append(atom)
      }
    }
  }

  /// Goes to the atoms whose scalars may have a hash: all that have it, and some others.
  @inline(__always) private func forEachAtom(_ hash: UInt64, _ body: (Int32, UInt8) -> Void) {
    guard mayHold(hash) else { return }
    var slot = AtomTable.slot(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let atom = slots[slot] - 1
      body(atom, kinds[Int(atom)])
      slot = (slot + 1) & (slots.count - 1)
    }
  }

  /// Whether an atom has certain scalars.
  private func isSame(_ atom: Int32, _ key: [UInt32]) -> Bool {
    let start = Int(starts[Int(atom)])
    guard Int(starts[Int(atom) + 1]) - start == key.count else { return false }
    for index in key.indices where pool[start + index] != key[index] { return false }
    return true
  }

  /// Whether an atom is the first scalars of a word and a `*`.
  private func isBeginning(_ atom: Int32, of word: [UInt32], _ length: Int) -> Bool {
    let start = Int(starts[Int(atom)])
    guard Int(starts[Int(atom) + 1]) - start == length + 1, pool[start + length] == Glob.star
    else { return false }
    for index in 0..<length where pool[start + index] != word[index] { return false }
    return true
  }

  private static func code(_ comparison: Entry.Comparison) -> UInt8 {
    switch comparison {
    case .folded: 0
    case .diacritics: 1
    case .exact: 2
    }
  }

  private func scalars(of atom: Int32) -> ArraySlice<UInt32> {
    pool[Int(starts[Int(atom)])..<Int(starts[Int(atom) + 1])]
  }

  private func find(_ key: [UInt32], _ kind: UInt8) -> Int32? {
    var found: Int32?
    forEachAtom(ScalarHash.hash(key[...])) { atom, other in
      if other == kind, isSame(atom, key) { found = atom }
    }
    return found
  }

  /// Enters an atom into the index.
  private mutating func index(_ atom: Int32) {
    let kind = kinds[Int(atom)]
    let hash = ScalarHash.hash(scalars(of: atom))
    var slot = AtomTable.slot(hash) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = atom + 1
    let (word, bit) = ScalarHash.place(hash, inFilterOf: filter.count)
    filter[word] |= bit
    note(atom, kind)
  }

  /// Notes what is asked for beside the index: comparisons that occur, and wildcards that no hash finds.
  private mutating func note(_ atom: Int32, _ kind: UInt8) {
    comparisons |= 1 << (kind & 3)
    guard kind & AtomTable.wildcardBit != 0 else { return }
    let key = scalars(of: atom)
    wildcardComparisons |= 1 << (kind & 3)
    if AtomTable.isBeginning(key) { return }
    let (pool, starts) = (pool, starts)
    wildcards.insert(atom) { pool[Int(starts[Int($0)])..<Int(starts[Int($0) + 1])] }
  }

  /// Whether a wildcard is a literal beginning with one `*` behind it.
  private static func isBeginning(_ key: ArraySlice<UInt32>) -> Bool {
    key.count > 1 && key.last == Glob.star
      && key.dropLast().allSatisfy(WildcardIndex.isLiteral)
  }

  private mutating func grow() {
    reserve(slots.count * 2)
    wildcards = WildcardIndex()
    for atom in 0..<count { index(Int32(atom)) }
  }

  /// Empties the index and gives it room; the number of slots is a power of two.
  private mutating func reserve(_ capacity: Int) {
    slots = [Int32](repeating: 0, count: capacity)
    filter = [UInt64](repeating: 0, count: capacity * AtomTable.filterBits / 64)
  }

  /// Whether an atom may have a hash.
  @inline(__always) private func mayHold(_ hash: UInt64) -> Bool {
    let (word, bit) = ScalarHash.place(hash, inFilterOf: filter.count)
    return filter[word] & bit != 0
  }

  /// The slot that a hash leads to. Kinds of atom are not told apart by it, so that one look-up finds all of them.
  @inline(__always) private static func slot(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: (hash ^ hash >> 32) & 0x7FFF_FFFF)
  }
}
