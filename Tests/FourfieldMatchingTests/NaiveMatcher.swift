import FourfieldCore

/// The semantics of the lexicon language word for word: every entry is tried at every place, in any time.
struct NaiveMatcher {
  /// What stands between two units of a pattern.
  enum Joint: Hashable {
    case none, space, hyphen
    case gap(Int, Int)
  }

  struct Unit: Hashable {
    var text: String
    var joint = Joint.none
    var isWildcard: Bool { text.contains("*") || text.contains("?") }
  }

  struct Rule {
    var units: [Unit]
    var isExact = false
    /// None for a blocker.
    var themes: [Int] = [0]
    var near: (of: [[Unit]], within: Int)?
    var unless: (of: [[Unit]], within: Int)?

    var isLiteral: Bool { units.allSatisfy { !$0.isWildcard } && !units.contains { $0.isLeap } }

    /// With signs that are several characters at once taken apart.
    var apart: Rule {
      var rule = self
      rule.units = units.flatMap(\.parts)
      rule.near = near.map { ($0.of.map { $0.flatMap(\.parts) }, $0.within) }
      rule.unless = unless.map { ($0.of.map { $0.flatMap(\.parts) }, $0.within) }
      return rule
    }
  }

  struct Found: Hashable, CustomStringConvertible {
    var entry: Int
    var theme: Int?
    var start: Int
    var end: Int
    var description: String { "\(entry)/\(theme.map(String.init) ?? "-"):\(start)-\(end)" }
  }

  private struct Place: Hashable {
    var entry: Int
    var start: Int
    var end: Int
  }

  private let rules: [Rule]
  private let tokens: [NaiveText.Token]
  private let folded: [String]
  /// What matches with its conditions, in tokens.
  private var places: [Place] = []

  init(_ text: String, _ rules: [Rule]) {
    let rules = rules.map(\.apart)
    self.rules = rules
    let text = NaiveText(text) { whole, first, second in
      if NaiveMatcher.isWrittenOut(whole, rules) { return true }
      return !NaiveMatcher.isBeginning(first, second, rules)
        && NaiveMatcher.satisfiesAny(whole, rules)
    }
    tokens = text.tokens
    folded = tokens.map(\.folded)
    for start in tokens.indices {
      for (entry, rule) in rules.enumerated() {
        for end in ends(rule.units, rule.isExact, start) where holds(rule, start, end) {
          places.append(Place(entry: entry, start: start, end: end))
        }
      }
    }
  }

  /// Whether an entry has a word without a wildcard.
  private static func isWrittenOut(_ token: NaiveText.Token, _ rules: [Rule]) -> Bool {
    rules.contains { rule in
      rule.units.contains {
        !$0.isWildcard && matches($0, rule.isExact ? token.exact : token.folded)
      }
    }
  }

  /// Whether an entry begins with two words, a blank or a hyphen between them.
  private static func isBeginning(
    _ first: NaiveText.Token, _ second: NaiveText.Token, _ rules: [Rule]
  ) -> Bool {
    rules.contains { rule in
      guard rule.units.count > 1, [.space, .hyphen].contains(rule.units[1].joint) else {
        return false
      }
      return matches(rule.units[0], rule.isExact ? first.exact : first.folded)
        && matches(rule.units[1], rule.isExact ? second.exact : second.folded)
    }
  }

  private static func satisfiesAny(_ token: NaiveText.Token, _ rules: [Rule]) -> Bool {
    let folded = token.folded
    return rules.contains { rule in
      rule.units.contains { matches($0, rule.isExact ? token.exact : folded) }
        || ((rule.near?.of ?? []) + (rule.unless?.of ?? [])).contains { pattern in
          pattern.contains { matches($0, folded) }
        }
    }
  }

  // MARK: Policies

  /// What the scan has to find under a policy.
  func found(_ overlap: Overlap) -> [Found] {
    switch overlap {
    case .longest: longest { _ in true }.map { found($0, theme: nil) }
    case .longestPerTheme: perTheme
    case .all: all
    }
  }

