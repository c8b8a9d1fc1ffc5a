public import FourfieldCore

/// Reads the pattern language of the lexicon (words, phrases, `*` and `?`, `{a,b}`, `<0-3>`).
public enum PatternParser {
  /// The most alternatives that one entry may expand to; beyond it a typo is likelier than a wish.
  public static let alternativeLimit = 512

  /// The most characters of a pattern.
  public static let lengthLimit = 2_000

  /// The most bytes of UTF-8 of a pattern: a character may have marks without end.
  public static let byteLimit = 16_000

  /// The most words that a gap may span.
  public static let gapLimit = 50

  /// The most gaps of a pattern: what a token costs that a pattern begins at grows with it.
  public static let gapCountLimit = 10

  /// The most letters of a word with `*` or `?` in it: every long word of a text is compared with all of them.
  public static let wildcardLimit = 120

  /// Expands and reads one pattern.
  ///
  ///     let patterns = try PatternParser.parse("tariff{,s}")  // tariff, tariffs
  ///
  /// - Parameter text: the pattern as written.
  /// - Returns: the alternatives in the order of writing, without repetitions; never empty.
  /// - Throws: ``PatternError`` when braces do not pair, an alternative is empty, a wildcard stands alone or in Han text, a gap
  ///   is reversed, too wide or not between two words, there is a control character, or something is longer or more than the limits allow.
  public static func parse(_ text: String) throws(PatternError) -> [Pattern] {
    if let pattern = plain(text) { return [pattern] }
    if let mistake = RefusedCharacter.first(in: text) { throw mistake }
    let characters = Array(text)
    try checkLength(characters, of: text)
    var patterns: [Pattern] = []
    var seen: Set<Pattern> = []
    let alternatives = try alternatives(characters)
    for number in 0..<alternatives.count {
      let units = try units(of: alternatives[number], in: text)
      if units.isEmpty { throw empty(text, isAlternative: alternatives.count > 1) }
      let pattern = Pattern(units: units)
      if seen.insert(pattern).inserted { patterns.append(pattern) }
    }
    return patterns
  }

  /// The alternatives that braces make; a mistake in them stands at a code point.
  private static func alternatives(_ characters: [Character]) throws(PatternError) -> Alternatives {
    do throws(PatternError) {
      return try Alternatives(characters, atMost: alternativeLimit)
    } catch {
      var mistake = error
      mistake.column = codePoints(before: error.column, in: characters)
      throw mistake
    }
  }

  private static func codePoints(before place: Int, in characters: [Character]) -> Int {
    characters[..<place].reduce(0) { $0 + $1.unicodeScalars.count }
  }

  /// Refuses a pattern that is too long.
  private static func checkLength(
    _ characters: [Character], of text: String
  ) throws(PatternError) {
    if characters.count > lengthLimit {
      throw PatternError(
        column: codePoints(before: lengthLimit, in: characters),
        message:
          "found a pattern of \(characters.count) characters, expected at most \(lengthLimit)")
    }
    let bytes = text.utf8.count
    if bytes > byteLimit {
      throw PatternError(
        column: 0, message: "found a pattern of \(bytes) bytes, expected at most \(byteLimit)")
    }
  }

