internal import CByteScan
public import FourfieldCore

/// Finds the matches of a lexicon in one text after another.
///
/// It keeps its buffers and what it has learnt of words between calls, so one scanner per task is the way.
///
/// - Note: Not thread-safe: one per task.
public struct Scanner {
  let trie: PatternTrie
  let context: PatternTrie
  let conditions: ConditionTable
  var tokenizer: Tokenizer
  /// The tokens that a pattern may begin with, see `Tokenizer+Candidates.swift`; as many as ``candidateCount`` says.
  var candidates: [UInt32] = []
  var candidateCount = 0
  /// The same for the patterns of the conditions.
  var contextCandidates: [UInt32] = []
  var contextCount = 0
  /// How many of ``contextCandidates`` were followed.
  var contextNumber = 0
  /// Where a walk still has to go, see `Scanner+Walk.swift`.
  var walk: Walk
  /// Where a walk over the patterns of the conditions still has to go.
  var contextWalk = Walk()
  /// Where the patterns of the conditions stand in a stretch of this text, see `Scanner+Conditions.swift`.
  var surroundings: Surroundings
  /// The stretch can be asked for what begins at this token or behind it.
  var stretchStart = 0
  /// What begins at this token or behind it was not looked for; beyond the last token where everything was, negative where nothing was.
  var stretchEnd = -1
  /// How much of the surroundings is kept at least before what lies too far back is forgotten: all of nearly every text. A test makes it less.
  var stretchLimit = 1 << 18

  /// Of a token that satisfies more atoms than this, nodes are asked for their edges, where these are listed and fewer. A test makes it less.
  var fewAtoms = 8

  /// Of a node with more outputs than this only those are gone through whose `near` may hold. A test makes it less.
  var fewOutputs = 64
  /// The outputs of such nodes, as far as they were met.
  var outputIndices: [Int32: OutputIndex] = [:]

  private let languages: [Language]
  private let overlap: Overlap
  /// The themes of every entry as bits; all of them for a blocker, which stands in everybody's way.
  let themeBits: [UInt64]
  /// Whether an entry is a blocker, which its bits do not say: it may be of 64 themes.
  private let isBlocker: [Bool]
  private let themeCount: Int

  /// Creates a scanner.
  ///
  /// - Precondition: the lexicon has at most `Lexicon.themeLimit` themes.
  public init(_ compiled: CompiledLexicon, overlap: Overlap = .longest) {
    themeCount = compiled.outline.themes.count
    precondition(themeCount <= Lexicon.themeLimit, "a lexicon has more than 64 themes")
    self.overlap = overlap
    themeBits = Scanner.themeBits(compiled.entries)
    isBlocker = (0..<compiled.entries.count).map(compiled.entries.isBlocker)
    languages = compiled.languages
    tokenizer = Tokenizer(compiled)
    trie = compiled.trie
    context = compiled.context
    conditions = compiled.conditions
    surroundings = Surroundings(conditions)
    walk = Walk(compiled.endings)
  }

  private static func themeBits(_ entries: EntryTable) -> [UInt64] {
    let bits = (0..<entries.conceptCount).map { concept in
      let memberships = entries.memberships(ofConcept: concept)
      return memberships.isEmpty
        ? ~0 : memberships.reduce(UInt64(0)) { $0 | 1 << UInt64(entries.themes[$1]) }
    }
    return entries.concepts.map { bits[Int($0)] }
  }

  /// The number of words of the last text scanned; two Han characters count as one word.
  public var wordCount: Int { tokenizer.wordCount }

  /// Finds the matches of a text, under the scanner's `Overlap`.
  ///
  /// At the same range a literal goes before a wildcard or a gap, then the order of the files decides.
  ///
  /// - Parameters:
  ///   - text: valid UTF-8 of less than 1 GB.
  ///   - language: the language of the text; entries of other languages are left out.
  ///   - body: called for each match in order of position; under `Overlap.longest` blockers are among them.
  /// - Complexity: O(*n*) in the bytes of `text` for patterns of bounded length; under `Overlap.longest` nothing is allocated per match.
  public mutating func scan(
    _ text: borrowing Span<UInt8>, language: Language, _ body: (Match) -> Void
  ) {
    let number = Int16(languages.firstIndex(of: language) ?? languages.count)
    tokenizer.tokenize(text, language: number)
    forgetSurroundings()
    walk.forget()
    candidateCount = tokenizer.listCandidates(
      trie, Token.Flags.begins, alone: Token.Flags.alone, into: &candidates)
    let filter = EntryFilter(language: number)
    switch overlap {
    case .longest: scanLongest(text, filter) { body(Match(range: $0, entry: $1)) }
    case .longestPerTheme: scanPerTheme(text, filter, body)
    case .all: scanAll(text, filter, body)
    }
  }

  /// Leftmost-longest among the entries that count.
  private mutating func scanLongest(
    _ text: borrowing Span<UInt8>, _ filter: EntryFilter, _ body: (ByteRange, Int) -> Void
  ) {
    var free = 0
    for number in 0..<candidateCount {
      let start = candidates[number]
      let index = Scanner.token(ofStart: start)
      guard index >= free,
        let found = longest(text, start, at: index, filter)
      else { continue }
      body(ByteRange(tokenizer[index].start, tokenizer[found.end - 1].end), found.entry)
      free = found.end
    }
  }