  private func found(_ place: Place, theme: Int?) -> Found {
    Found(
      entry: place.entry, theme: theme, start: tokens[place.start].start,
      end: tokens[place.end - 1].end)
  }

  private func longest(_ isWanted: (Rule) -> Bool) -> [Place] {
    var result: [Place] = []
    var start = 0
    while start < tokens.count {
      let best = places.filter { $0.start == start && isWanted(rules[$0.entry]) }.min {
        (-$0.end, rules[$0.entry].isLiteral ? 0 : 1, $0.entry)
          < (-$1.end, rules[$1.entry].isLiteral ? 0 : 1, $1.entry)
      }
      if let best { result.append(best) }
      start = best?.end ?? start + 1
    }
    return result
  }

  private var perTheme: [Found] {
    var result: [Found] = []
    for theme in 0..<2 {
      for place in longest({ $0.themes.isEmpty || $0.themes.contains(theme) })
      where !rules[place.entry].themes.isEmpty { result.append(found(place, theme: theme)) }
    }
    return result.sorted {
      ($0.start, -$0.end, $0.entry, $0.theme ?? 0) < ($1.start, -$1.end, $1.entry, $1.theme ?? 0)
    }
  }

  private var all: [Found] {
    let whole = places.filter { place in
      !places.contains { $0.entry == place.entry && $0.start == place.start && $0.end > place.end }
    }
    let blocked = whole.filter { rules[$0.entry].themes.isEmpty }
    return whole.filter { place in
      !blocked.contains { $0.start <= place.start && $0.end >= place.end }
    }.sorted { ($0.start, -$0.end, $0.entry) < ($1.start, -$1.end, $1.entry) }
      .map { found($0, theme: nil) }
  }

  // MARK: Patterns

  /// The ends of all ways in which units match from a token.
  private func ends(_ units: [Unit], _ isExact: Bool, _ start: Int) -> Set<Int> {
    guard start < tokens.count else { return [] }
    // The last tokens of the ways that so many units are read on.
    var reached = [Set<Int>](repeating: [], count: units.count + 1)
    for count in steps(units[...], isExact, start) { reached[count].insert(start) }
    for read in units.indices.dropFirst() {
      for from in reached[read] {
        for to in (from + 1)..<max(from + 1, tokens.count)
        where isJoined(from, to, units[read].joint) {
          for more in steps(units[read...], isExact, to) { reached[read + more].insert(to) }
        }
      }
    }
    return Set(reached[units.count].map { $0 + 1 })
  }

  /// How many of some units a token is, in each way that it can be taken.
  private func steps(_ units: ArraySlice<Unit>, _ isExact: Bool, _ token: Int) -> [Int] {
    guard let first = units.first else { return [] }
    var steps = satisfies(token, first, isExact) ? [1] : []
    if let parts = tokens[token].parts {
      let own = units.prefix(parts.count)
      if own.map(\.text) == parts, own.dropFirst().allSatisfy({ $0.joint == .none }) {
        steps.append(parts.count)
      }
    }
    return steps
  }

  private func satisfies(_ index: Int, _ unit: Unit, _ isExact: Bool) -> Bool {
    if unit.isWildcard, tokens[index].kind != .word { return false }
    return NaiveMatcher.matches(unit, isExact ? tokens[index].exact : folded[index])
  }

  private static func matches(_ unit: Unit, _ text: String) -> Bool {
    // By scalars: strings compare canonically.
    let pattern = Array(unit.text.unicodeScalars)
    let scalars = Array(text.unicodeScalars)
    return unit.isWildcard ? glob(pattern[...], scalars[...]) : pattern == scalars
  }