  /// The pattern of ASCII words with single blanks between them, which most entries of machine-made lexicons are; nil for any other.
  private static func plain(_ text: String) -> Pattern? {
    let bytes = Array(text.utf8)
    guard bytes.count <= 200 else { return nil }
    var units: [Pattern.Unit] = []
    var start = 0
    for index in 0...bytes.count {
      let byte = index < bytes.count ? bytes[index] : 0x20
      if byte < 0x80, (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F { continue }
      guard byte == 0x20, index > start else { return nil }
      units.append(
        Pattern.Unit(
          text: String(decoding: bytes[start..<index], as: UTF8.self),
          separator: units.isEmpty ? .none : .space))
      start = index + 1
    }
    return units.allSatisfy(isPunctuation) ? nil : Pattern(units: units)
  }

  /// Cuts one alternative into the units that the scan sees as tokens; none where nothing is seen of it.
  private static func units(
    of alternative: [Character], in text: String
  ) throws(PatternError) -> [Pattern.Unit] {
    var units: [Pattern.Unit] = []
    var separator = Pattern.Separator.none
    var gap: ClosedRange<Int>?
    var word = ""
    func close() {
      // What is not seen is no word: it is passed over in texts too.
      let isSeen = word.unicodeScalars.contains { !isIgnorable($0) }
      guard isSeen else { return word = "" }
      units.append(
        Pattern.Unit(
          text: word, isWildcard: word.unicodeScalars.contains(where: isWildcard),
          separator: units.isEmpty || gap != nil ? .none : separator, gap: gap))
      word = ""
      separator = .none
      gap = nil
    }
    func isBehindUnit() -> Bool {
      word.isEmpty && !units.isEmpty && separator == .none && gap == nil
    }
    var rest = String(alternative).unicodeScalars[...]
    // Behind the last of them no gap ends, so that none is looked for.
    let lastEnd = rest.lastIndex(of: ">") ?? rest.startIndex
    while let scalar = rest.popFirst() {
      if scalar == "<", rest.startIndex <= lastEnd, let end = rest.firstIndex(of: ">") {
        close()
        if gap != nil || units.isEmpty { throw misplacedGap(in: text) }
        gap = try readGap(String(rest[..<end]), in: text)
        rest = rest[rest.index(after: end)...]
        continue
      }
      switch ScalarTable.entry(scalar.value).scalarClass {
      case _ where isWildcard(scalar): word.unicodeScalars.append(scalar)
      case .mark where isBehindUnit(), .ignorable where isBehindUnit():
        // It belongs to the sign or the Han character before it.
        units[units.count - 1].text.unicodeScalars.append(scalar)
      case .word, .mark, .ignorable: word.unicodeScalars.append(scalar)
      case .space:
        close()
        if separator == .none { separator = .space }
      case .hyphen:
        close()
        separator = .hyphen
      case .han, .other:
        close()
        word = String(scalar)
        close()
      }
    }
    close()
    if gap != nil { throw misplacedGap(in: text) }
    if units.isEmpty { return units }
    if separator == .hyphen || startsWithHyphen(alternative) {
      throw PatternError(
        column: 0,
        message: "found a hyphen at the edge of '\(text)', expected a word on each side of it")
    }
    try check(units, in: text)
    return units
  }

  /// Whether a hyphen or dash is the first that is seen of an alternative.
  private static func startsWithHyphen(_ alternative: [Character]) -> Bool {
    let first = String(alternative).unicodeScalars.first { scalar in
      let kind = ScalarTable.entry(scalar.value).scalarClass
      return kind != .space && kind != .ignorable
    }
    return first.map { ScalarTable.entry($0.value).scalarClass == .hyphen } ?? false
  }

  private static func misplacedGap(in text: String) -> PatternError {
    PatternError(
      column: 0,
      message: "found a gap at the edge of '\(text)' or beside another, "
        + "expected a word on each side of it")
  }

  /// Reads what stands between `<` and `>`.
  private static func readGap(_ inside: String, in text: String) throws(PatternError)
    -> ClosedRange<Int>
  {
    let bounds = inside.split(separator: "-", omittingEmptySubsequences: false).map {
      WholeNumber.read($0)
    }
    guard bounds.count == 2, let least = bounds[0], let most = bounds[1] else {
      throw PatternError(
        column: 0, message: "found '<\(inside)>' in '\(text)', expected a gap like <0-3>")
    }
    guard least <= most, most <= gapLimit else {
      throw PatternError(
        column: 0,
        message:
          "found the gap <\(inside)> in '\(text)', expected a rising one of at most \(gapLimit) words"
      )
    }
    return least...most
  }

  /// Refuses what could never match or would match everything.
  private static func check(_ units: [Pattern.Unit], in text: String) throws(PatternError) {
    if units.contains(where: { $0.text.unicodeScalars.allSatisfy(isMark) }) {
      throw PatternError(
        column: 0,
        message: "found a combining mark alone in '\(text)', expected a letter before it")
    }
    let gaps = units.count { $0.gap != nil }
    if gaps > gapCountLimit {
      throw PatternError(
        column: 0,
        message: "found \(gaps) gaps in '\(text)', expected at most \(gapCountLimit)")
    }
    if units.allSatisfy(isPunctuation) {
      throw PatternError(
        column: 0,
        message: "found only punctuation in '\(text)', expected at least one word or symbol")
    }
    for index in units.indices where units[index].isWildcard {
      try checkWildcard(units, index, in: text)
    }
  }

  /// Refuses a word with a wildcard that matches everything, takes too long or stands in Han text.
  private static func checkWildcard(
    _ units: [Pattern.Unit], _ index: Int, in text: String
  ) throws(PatternError) {
    // Each end of it that another unit stands directly at.
    let ends = [index, index + 1].filter { $0 > 0 && $0 < units.count && units[$0].isJoined }
    if ends.contains(where: { isHan(units[$0]) || isHan(units[$0 - 1]) }) {
      throw PatternError(
        column: 0,
        message: "found a wildcard beside Han characters in '\(text)', "
          + "expected the words written out: there every character is a word of its own")
    }
    let unit = units[index]
    if unit.text.unicodeScalars.allSatisfy({ isWildcard($0) || isMark($0) }) {
      throw PatternError(
        column: 0,
        message:
          "found the wildcard '\(unit.text)' alone in '\(text)', expected letters beside it")
    }
    let letters = letterCount(unit.text)
    if letters > wildcardLimit {
      throw PatternError(
        column: 0,
        message:
          "found a word of \(letters) letters with a wildcard, expected at most \(wildcardLimit)")
    }
  }

  private static func empty(_ text: String, isAlternative: Bool) -> PatternError {
    let kind = isAlternative ? "alternative in" : "pattern"
    return PatternError(
      column: 0, message: "found an empty \(kind) '\(text)', expected at least one word")
  }

  private static func isWildcard(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "*" || scalar == "?"
  }

  private static func isIgnorable(_ scalar: Unicode.Scalar) -> Bool {
    ScalarTable.entry(scalar.value).scalarClass == .ignorable
  }

  /// Whether a scalar is a combining mark or not seen at all.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    isIgnorable(scalar) || ScalarTable.entry(scalar.value).scalarClass == .mark
  }

  /// How many letters a word has beside its `*`, in the longest form in which it is compared.
  private static func letterCount(_ word: String) -> Int {
    var folded: [UInt32] = []
    return word.unicodeScalars.reduce(0) { count, scalar in
      folded.removeAll(keepingCapacity: true)
      ScalarTable.fold(scalar.value, keeps: .marks, into: &folded)
      return scalar == "*" ? count : count + max(1, folded.count)
    }
  }

  private static func isPunctuation(_ unit: Pattern.Unit) -> Bool {
    unit.text.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
        .initialPunctuation, .finalPunctuation, .otherPunctuation:
        // Stars and question marks are told as wildcards; of the others these are signs that mean something by themselves.
        !"*?%‰#&@§".unicodeScalars.contains(scalar)
      default: isMark(scalar)
      }
    }
  }

  private static func isHan(_ unit: Pattern.Unit) -> Bool {
    unit.text.unicodeScalars.contains { ScalarTable.entry($0.value).scalarClass == .han }
  }
}
