internal import FourfieldCore

/// The units of all patterns, each under one comparison, and the question which of them a word satisfies.
struct AtomTable: Sendable {
  /// One wildcard, compared scalar by scalar.
  private struct Wildcard: Sendable {
    let pattern: [UInt32]
    let atom: Int32
  }

  private var literals: [Entry.Comparison: [[UInt32]: Int32]] = [:]
  private var wildcards: [Entry.Comparison: [Wildcard]] = [:]
  private var wildcardAtoms: [Entry.Comparison: [[UInt32]: Int32]] = [:]
  private(set) var count = 0

  /// The atom of a unit; the same unit under the same comparison is one atom.
  mutating func insert(_ unit: Pattern.Unit, comparison: Entry.Comparison) -> Int32 {
    let key = AtomTable.fold(unit.text.unicodeScalars.map(\.value), comparison)
    let next = Int32(count)
    if unit.isWildcard {
      if let atom = wildcardAtoms[comparison]?[key] { return atom }
      wildcardAtoms[comparison, default: [:]][key] = next
      wildcards[comparison, default: []].append(Wildcard(pattern: key, atom: next))
    } else {
      if let atom = literals[comparison]?[key] { return atom }
      literals[comparison, default: [:]][key] = next
    }
    count += 1
    return next
  }

  /// Appends the atoms that a word (or a Han character, or a sign) satisfies, in ascending order.
  ///
  /// - Parameters:
  ///   - word: the scalars of the token as it stands in the text.
  ///   - isWord: whether wildcards apply; a Han character or a sign is no word.
  ///   - atoms: what the result is appended to.
  func satisfied(by word: [UInt32], isWord: Bool, into atoms: inout [Int32]) {
    let first = atoms.count
    for comparison in [Entry.Comparison.folded, .diacritics, .exact] {
      guard literals[comparison] != nil || wildcards[comparison] != nil else { continue }
      let key = AtomTable.fold(word, comparison)
      if let atom = literals[comparison]?[key] { atoms.append(atom) }
      guard isWord else { continue }
      for wildcard in wildcards[comparison] ?? []
      where AtomTable.matches(wildcard.pattern, key) {
        atoms.append(wildcard.atom)
      }
    }
    atoms[first...].sort()
  }

  /// The form in which two words are compared.
  private static func fold(_ scalars: [UInt32], _ comparison: Entry.Comparison) -> [UInt32] {
    var folded: [UInt32] = []
    folded.reserveCapacity(scalars.count)
    for scalar in scalars {
      let entry = ScalarTable.entry(scalar)
      if comparison == .exact {
        if entry.scalarClass != .ignorable { folded.append(scalar) }
      } else {
        ScalarTable.fold(scalar, keepsMarks: comparison == .diacritics, into: &folded)
      }
    }
    return folded
  }

  /// Glob matching with one point of return: linear in the word for a pattern with one `*`.
  static func matches(_ pattern: [UInt32], _ word: [UInt32]) -> Bool {
    let star = UInt32(UInt8(ascii: "*"))
    let one = UInt32(UInt8(ascii: "?"))
    var p = 0
    var w = 0
    var lastStar = -1
    var retry = 0
    while w < word.count {
      if p < pattern.count, pattern[p] == star {
        lastStar = p
        retry = w
        p += 1
      } else if p < pattern.count, pattern[p] == one || pattern[p] == word[w] {
        p += 1
        w += 1
      } else if lastStar >= 0 {
        retry += 1
        p = lastStar + 1
        w = retry
      } else {
        return false
      }
    }
    while p < pattern.count, pattern[p] == star { p += 1 }
    return p == pattern.count
  }
}