  private static func glob(
    _ pattern: ArraySlice<Unicode.Scalar>, _ text: ArraySlice<Unicode.Scalar>
  ) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == "*" {
      return glob(pattern.dropFirst(), text)
        || !text.isEmpty && glob(pattern, text.dropFirst())
    }
    guard let letter = text.first, first == "?" || first == letter else { return false }
    return glob(pattern.dropFirst(), text.dropFirst())
  }

  private func isJoined(_ from: Int, _ to: Int, _ joint: Joint) -> Bool {
    let token = tokens[to]
    if ((from + 1)...to).contains(where: { tokens[$0].hasBreak }) { return false }
    switch joint {
    case .none: return to == from + 1 && !token.hasSpace
    case .space: return to == from + 1 && token.hasSpace
    case .hyphen: return to == from + 1 && token.hasHyphen
    case .gap(let least, let most):
      let between = (from + 1)..<to
      if hasSentenceEnd(between: from, and: to) { return false }
      let halfWords = between.reduce(0) { $0 + tokens[$1].halfWords }
      let signs = between.count { tokens[$0].halfWords == 0 }
      return halfWords >= 2 * least && halfWords <= 2 * most && signs <= 100
    }
  }

  /// Whether a sentence ends with a terminator between two tokens.
  private func hasSentenceEnd(between from: Int, and to: Int) -> Bool {
    ((from + 1)..<to).contains { stop in
      switch tokens[stop].scalars[0] {
      case "。", "！", "？", "｡": true
      case "!", "?", "…": isClosedByBlank(stop, upTo: to)
      case ".", "．": !followsLetter(stop) && isClosedByBlank(stop, upTo: to)
      default: false
      }
    }
  }

  /// Whether a blank stands behind a terminator, or behind what closes behind it, before a token.
  private func isClosedByBlank(_ stop: Int, upTo last: Int) -> Bool {
    let closers = "\"')]»’”」』】）》" + ".．!?…"
    let blank = ((stop + 1)...last).first { tokens[$0].hasSpace }
    guard let blank else { return false }
    return ((stop + 1)..<blank).allSatisfy {
      closers.unicodeScalars.contains(tokens[$0].scalars[0])
    }
  }

  /// Whether nothing but one letter stands before a full stop, as in `U.S.`, that is no clitic as in `China's.`.
  private func followsLetter(_ stop: Int) -> Bool {
    let word = tokens[stop - 1]
    return word.kind == .word && !tokens[stop].hasSpace && word.letters.count == 1
      && word.letters[0].properties.isAlphabetic && !isClitic(stop - 1)
  }

  /// Whether an apostrophe stands directly between a word and another.
  private func isClitic(_ word: Int) -> Bool {
    word > 1 && tokens[word - 1].folded == "'" && tokens[word - 2].kind == .word
      && !tokens[word].hasSpace && !tokens[word - 1].hasSpace
  }

  // MARK: Conditions

  private func holds(_ rule: Rule, _ start: Int, _ end: Int) -> Bool {
    func occurrences(_ patterns: [[Unit]]) -> [Range<Int>] {
      patterns.flatMap { pattern in
        tokens.indices.flatMap { from in ends(pattern, false, from).map { from..<$0 } }
      }
    }
    func isBeside(_ other: Range<Int>, _ within: Int) -> Bool {
      let between =
        other.upperBound <= start
        ? other.upperBound..<start : other.lowerBound >= end ? end..<other.lowerBound : nil
      guard let between else { return false }
      return between.reduce(0) { $0 + tokens[$1].halfWords } < 2 * within
    }
    if let near = rule.near, !occurrences(near.of).contains(where: { isBeside($0, near.within) }) {
      return false
    }
    guard let unless = rule.unless else { return true }
    return !occurrences(unless.of).contains { other in
      other.lowerBound <= start && other.upperBound >= end
        || unless.within > 0 && (other.overlaps(start..<end) || isBeside(other, unless.within))
    }
  }
}

extension NaiveMatcher.Unit {
  /// Whether words may stand before it.
  var isLeap: Bool {
    if case .gap = joint { return true }
    return false
  }

  /// What it stands for, a unit each.
  var parts: [Self] {
    guard text == "⒜" else { return [self] }
    return [Self(text: "(", joint: joint), Self(text: "a"), Self(text: ")")]
  }

  /// The unit as it is written behind others.
  var written: String {
    switch joint {
    case .none: text
    case .space: " " + text
    case .hyphen: "-" + text
    case .gap(let least, let most): " <\(least)-\(most)> " + text
    }
  }
}
