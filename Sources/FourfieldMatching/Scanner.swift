public import FourfieldCore

/// Finds the matches of a lexicon in one text after another.
///
/// It keeps its buffers and what it has learnt of words between calls, so one scanner per task is the way.
///
/// - Note: Not thread-safe: one per task.
public struct Scanner {
  private let languages: [Language]
  private let trie: PatternTrie
  private let context: PatternTrie
  private let conditions: ConditionTable
  private let overlap: Overlap
  /// The themes of every entry as bits; all of them for a blocker, which stands in everybody's way.
  private let themeBits: [UInt64]
  private let themeCount: Int
  private var tokenizer: Tokenizer
  private var walker = Walker()
  /// Where the patterns of the conditions stand in this text, by set; nil until an entry asks.
  private var occurrences: [Occurrences]?
  /// What stands before each token in half words, and before the end; set with the occurrences.
  private var positions: [Int32] = []

  /// Creates a scanner.
  ///
  /// - Precondition: the lexicon has at most 64 themes.
  public init(_ compiled: CompiledLexicon, overlap: Overlap = .longest) {
    let lexicon = compiled.lexicon
    precondition(lexicon.themes.count <= 64, "a lexicon has more than 64 themes")
    self.overlap = overlap
    themeCount = lexicon.themes.count
    themeBits = lexicon.entries.map { entry in
      let memberships = lexicon.concepts[entry.concept].memberships
      return memberships.isEmpty ? ~0 : memberships.reduce(0) { $0 | 1 << UInt64($1.theme) }
    }
    languages = compiled.languages
    tokenizer = Tokenizer(compiled)
    trie = compiled.trie
    context = compiled.context
    conditions = compiled.conditions
  }

  /// The number of words of the last text scanned; two Han characters count as one word.
  public var wordCount: Int { tokenizer.wordCount }

  /// Finds the matches of a text, under the scanner's `Overlap`.
  ///
  /// At the same range a literal goes before a wildcard or a gap, then the order of the files decides.
  ///
  /// - Parameters:
  ///   - text: valid UTF-8.
  ///   - language: the language of the text; entries of other languages are left out.
  ///   - body: called for each match in order of position; under `Overlap.longest` blockers are among them.
  /// - Complexity: O(*n*) in the bytes of `text` for patterns of bounded length; under `Overlap.longest` nothing is allocated per match.
  public mutating func scan(
    _ text: borrowing Span<UInt8>, language: Language, _ body: (Match) -> Void
  ) {
    tokenizer.tokenize(text)
    occurrences = nil
    let language = Int16(languages.firstIndex(of: language) ?? languages.count)
    switch overlap {
    case .longest: scanLongest(language, themes: ~0) { body(Match(range: $0, entry: $1)) }
    case .longestPerTheme: scanPerTheme(language, body)
    case .all: scanAll(language, body)
    }
  }

  /// Leftmost-longest among the entries of some themes.
  private mutating func scanLongest(
    _ language: Int16, themes: UInt64, _ body: (ByteRange, Int) -> Void
  ) {
    var index = 0
    while index < tokenizer.count {
      guard tokenizer[index].beginsPattern,
        let found = longest(at: index, language: language, themes: themes)
      else {
        index += 1
        continue
      }
      body(ByteRange(tokenizer[index].start, tokenizer[found.end - 1].end), found.entry)
      index = found.end
    }
  }

  private mutating func scanPerTheme(_ language: Int16, _ body: (Match) -> Void) {
    var matches: [Match] = []
    for theme in 0..<themeCount {
      let bits = themeBits
      scanLongest(language, themes: 1 << UInt64(theme)) { range, entry in
        if bits[entry] != ~0 { matches.append(Match(range: range, entry: entry, theme: theme)) }
      }
    }
    matches.sort(by: Scanner.precedes)
    for match in matches { body(match) }
  }

