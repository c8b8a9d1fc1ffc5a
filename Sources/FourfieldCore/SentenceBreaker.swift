/// Finds where sentences end, in the four languages.
///
/// The rules of UAX #29 in short, with the abbreviations and initials that the standard leaves to tailoring.
public enum SentenceBreaker {
  /// The sentences of a range: without the blanks between them, in order, never empty.
  ///
  /// - Complexity: O(*n*).
  public static func sentences(_ text: borrowing Span<UInt8>, in range: ByteRange) -> [ByteRange] {
    var sentences: [ByteRange] = []
    // What most texts need: growing by steps takes room anew four times a paragraph.
    sentences.reserveCapacity(min(64, range.count / 128 + 2))
    var start = skipBlanks(text, range.start, range.end)
    var index = start
    // The first letter behind the last place that was asked about, and whether a sentence may begin with it.
    var (letter, isBeginning) = (-1, true)
    while true {
      index = ByteRuns.terminator(text, index..<range.end)
      guard index < range.end else { break }
      let (scalar, length) = UTF8Scan.scalar(text, at: index)
      index += length
      guard isTerminator(scalar) else { continue }
      let isWide = scalar > 0x2000 && scalar != 0x2026 && scalar != 0xFF0E
      let stop = index - length
      index = skipClosers(text, index, range.end)
      let next = skipBlanks(text, index, range.end)
      if next < range.end, !isWide {
        guard next > index else { continue }
        if letter < next { (letter, isBeginning) = firstLetter(text, from: next, to: range.end) }
        guard isBeginning else { continue }
        if scalar == 0x2E || scalar == 0xFF0E, isAbbreviation(text, start: start, stop: stop) {
          continue
        }
      }
      sentences.append(ByteRange(start, index))
      start = next
      index = next
    }
    var end = range.end
    while end > start, text[end - 1] <= 0x20 { end -= 1 }
    if end > start { sentences.append(ByteRange(start, end)) }
    return sentences
  }

  private static func isTerminator(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2E, 0x21, 0x3F, 0x2026, 0x3002, 0xFF01, 0xFF0E, 0xFF1F, 0xFF1B, 0xFF61: true
    default: false
    }
  }

  /// Further terminators, closing quotes and brackets belong to the sentence.
  private static func skipClosers(_ text: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var index = start
    while index < end {
      let (scalar, length) = UTF8Scan.scalar(text, at: index)
      guard isCloser(scalar) || isTerminator(scalar) else { return index }
      index += length
    }
    return index
  }

  /// Whether a sign is a closing quote or bracket: behind a terminator it belongs to the sentence.
  package static func isCloser(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x22, 0x27, 0x29, 0x5D, 0xBB, 0x2019, 0x201D, 0x300D, 0x300F, 0x3011, 0xFF09, 0x300B: true
    default: false
    }
  }

  private static func skipBlanks(_ text: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var index = start
    while index < end, text[index] <= 0x20 { index += 1 }
    return index
  }

  /// The first letter from a place on, or the end, and whether a sentence can begin with it: with anything but a lower-case letter, after opening quotes.
  private static func firstLetter(
    _ text: borrowing Span<UInt8>, from start: Int, to end: Int
  ) -> (place: Int, isBeginning: Bool) {
    var index = start
    while index < end {
      let (scalar, length) = UTF8Scan.scalar(text, at: index)
      let entry = ScalarTable.entry(scalar)
      if entry.scalarClass == .word || entry.scalarClass == .han {
        return (index, !entry.isLowercase)
      }
      index += length
    }
    return (end, true)
  }

  /// Whether the word before a full stop is an initial or a known abbreviation.
  private static func isAbbreviation(_ text: borrowing Span<UInt8>, start: Int, stop: Int) -> Bool {
    let first = max(start, stop - longestAbbreviation - 1)
    var index = stop
    while index > first, text[index - 1] > 0x20, text[index - 1] != 0x28 { index -= 1 }
    if stop - index > longestAbbreviation { return false }
    if isInitial(text, index, stop) { return true }
    var number: UInt64 = 0
    for place in index..<stop {
      let byte = text[place]
      guard byte < 0x80, stop - index <= 8 else {
        return isAbbreviation((index..<stop).map { text[$0] })
      }
      number = number << 8 | UInt64(byte &- 0x41 < 26 ? byte | 0x20 : byte)
    }
    return plainAbbreviations.contains(number)
  }

  /// The same for a longer word, or one of more than ASCII.
  private static func isAbbreviation(_ word: [UInt8]) -> Bool {
    let lower = String(decoding: word, as: UTF8.self).lowercased()
    return abbreviations.contains(lower)
  }

  /// Whether a word is one capital letter, with or without marks.
  private static func isInitial(_ text: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard start < end else { return false }
    let (scalar, length) = UTF8Scan.scalar(text, at: start)
    guard ScalarTable.entry(scalar).isUppercase else { return false }
    var index = start + length
    while index < end {
      let (scalar, length) = UTF8Scan.scalar(text, at: index)
      guard ScalarTable.entry(scalar).scalarClass == .mark else { return false }
      index += length
    }
    return true
  }

  /// In bytes; an initial is shorter.
  private static let longestAbbreviation = abbreviations.map(\.utf8.count).max() ?? 0

  /// Those of up to eight letters of ASCII, by their bytes one behind another.
  private static let plainAbbreviations = Set(
    abbreviations.filter { $0.utf8.count <= 8 && $0.utf8.allSatisfy { $0 < 0x80 } }
      .map { $0.utf8.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } })

  private static let abbreviations: Set<String> = [
    "mr", "mrs", "ms", "dr", "prof", "st", "sr", "sra", "srta", "jr", "gen", "gov", "sen", "rep",
    "no", "nos", "art", "arts", "fig", "vol", "pp", "p", "vs", "etc", "e.g", "i.e", "cf", "al",
    "inc", "ltd", "co", "corp", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept",
    "oct", "nov", "dec", "u.s", "u.n", "u.k", "ee.uu", "núm", "nº", "pág", "págs", "av", "dra",
    "ud", "uds", "ej", "aprox", "exmo", "d", "dep", "min", "cía", "cia", "ltda", "s.a",
    "e.u", "gral", "profa", "ee", "ff", "jj", "rr",
  ]
}
