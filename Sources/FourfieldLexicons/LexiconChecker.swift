public import FourfieldCore

/// Looks a lexicon over for what is allowed and still wrong: duplicates, conflicts, gaps between languages, rules in quotation marks, entries that
/// their own `unless` excludes, odd characters.
public enum LexiconChecker {
  /// The findings, in the order of the files.
  ///
  /// - Complexity: O(*n*) in the units of all patterns, times the number of languages for those that a concept lacks.
  public static func findings(_ lexicon: Lexicon) -> [LexiconFinding] {
    let findings =
      duplicates(lexicon) + missingLanguages(lexicon) + strangeLanguages(lexicon)
      + quotedRules(lexicon)
      + excluded(lexicon) + characters(lexicon)
    var files: [String: Int] = [:]
    for entry in lexicon.entries where files[entry.location.file] == nil {
      files[entry.location.file] = files.count
    }
    // Of one place those that were found first come first.
    return findings.enumerated().sorted {
      let (left, right) = ($0.element.location, $1.element.location)
      return (files[left.file] ?? 0, left.line, left.column, $0.offset)
        < (files[right.file] ?? 0, right.line, right.column, $1.offset)
    }.map(\.element)
  }

  /// What two entries may not have in common; conditions by their numbers, as an entry may have hundreds of alternatives and one condition of thousands of patterns.
  private struct Key: Hashable {
    let pattern: Pattern
    var language: Language?
    let comparison: Entry.Comparison
    let near: Int?
    let unless: Int?
  }

  /// Numbers for conditions, the same for the same condition.
  private struct ConditionNumbers {
    private var numbers: [Proximity: Int] = [:]

    /// The number of a condition, where there is one.
    ///
    /// - Complexity: O(*n*) in its patterns.
    mutating func number(of condition: Proximity?) -> Int? {
      guard let condition else { return nil }
      let number = numbers[condition, default: numbers.count]
      numbers[condition] = number
      return number
    }
  }

  /// The same pattern twice: the later one can never match; between two themes it is a conflict.
  private static func duplicates(_ lexicon: Lexicon) -> [LexiconFinding] {
    var findings: [LexiconFinding] = []
    var first: [Key: Int] = [:]
    var conditions = ConditionNumbers()
    for (index, entry) in lexicon.entries.enumerated() {
      let near = conditions.number(of: entry.near)
      let unless = conditions.number(of: entry.unless)
      for pattern in entry.patterns {
        var key = Key(
          pattern: fold(pattern, entry.comparison), language: nil, comparison: entry.comparison,
          near: near, unless: unless)
        // What an entry of all languages has had is gone for one of a single language.
        let general = first[key]
        key.language = entry.language
        guard let other = [general, first[key]].compactMap(\.self).min() else {
          first[key] = index
          continue
        }
        // Alternatives of one entry may fold together (`econom{ía,ia}`): harmless.
        if other == index { continue }
        findings.append(
          LexiconFinding(location: entry.location, message: message(lexicon, index, other)))
        break
      }
    }
    return findings
  }

  private static func message(_ lexicon: Lexicon, _ index: Int, _ other: Int) -> String {
    let entry = lexicon.entries[index]
    let earlier = lexicon.entries[other]
    let concept = lexicon.concepts[entry.concept]
    let rival = lexicon.concepts[earlier.concept]
    let place = "at \(earlier.location)"
    if entry.concept == earlier.concept {
      return "'\(entry.text)' of '\(concept.id)' stands twice in the concept, first \(place)"
    }
    let isConflict = Set(concept.memberships.map(\.theme)) != Set(rival.memberships.map(\.theme))
    return "'\(entry.text)' of '\(concept.id)' can never match: '\(rival.id)' has it \(place)"
      + (isConflict ? ", in another theme" : "")
  }

  private static func fold(_ pattern: Pattern, _ comparison: Entry.Comparison) -> Pattern {
    Pattern(
      units: pattern.units.map { unit in
        var unit = unit
        unit.text = fold(unit.text, comparison)
        return unit
      })
  }