  private mutating func scanPerTheme(
    _ text: borrowing Span<UInt8>, _ filter: EntryFilter, _ body: (Match) -> Void
  ) {
    var matches: [Match] = []
    for theme in 0..<themeCount {
      let isBlocker = isBlocker
      var own = filter
      own.themes = 1 << UInt64(theme)
      scanLongest(text, own) { range, entry in
        if !isBlocker[entry] { matches.append(Match(range: range, entry: entry, theme: theme)) }
      }
    }
    matches.sort(by: Scanner.precedes)
    for match in matches { body(match) }
  }

  private mutating func scanAll(
    _ text: borrowing Span<UInt8>, _ filter: EntryFilter, _ body: (Match) -> Void
  ) {
    var blocked = Occurrences()
    for number in 0..<candidateCount {
      let index = Scanner.token(ofStart: candidates[number])
      let ends = ends(text, at: index, filter)
      for (entry, end) in ends where isBlocker[Int(entry)] { blocked.append(index, end) }
      // A blocker that covers a match begins where it does or before.
      for (entry, end) in ends where !blocked.covers(index, end) {
        let range = ByteRange(tokenizer[index].start, tokenizer[end - 1].end)
        body(Match(range: range, entry: Int(entry)))
      }
    }
  }

  /// By position, the longer first, then by the order of the files.
  private static func precedes(_ left: Match, _ right: Match) -> Bool {
    (left.range.start, -left.range.end, left.entry, left.theme ?? 0)
      < (right.range.start, -right.range.end, right.entry, right.theme ?? 0)
  }

  /// The number of the token of a start, see `ff_pattern_starts`.
  @inline(__always) static func token(ofStart start: UInt32) -> Int {
    Int(truncatingIfNeeded: start & ff_start_token)
  }

  /// The longest pattern that starts at a token, by what is known of the start.
  ///
  /// Most patterns are one or two tokens long, and the list of starts says so.
  @inline(__always) private mutating func longest(
    _ text: borrowing Span<UInt8>, _ start: UInt32, at index: Int, _ filter: EntryFilter
  ) -> (end: Int, entry: Int)? {
    if start & (ff_stops | ff_stops_behind_next) == 0 {
      return longest(text, at: index, filter)
    }
    let first = trie.firsts[tokenizer[index].type]
    if start & ff_stops != 0 {
      if first.flags & PatternTrie.Flags.gaps != 0 {
        return longestOfAll(text, at: index, filter)
      }
      return entry(of: first, at: index..<index + 1, text, filter)
    }
    let next = tokenizer[index + 1]
    let second = trie.look(
      from: first.node, atom: Int32(truncatingIfNeeded: next.type &- 1),
      code: next.hasSpaceBefore ? PatternTrie.spaced : PatternTrie.direct)
    if (first.flags | second.flags) & PatternTrie.Flags.gaps != 0 {
      return longestOfAll(text, at: index, filter)
    }
    return entry(of: second, at: index..<index + 2, text, filter)
      ?? entry(of: first, at: index..<index + 1, text, filter)
  }

  /// The longest pattern that starts at a token: literal before wildcard, then by the order of the file.
  ///
  /// Where every token satisfies one atom and there is neither a gap nor a hyphen there is one way to go, which needs no list of steps.
  private mutating func longest(
    _ text: borrowing Span<UInt8>, at index: Int, _ filter: EntryFilter
  ) -> (end: Int, entry: Int)? {
    var best: (end: Int, entry: Int)?
    var token = index
    var type = tokenizer[index].type
    guard tokenizer.types.isSingle(type) else {
      return longestOfAll(text, at: index, filter)
    }
    var target = trie.firsts[type]
    while true {
      let flags = target.flags
      if flags & PatternTrie.Flags.gaps != 0 { break }
      if let found = entry(of: target, at: index..<token + 1, text, filter) { best = found }
      token &+= 1
      guard flags & PatternTrie.Flags.inner != 0, token < tokenizer.count else { return best }
      let next = tokenizer[token]
      type = next.type
      if type == 0 || next.hasBreakBefore { return best }
      if next.hasHyphenBefore { break }
      guard tokenizer.types.isSingle(type) else { break }
      target = trie.step(
        from: target.node, atom: Int32(truncatingIfNeeded: type &- 1),
        code: next.hasSpaceBefore ? PatternTrie.spaced : PatternTrie.direct)
      if target.node == 0 { return best }
    }
    return longestOfAll(text, at: index, filter)
  }

  /// The same where there are several ways to go.
  private mutating func longestOfAll(
    _ text: borrowing Span<UInt8>, at index: Int, _ filter: EntryFilter
  ) -> (end: Int, entry: Int)? {
    var bestEnd = 0
    var bestEntry: Int32 = -1
    var bestIsLiteral = false
    startWalk(trie, at: index)
    while let (node, token) = nextStep(trie, text) {
      let end = token + 1
      guard end >= bestEnd, trie.flags[Int(node)] & PatternTrie.Flags.final != 0,
        let output = output(of: node, at: index..<end, text, filter)
      else { continue }
      let isBetter =
        end > bestEnd
        || (output.isLiteral == bestIsLiteral ? output.entry < bestEntry : output.isLiteral)
      if isBetter { (bestEnd, bestEntry, bestIsLiteral) = (end, output.entry, output.isLiteral) }
    }
    return bestEnd > 0 ? (bestEnd, Int(bestEntry)) : nil
  }
}