  private mutating func scanAll(_ language: Int16, _ body: (Match) -> Void) {
    var matches: [Match] = []
    var blocked = Occurrences()
    for index in 0..<tokenizer.count where tokenizer[index].beginsPattern {
      var longest: [Int32: Int] = [:]
      walker.start(trie, tokenizer, at: index)
      while let (node, token) = walker.next(trie, tokenizer) {
        for output in trie.outputs[trie.outputRange(of: node)]
        where output.language == PatternTrie.anyLanguage || output.language == language {
          guard token + 1 > longest[output.entry] ?? 0,
            conditions.conditions.isEmpty || holds(output.entry, index, token + 1)
          else { continue }
          longest[output.entry] = token + 1
        }
      }
      for (entry, end) in longest.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
        if themeBits[Int(entry)] == ~0 { blocked.append(index, end) }
        matches.append(Match(range: ByteRange(index, end), entry: Int(entry)))
      }
    }
    // Ranges are counted in tokens up to here, which is what blockers are compared in.
    for match in matches where !blocked.covers(match.range.start, match.range.end) {
      let range = ByteRange(
        tokenizer[match.range.start].start, tokenizer[match.range.end - 1].end)
      body(Match(range: range, entry: match.entry))
    }
  }

  /// By position, the longer first, then by the order of the files.
  private static func precedes(_ left: Match, _ right: Match) -> Bool {
    (left.range.start, -left.range.end, left.entry, left.theme ?? 0)
      < (right.range.start, -right.range.end, right.entry, right.theme ?? 0)
  }

  /// The longest pattern that starts at a token: literal before wildcard, then by the order of the file.
  private mutating func longest(
    at index: Int, language: Int16, themes: UInt64
  ) -> (end: Int, entry: Int)? {
    var best: (end: Int, rank: Int32, entry: Int)?
    walker.start(trie, tokenizer, at: index)
    while let (node, token) = walker.next(trie, tokenizer) {
      let end = token + 1
      guard end >= (best?.end ?? 0),
        let output = output(of: node, language: language, themes: themes, from: index, to: end)
      else { continue }
      let rank = output.isLiteral ? Int32(0) : 1
      let isBetter = best.map { (-end, rank, Int(output.entry)) < (-$0.end, $0.rank, $0.entry) }
      if isBetter ?? true { best = (end, rank, Int(output.entry)) }
    }
    return best.map { ($0.end, $0.entry) }
  }

  /// The first entry at a node that applies to the language and whose conditions hold; outputs lie in the order of precedence.
  private mutating func output(
    of node: Int32, language: Int16, themes: UInt64, from start: Int, to end: Int
  ) -> PatternTrie.Output? {
    for index in trie.outputRange(of: node) {
      let output = trie.outputs[index]
      guard output.language == PatternTrie.anyLanguage || output.language == language,
        themeBits[Int(output.entry)] & themes != 0
      else { continue }
      if conditions.conditions.isEmpty || holds(output.entry, start, end) { return output }
    }
    return nil
  }

  // MARK: Conditions

  /// Whether what an entry asks for stands around the tokens `start..<end`.
  private mutating func holds(_ entry: Int32, _ start: Int, _ end: Int) -> Bool {
    let range = conditions.range(of: entry)
    if range.isEmpty { return true }
    if occurrences == nil { findOccurrences() }
    for condition in conditions.conditions[range] {
      guard let around = occurrences?[Int(condition.set)] else { return false }
      let isThere =
        condition.isNear
        ? isBeside(around, start, end, within: condition.within)
        : around.covers(start, end)
          || condition.within > 0
            && (around.overlaps(start, end)
              || isBeside(around, start, end, within: condition.within))
      if isThere != condition.isNear { return false }
    }
    return true
  }

  /// Whether one of them stands beside the tokens, not over them, at most some words away.
  private func isBeside(_ around: Occurrences, _ start: Int, _ end: Int, within: Int32) -> Bool {
    if let left = around.lastEnd(before: start), position(start) - position(left) < 2 * within {
      return true
    }
    guard let right = around.firstStart(after: end) else { return false }
    return position(right) - position(end) < 2 * within
  }

  /// What stands before a token in half words; of the end of the text, what stands before the end.
  private func position(_ token: Int) -> Int32 { positions[token] }

  /// Finds all patterns of all conditions, wherever they stand.
  private mutating func findOccurrences() {
    var found = [Occurrences](repeating: Occurrences(), count: Int(conditions.setCount))
    positions.removeAll(keepingCapacity: true)
    var position: Int32 = 0
    // The scan's own walker may be under way.
    var walker = Walker()
    for index in 0..<tokenizer.count {
      positions.append(position)
      position += tokenizer[index].halfWords
      walker.start(context, tokenizer, at: index)
      while let (node, token) = walker.next(context, tokenizer) {
        for output in context.outputs[context.outputRange(of: node)] {
          found[Int(output.entry)].append(index, token + 1)
        }
      }
    }
    positions.append(position)
    for index in found.indices { found[index].finish() }
    occurrences = found
  }
}
