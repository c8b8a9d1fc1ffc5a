/// The wildcards of an ``AtomTable`` that are more than a beginning with one `*` behind it, and which of them a word may satisfy.
///
/// Each is kept under letters that a word must have to satisfy it: a stretch of literal letters from anywhere in it, or its first and last ones. Of these it is kept under those
/// with the most letters, unless many others are kept there already. A word asks for each of its stretches, which is the square of a bounded length at most, and hardly any
/// of them gets through a bit filter, however many wildcards there are.
struct WildcardIndex: Sendable, Equatable {
  /// The atoms by the hash of the letters that they are kept under; other letters may have the same.
  private var atoms: [UInt64: [Int32]] = [:]
  /// Those that are tried on every word: all of them while they are few, then those without a letter.
  private var open: [Int32] = []
  /// How many letters the stretches have that atoms are kept under, as bits.
  private var lengths: UInt32 = 0
  /// How many first and last letters, as bits: `first + 2 * last - 3`.
  private var edges: UInt32 = 0
  /// A bit for each hash in ``atoms``, at most an eighth of them set.
  private var filter = [UInt64](repeating: 0, count: 16)

  /// So many wildcards are tried sooner than a word's letters are looked up.
  private static let fewOpen = 32
  /// So many under the same letters are no reason to look for others.
  private static let fewAlike = 8
  /// The most letters of a stretch.
  private static let longest = 8
  /// The most first or last letters.
  private static let edge = 2

  /// Whether there are none.
  var isEmpty: Bool { open.isEmpty && atoms.isEmpty }

  /// Adds a wildcard.
  ///
  /// - Parameters:
  ///   - atom: its number.
  ///   - scalars: the scalars of any atom.
  mutating func insert(_ atom: Int32, _ scalars: (Int32) -> ArraySlice<UInt32>) {
    if atoms.isEmpty, open.count < WildcardIndex.fewOpen {
      open.append(atom)
      return
    }
    let all = (atoms.isEmpty ? open : []) + [atom]
    if atoms.isEmpty { open = [] }
    for atom in all { insertByLetters(atom, scalars(atom)) }
  }

  /// Calls a function for each wildcard that a word may satisfy, once.
  ///
  /// - Parameters:
  ///   - word: the word, in the form in which it is compared.
  ///   - body: called for each, in no order.
  @inline(__always) func forEachCandidate(of word: [UInt32], _ body: (Int32) -> Void) {
    for atom in open { body(atom) }
    if atoms.isEmpty { return }
    var hashes: [UInt64] = []
    forEachHash(of: word) { hash in
      if mayHold(hash) { hashes.append(hash) }
    }
    hashes.sort()
    // A word may have the same letters twice.
    for index in hashes.indices where index == 0 || hashes[index] != hashes[index - 1] {
      for atom in atoms[hashes[index]] ?? [] { body(atom) }
    }
  }

  /// Goes through what atoms may be kept under that a word satisfies.
  @inline(__always) private func forEachHash(of word: [UInt32], _ body: (UInt64) -> Void) {
    for start in word.indices {
      var hash = ScalarHash.seed
      for index in start..<min(word.count, start + WildcardIndex.longest) {
        ScalarHash.add(word[index], to: &hash)
        if lengths >> UInt32(index - start) & 1 != 0 { body(hash) }
      }
    }
    if edges == 0 { return }
    for first in 1...WildcardIndex.edge {
      for last in 1...WildcardIndex.edge
      where edges >> WildcardIndex.bit(first, last) & 1 != 0 && first + last <= word.count {
        body(WildcardIndex.hash(word.prefix(first), word.suffix(last)))
      }
    }
  }

  // MARK: Adding

  /// Letters that a wildcard may be kept under.
  private struct Place {
    let hash: UInt64
    let letters: Int
    /// The bits that say so in ``lengths`` and ``edges``.
    var lengths: UInt32 = 0
    var edges: UInt32 = 0
  }

  private mutating func insertByLetters(_ atom: Int32, _ wildcard: ArraySlice<UInt32>) {
    guard let place = place(for: wildcard) else {
      open.append(atom)
      return
    }
    lengths |= place.lengths
    edges |= place.edges
    atoms[place.hash, default: []].append(atom)
    if atoms.count * 8 > filter.count * 64 {
      filter = [UInt64](repeating: 0, count: filter.count * 4)
      for hash in atoms.keys { note(hash) }
    } else {
      note(place.hash)
    }
  }

  /// The letters that a wildcard is kept under; nil where it has none.
  private func place(for wildcard: ArraySlice<UInt32>) -> Place? {
    let places = WildcardIndex.places(of: wildcard)
    func count(_ place: Place) -> Int { atoms[place.hash]?.count ?? 0 }
    return places.first { count($0) < WildcardIndex.fewAlike }
      ?? places.min { count($0) < count($1) }
  }

  /// All letters that it may be kept under, those first that are most.
  private static func places(of wildcard: ArraySlice<UInt32>) -> [Place] {
    let runs = wildcard.split { !isLiteral($0) }
    var places: [Place] = []
    for run in runs {
      let length = min(run.count, longest)
      for start in run.startIndex...(run.endIndex - length) {
        places.append(
          Place(
            hash: ScalarHash.hash(run[start..<(start + length)]), letters: length,
            lengths: 1 << UInt32(length - 1)))
      }
    }
    if runs.count > 1, let head = runs.first, let tail = runs.last,
      head.startIndex == wildcard.startIndex, tail.endIndex == wildcard.endIndex
    {
      let (first, last) = (min(head.count, edge), min(tail.count, edge))
      places.append(
        Place(
          hash: hash(head.prefix(first), tail.suffix(last)), letters: first + last,
          edges: 1 << bit(first, last)))
    }
    places.sort { $0.letters > $1.letters }
    // Most words have any one letter.
    if let most = places.first, most.letters > 1 { places.removeAll { $0.letters == 1 } }
    return places
  }

  /// Whether a scalar of a wildcard stands for itself.
  static func isLiteral(_ scalar: UInt32) -> Bool {
    scalar != Glob.star && scalar != Glob.one
  }

  private static func bit(_ first: Int, _ last: Int) -> UInt32 { UInt32(first + 2 * last - 3) }

  // MARK: Hashes

  private mutating func note(_ hash: UInt64) {
    let (word, bit) = ScalarHash.place(hash, inFilterOf: filter.count)
    filter[word] |= bit
  }

  @inline(__always) private func mayHold(_ hash: UInt64) -> Bool {
    let (word, bit) = ScalarHash.place(hash, inFilterOf: filter.count)
    return filter[word] & bit != 0
  }

  private static func hash(_ first: ArraySlice<UInt32>, _ last: ArraySlice<UInt32>) -> UInt64 {
    var hash = ScalarHash.hash(first)
    // No scalar, so that it is told from a stretch.
    ScalarHash.add(.max, to: &hash)
    for letter in last { ScalarHash.add(letter, to: &hash) }
    return hash
  }
}
