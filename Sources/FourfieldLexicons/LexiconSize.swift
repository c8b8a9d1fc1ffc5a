internal import FourfieldCore

/// How large a lexicon is once its alternatives are written out, and how large it may be: a few kilobytes of braces can mean gigabytes of patterns.
struct LexiconSize {
  /// The most words in all patterns together, which the matcher has numbers for.
  static let wordLimit = 8_000_000
  /// The most bytes of UTF-8 in all patterns together.
  static let byteLimit = 64_000_000
  /// The most patterns of one `near` or `unless`.
  static let conditionLimit = 100_000

  private let most: (words: Int, bytes: Int)
  private var words = 0
  private var bytes = 0
  /// Whether there is no room for another entry.
  private(set) var isExceeded = false

  init(atMost words: Int = wordLimit, bytes: Int = byteLimit) { most = (words, bytes) }

  /// Counts an entry.
  ///
  /// - Throws: the first time that there is too much.
  mutating func add(_ entry: Entry) throws(LexiconError) {
    count(entry.patterns)
    if let near = entry.near { count(near.patterns) }
    if let unless = entry.unless { count(unless.patterns) }
    guard words > most.words || bytes > most.bytes else { return }
    isExceeded = true
    let (found, limit) =
      words > most.words ? ("\(words) words", most.words) : ("\(bytes) bytes", most.bytes)
    throw LexiconError(
      entry.location,
      "found \(found) in all patterns up to here, alternatives written out, expected at most \(limit)"
    )
  }

  private mutating func count(_ patterns: [Pattern]) {
    for pattern in patterns {
      words += pattern.units.count
      for unit in pattern.units { bytes += unit.text.utf8.count }
    }
  }

  /// Refuses a condition of too many patterns.
  static func check(_ patterns: [Pattern], at place: SourceLocation) throws(LexiconError) {
    guard patterns.count > conditionLimit else { return }
    throw LexiconError(
      place,
      "found more than \(conditionLimit) patterns in one condition, alternatives written out, expected at most that"
    )
  }
}
