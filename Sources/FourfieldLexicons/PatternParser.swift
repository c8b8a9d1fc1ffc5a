public import FourfieldCore

/// Reads the pattern language of the lexicon (words, phrases, `*` and `?`, `{a,b}`, `<0-3>`).
public enum PatternParser {
  /// The most alternatives that one entry may expand to; beyond it a typo is likelier than a wish.
  public static let alternativeLimit = 512

  /// The most characters of a pattern.
  public static let lengthLimit = 2_000

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
  /// - Throws: ``PatternError`` when braces do not pair, an alternative is empty, a wildcard stands alone or in Han text, or a gap
  ///   is reversed, too wide or not between two words, or something is longer or more than the limits allow.
  public static func parse(_ text: String) throws(PatternError) -> [Pattern] {
    if let pattern = plain(text) { return [pattern] }
    let characters = Array(text)
    if characters.count > lengthLimit {
      throw PatternError(
        column: lengthLimit,
        message:
          "found a pattern of \(characters.count) characters, expected at most \(lengthLimit)")
    }
    var patterns: [Pattern] = []
    var seen: Set<Pattern> = []
    let alternatives = try Alternatives(characters, atMost: alternativeLimit)
    for number in 0..<alternatives.count {
      let pattern = Pattern(units: try units(of: alternatives[number], in: text))
      if seen.insert(pattern).inserted { patterns.append(pattern) }
    }
    return patterns
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
    return Pattern(units: units)
  }

  /// Cuts one alternative into the units that the scan sees as tokens.
  private static func units(
    of alternative: [Character], in text: String
  ) throws(PatternError) -> [Pattern.Unit] {
    var units: [Pattern.Unit] = []
    var separator = Pattern.Separator.none
    var gap: ClosedRange<Int>?
    var word = ""
    func close() {
      guard !word.isEmpty else { return }
      units.append(
        Pattern.Unit(
          text: word, isWildcard: word.contains { $0 == "*" || $0 == "?" },
          separator: units.isEmpty || gap != nil ? .none : separator, gap: gap))
      word = ""
      separator = .none
      gap = nil
    }
    var rest = String(alternative).unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if scalar == "<", let end = rest.firstIndex(of: ">") {
        close()
        if gap != nil || units.isEmpty { throw misplacedGap(in: text) }
        gap = try readGap(String(rest[..<end]), in: text)
        rest = rest[rest.index(after: end)...]
        continue
      }
      switch ScalarTable.entry(scalar.value).scalarClass {
      case _ where scalar == "*" || scalar == "?": word.unicodeScalars.append(scalar)
      case .word: word.unicodeScalars.append(scalar)
      case .mark, .ignorable:
        // They belong to the letter or sign before them; before all others they are passed over.
        if !word.isEmpty {
          word.unicodeScalars.append(scalar)
        } else if separator == .none, gap == nil, let last = units.indices.last {
          units[last].text.unicodeScalars.append(scalar)
        }
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
    try check(units, in: text)
    return units
  }

  private static func misplacedGap(in text: String) -> PatternError {
    PatternError(column: 0, message: "found a gap without a word on each side of it in '\(text)'")
  }

  /// Reads what stands between `<` and `>`.
  private static func readGap(_ inside: String, in text: String) throws(PatternError)
    -> ClosedRange<Int>
  {
    let bounds = inside.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard bounds.count == 2, let least = bounds[0], let most = bounds[1], least >= 0 else {
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
    if units.isEmpty {
      throw PatternError(
        column: 0, message: "found an empty alternative in '\(text)', expected at least one word")
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
    for (index, unit) in units.enumerated() where unit.isWildcard {
      if unit.text.allSatisfy({ $0 == "*" || $0 == "?" }) {
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
      let next = units.indices.contains(index + 1) ? [index + 1] : []
      let ends = ([index] + next).filter { $0 > 0 && isJoined(units[$0]) }
      for end in ends where isHan(units[end]) || isHan(units[end - 1]) {
        throw PatternError(
          column: 0,
          message: "found a wildcard beside Han characters in '\(text)', "
            + "where every character is a word of its own; write the words out")
      }
    }
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
      default: false
      }
    }
  }

  /// Whether a unit stands directly behind the one before it.
  private static func isJoined(_ unit: Pattern.Unit) -> Bool {
    unit.separator == .none && unit.gap == nil
  }

  private static func isHan(_ unit: Pattern.Unit) -> Bool {
    unit.text.unicodeScalars.contains { ScalarTable.entry($0.value).scalarClass == .han }
  }
}