  private static func fold(_ text: String, _ comparison: Entry.Comparison) -> String {
    var scalars: [UInt32] = []
    for scalar in text.unicodeScalars {
      ScalarTable.fold(scalar.value, keeps: comparison.kept, into: &scalars)
    }
    var folded = String.UnicodeScalarView()
    folded.append(contentsOf: scalars.compactMap(Unicode.Scalar.init))
    return String(folded)
  }

  /// Languages that no passage is told to be in: one finding each, at the first entry.
  private static func strangeLanguages(_ lexicon: Lexicon) -> [LexiconFinding] {
    let known = Language.identified.map(\.code).joined(separator: ", ")
    return lexicon.languages.filter { !Language.identified.contains($0) }.compactMap { language in
      guard let entry = lexicon.entries.first(where: { $0.language == language }) else {
        return nil
      }
      return LexiconFinding(
        location: entry.location,
        message:
          "entries in '\(language)' are never looked for: passages are told apart as \(known)")
    }
  }

  private static func missingLanguages(_ lexicon: Lexicon) -> [LexiconFinding] {
    lexicon.concepts.filter { !$0.isBlocker }.compactMap { concept in
      let entries = lexicon.entries[concept.entries]
      if entries.contains(where: { $0.language == nil }) { return nil }
      let missing = lexicon.languages.filter { language in
        !entries.contains { $0.language == language }
      }
      guard !missing.isEmpty else { return nil }
      let codes = NameList.text(missing.map(\.code))
      return LexiconFinding(
        location: concept.location, message: "'\(concept.id)' has no entry in \(codes)")
    }
  }

  /// `"{match: GOP, case: exact}"`: the marks make a pattern of the rules, whose braces then hold two alternatives that no text has.
  private static func quotedRules(_ lexicon: Lexicon) -> [LexiconFinding] {
    lexicon.entries.filter { $0.text.contains("{match:") }.map { entry in
      LexiconFinding(
        location: entry.location,
        message: "'\(entry.text)': rules in quotation marks are no rules; take the marks away")
    }
  }

  /// `{match: bank, unless: [bank]}`: a match lies inside of the other, which is compared without case and diacritics.
  private static func excluded(_ lexicon: Lexicon) -> [LexiconFinding] {
    lexicon.entries.compactMap { entry in
      guard let unless = entry.unless else { return nil }
      let excluded = Set(unless.patterns.map { fold($0, .folded) })
      guard entry.patterns.contains(where: { excluded.contains(fold($0, .folded)) }) else {
        return nil
      }
      return LexiconFinding(
        location: entry.location,
        message: "'\(entry.text)' stands in its own unless: such a match never counts")
    }
  }

  /// U+FFFD, which stands for what could not be read, and the marks that turn the direction of what follows.
  private static func isStray(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xFFFD, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private static func characters(_ lexicon: Lexicon) -> [LexiconFinding] {
    lexicon.entries.compactMap { entry in
      let scalars = entry.text.unicodeScalars
      let hasHan = scalars.contains { ScalarTable.entry($0.value).scalarClass == .han }
      let hasLatin = scalars.contains { $0.properties.isAlphabetic && $0.value < 0x250 }
      let odd = scalars.first { (0x370..<0x530).contains($0.value) }
      var message: String?
      if let stray = scalars.first(where: isStray) {
        let code = RefusedCharacter.hexadecimal(stray.value)
        message = "the character U+\(code), which is hardly meant"
      } else if entry.language == .chinese, hasLatin, entry.comparison != .exact {
        message = "Latin letters in a Chinese entry; acronyms need case: exact"
      } else if let language = entry.language, language != .chinese, hasHan {
        message = "Han characters in an entry of language \(language)"
      } else if hasLatin, let odd {
        message = "the letter '\(odd)' of another script among Latin letters"
      }
      return message.map {
        LexiconFinding(location: entry.location, message: "'\(entry.text)': \($0)")
      }
    }
  }
}
