internal import FourfieldCore

/// Entries: a pattern, or a pattern with rules.
extension LexiconReader {
  /// One entry; nil where something in it is wrong, and then every such thing is noted.
  func entry(
    _ value: YAMLValue, language: Language?, concept: Int, _ found: inout Mistakes
  ) -> Entry? {
    let before = found.count
    guard value.isMapping else {
      let patterns = found.read(value, YAMLValue.patterns)
      return patterns.map { patterns in
        Entry(
          concept: concept, text: value.text, patterns: patterns, language: language,
          comparison: defaultComparison, location: value.location)
      }
    }
    if let mistake = LexiconReader.patternWithoutQuotes(value) {
      found.note(mistake)
      return nil
    }
    let keys = found.keys(of: value, allowed: LexiconReader.entryKeys, what: "an entry")
    guard let keys else { return nil }
    let text = found.required("match", of: keys)
    let patterns = found.read(text, YAMLValue.patterns)
    let weight = found.read(keys["weight"], YAMLValue.weight)
    let comparison = comparison(keys, &found)
    let near = keys["near"].flatMap { LexiconReader.proximity($0, isNear: true, &found) }
    let unless = keys["unless"].flatMap { LexiconReader.proximity($0, isNear: false, &found) }
    guard let text, let patterns, found.count == before else { return nil }
    var entry = Entry(
      concept: concept, text: text.text, patterns: patterns, language: language, weight: weight,
      comparison: comparison, location: text.location)
    entry.near = near
    entry.unless = unless
    return entry
  }

  private static let entryKeys = [
    "match", "case", "diacritics", "weight", "note", "near", "unless",
  ]

  /// A mapping without any key of an entry, or one like `match`: a pattern whose braces, colon or question mark YAML takes for its own.
  private static func patternWithoutQuotes(_ value: YAMLValue) -> LexiconError? {
    let names = ((try? value.pairs()) ?? []).map(\.0)
    let isEntry = names.contains { entryKeys.contains($0) || Spelling.isNear($0, "match") }
    if isEntry { return nil }
    return value.error(
      "found a mapping with the keys \(NameList.text(names.map(NameList.quoted))), expected a pattern or {match: pattern}; "
        + "a pattern with braces, a colon or a question mark in front needs quotes")
  }

  /// How an entry is compared, by its own keys and those of the lexicon; with `case: exact` it is as written, diacritics too.
  func comparison(_ keys: YAMLKeys, _ found: inout Mistakes) -> Entry.Comparison {
    let hasDiacritics = found.read(keys["diacritics"], YAMLValue.exact)
    let isExact = found.read(keys["case"], YAMLValue.exact)
    if isExact ?? (defaultComparison == .exact) {
      if isExact == true, hasDiacritics == false, let value = keys["diacritics"] {
        found.note(
          value.error(
            "found diacritics: fold beside case: exact, which compares diacritics too, expected case: fold beside it"
          ))
      }
      return .exact
    }
    return hasDiacritics ?? keepsDiacritics ? .diacritics : .folded
  }

  /// `{of: [patterns], within: words}`; for `unless` a list alone will do.
  private static func proximity(
    _ value: YAMLValue, isNear: Bool, _ found: inout Mistakes
  ) -> Proximity? {
    var list: YAMLValue? = value
    var within: YAMLValue?
    if value.isMapping {
      let keys = found.keys(of: value, allowed: ["of", "within"], what: isNear ? "near" : "unless")
      guard let keys else { return nil }
      list = found.required("of", of: keys)
      within = keys["within"]
    }
    let words = found.read(within, YAMLValue.distance)
    if isNear, within == nil {
      found.note(
        value.error("found near without a distance, expected {of: [patterns], within: words}"))
      // Then it is no list either, which needs no second sentence.
      if value.isScalar { return nil }
    }
    return list.map { Proximity(patterns: patterns(of: $0, &found), within: words ?? 0) }
  }

  /// The patterns of a condition; an empty list would never hold, or always.
  private static func patterns(of list: YAMLValue, _ found: inout Mistakes) -> [Pattern] {
    guard let values = found.read(list, YAMLValue.sequence) else { return [] }
    if values.isEmpty {
      found.note(list.error("found an empty list, expected at least one pattern"))
    }
    var patterns: [Pattern] = []
    for value in values {
      patterns += found.read(value, YAMLValue.patterns) ?? []
      do throws(LexiconError) {
        try LexiconSize.check(patterns, at: value.location)
      } catch {
        found.note(error)
        break
      }
    }
    return patterns
  }
}

extension YAMLValue {
  /// What a pattern stands for.
  fileprivate func patterns() throws(LexiconError) -> [Pattern] {
    let written = try string()
    do throws(PatternError) {
      return try PatternParser.parse(written)
    } catch {
      throw self.error(error.message, column: error.column)
    }
  }

  /// How many words away something may stand.
  fileprivate func distance() throws(LexiconError) -> Int {
    guard let number = WholeNumber.read(try string()), (1...PatternParser.gapLimit).contains(number)
    else {
      throw error(
        "found \(kind), expected a whole number of words from 1 to \(PatternParser.gapLimit)")
    }
    return number
  }
}
