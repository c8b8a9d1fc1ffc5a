internal import FourfieldCore

/// Characters that stand for several tokens, such as ℃ for ° and C (compatibility decompositions, UAX #15).
///
/// The scan reads such a character as one token, since no range may end inside of it. So a pattern has them taken apart, and the trie has an edge more
/// for each that the pattern may be written with.
enum CompositeSigns {
  struct Sign {
    let text: String
    /// What it stands for, in the form in which words are compared.
    let keys: [[UInt32]]
  }

  /// Units with such characters taken apart.
  static func apart(_ units: [Pattern.Unit]) -> [Pattern.Unit] {
    units.contains(where: mayBeOne) ? units.flatMap(apart) : units
  }

  /// The characters that may stand in the place of the first of some units and those behind it.
  ///
  /// - Complexity: O(1) where the second unit does not stand directly behind the first.
  static func signs(
    _ units: ArraySlice<Pattern.Unit>, _ comparison: Entry.Comparison
  ) -> [Sign] {
    guard units.count > 1, units[units.startIndex + 1].isJoined, let first = units.first,
      !first.isWildcard, let signs = known(comparison)[key(first, comparison)]
    else { return [] }
    return signs.filter { begins(units, $0, comparison) }
  }

  /// Whether units begin with what a character stands for.
  private static func begins(
    _ units: ArraySlice<Pattern.Unit>, _ sign: Sign, _ comparison: Entry.Comparison
  ) -> Bool {
    guard units.count >= sign.keys.count else { return false }
    return zip(units.dropFirst(), sign.keys.dropFirst()).allSatisfy { unit, other in
      unit.isJoined && !unit.isWildcard && key(unit, comparison) == other
    }
  }

  private static func key(_ unit: Pattern.Unit, _ comparison: Entry.Comparison) -> [UInt32] {
    key(unit.text, comparison)
  }

  private static func key(_ text: String, _ comparison: Entry.Comparison) -> [UInt32] {
    AtomTable.fold(text.unicodeScalars.map(\.value), comparison)
  }

  /// Whether a unit begins with a scalar beyond ASCII, as few do that are not Han characters.
  private static func mayBeOne(_ unit: Pattern.Unit) -> Bool {
    guard let first = unit.text.utf8.first else { return false }
    return first >= 0x80 && !(0xE4...0xE9).contains(first)
  }

  /// A unit as the tokens that it stands for; itself where it is no such character.
  private static func apart(_ unit: Pattern.Unit) -> [Pattern.Unit] {
    let seen = unit.text.unicodeScalars.filter { scalar in
      let kind = ScalarTable.entry(scalar.value).scalarClass
      return kind != .mark && kind != .ignorable
    }
    guard seen.count == 1, let scalar = seen.first, let tokens = tokens[scalar] else {
      return [unit]
    }
    return tokens.enumerated().map { number, text in
      number == 0
        ? Pattern.Unit(text: text, separator: unit.separator, gap: unit.gap)
        : Pattern.Unit(text: text, separator: .none)
    }
  }

  // MARK: The characters

  /// All of them with what they stand for.
  private static let tokens: [Unicode.Scalar: [String]] = {
    var found: [Unicode.Scalar: [String]] = [:]
    for value in 0..<ScalarTable.limit where ScalarTable.entry(value).folded == nil {
      guard let scalar = Unicode.Scalar(value), let tokens = tokens(of: value) else { continue }
      found[scalar] = tokens
    }
    return found
  }()

  /// The same by the first of their tokens, in each form in which words are compared.
  private static func known(_ comparison: Entry.Comparison) -> [[UInt32]: [Sign]] {
    switch comparison {
    case .folded: folded
    case .diacritics: marked
    case .exact: cased
    }
  }

  private static let folded = signs(.folded)
  private static let marked = signs(.diacritics)
  private static let cased = signs(.exact)

  private static func signs(_ comparison: Entry.Comparison) -> [[UInt32]: [Sign]] {
    var found: [[UInt32]: [Sign]] = [:]
    var wholes: Set<[UInt32]> = []
    for (scalar, tokens) in tokens.sorted(by: { $0.key < $1.key }) {
      let keys = tokens.map { key($0, comparison) }
      // Upright and vertical forms are the same when they are compared.
      guard wholes.insert(key(String(scalar), comparison)).inserted else { continue }
      found[keys[0], default: []].append(Sign(text: String(scalar), keys: keys))
    }
    return found
  }

  /// The tokens that a scalar stands for; nil where it is one, or where blanks or hyphens stand between them.
  private static func tokens(of value: UInt32) -> [String]? {
    var scalars: [UInt32] = []
    ScalarTable.fold(value, keeps: .marksAndCase, into: &scalars)
    var tokens: [String] = []
    var isWord = false
    for scalar in scalars.compactMap(Unicode.Scalar.init) {
      switch ScalarTable.entry(scalar.value).scalarClass {
      case .space, .hyphen: return nil
      case .word where isWord, .mark, .ignorable:
        guard !tokens.isEmpty else { return nil }
        tokens[tokens.count - 1].unicodeScalars.append(scalar)
      case .word, .han, .other: tokens.append(String(scalar))
      }
      isWord = ScalarTable.entry(scalar.value).scalarClass == .word
    }
    return tokens.count > 1 ? tokens : nil
  }
}
