public import FourfieldCore
public import FourfieldMatching

/// Tags passages: scan, score, label.
///
/// - Note: Not thread-safe (the scanner keeps buffers): one per task.
public struct Tagger {
  /// The lexicon.
  public let compiled: CompiledLexicon
  /// The numbers of the classifier.
  public let model: ClassifierModel
  /// How many neighbours on each side lend a passage their scores.
  public let context: Int
  /// What adds matches up; it knows the names of the groups.
  public let scorer: Scorer
  private var scanner: Scanner
  private let facts: Facts
  /// The matches of the last passage; kept for its room.
  private var found: [Match] = []

  /// What is asked of the lexicon for every match and passage, without its strings.
  private final class Facts: Sendable {
    /// For every entry whether it is a blocker.
    let isBlocker: [Bool]
    let isReported: [Bool]
    let curves: [ClassifierModel.Curve]

    init(_ compiled: CompiledLexicon, _ model: ClassifierModel) {
      isBlocker = (0..<compiled.entries.count).map(compiled.entries.isBlocker)
      isReported = compiled.outline.themes.map(\.isReported)
      curves = compiled.outline.themes.map { model.curves[$0.id] ?? model.standard }
    }
  }

  /// How much of a neighbour's score counts for a passage's probability.
  public static let neighbourShare = 0.2

  /// Creates a tagger.
  ///
  /// - Precondition: `context` is not negative.
  public init(
    _ compiled: CompiledLexicon, model: ClassifierModel = .standard, context: Int = 0,
    overlap: Overlap = .longest
  ) {
    precondition(context >= 0, "a passage has no \(context) neighbours")
    self.compiled = compiled
    self.model = model
    self.context = context
    scanner = Scanner(compiled, overlap: overlap)
    scorer = Scorer(compiled)
    facts = Facts(compiled, model)
  }

  /// Finds the matches of one passage, blockers left out, and the number of its words.
  public mutating func scan(
    _ text: borrowing Span<UInt8>, language: Language
  ) -> (matches: [Match], words: Int) {
    var room = Int.max
    let found = scan(text, language: language, room: &room)
    return (found.matches, found.words)
  }

  /// The same for as many matches as there is room for.
  ///
  /// - Parameters:
  ///   - text: the passage.
  ///   - language: its language.
  ///   - room: how much there is: every match takes 1, and 1 for every 128 bytes of it and of its pattern; less afterwards, and below 0 where it was not enough.
  /// - Returns: the matches, the number of words of the whole passage, and where the first match begins that there was no room for.
  public mutating func scan(
    _ text: borrowing Span<UInt8>, language: Language, room: inout Int
  ) -> (matches: [Match], words: Int, leftOut: Int?) {
    found.removeAll(keepingCapacity: true)
    let (facts, entries) = (facts, compiled.entries)
    var rest = room
    var leftOut: Int?
    scanner.scan(text, language: language) { match in
      guard rest >= 0, !facts.isBlocker[match.entry] else { return }
      rest -= Tagger.room(of: match, entries)
      if rest >= 0 { found.append(match) } else { leftOut = match.range.start }
    }
    room = rest
    // As large as it has to be: a document keeps the matches of all its passages.
    return (Array(found[...]), scanner.wordCount, leftOut)
  }

  /// The room that a match takes: 1, and 1 for every 128 bytes that its evidence repeats of the text and of the pattern.
  static func room(of match: Match, _ entries: EntryTable) -> Int {
    1 + (match.range.count + entries.textRange(of: match.entry).count) / 128
  }

  /// Scores matches and labels them as one passage without neighbours.
  public func tag(_ matches: [Match], words: Int) -> Tag {
    var tag = score(matches, words: words)
    label(&tag, scores: tag.themes.map(\.score))
    return tag
  }

  /// Scores and labels a document by the matches of all its passages, as one passage without neighbours.
  ///
  /// - Returns: the document's tag, of whose matches only the first is kept.
  public func tag(passages: [Tag], words: Int) -> Tag {
    let (themes, groups) = scorer.scores(ofParts: passages.map(\.matches))
    let first = passages.first { !$0.matches.isEmpty }?.matches.prefix(1) ?? []
    var tag = Tag(
      matches: Array(first), words: words, themes: themes, groups: groups,
      reason: first.isEmpty ? .noMatch : .belowThreshold)
    label(&tag, scores: themes.map(\.score))
    return tag
  }

  /// Scores without labels; the reason is `no-match` or `below-threshold`.
  public func score(_ matches: [Match], words: Int) -> Tag {
    let (themes, groups) = scorer.scores(matches)
    return Tag(
      matches: matches, words: words, themes: themes, groups: groups,
      reason: matches.isEmpty ? .noMatch : .belowThreshold)
  }

  /// Labels the passages of one document in place, each with what its neighbours lend.
  ///
  /// A neighbour strengthens what a passage says itself; it never gives it a theme without a match of its own.
  public func label(_ tags: inout [Tag]) {
    if tags.count == 1 {
      if !tags[0].reason.isLeftOut, !tags[0].matches.isEmpty {
        label(&tags[0], scores: tags[0].themes.map(\.score))
      }
      return
    }
    let width = facts.curves.count
    var scores: [Double] = []
    scores.reserveCapacity(tags.count * width)
    for tag in tags { for theme in tag.themes { scores.append(theme.score) } }
    var own: [Double] = []
    own.reserveCapacity(width)
    for index in tags.indices where !tags[index].reason.isLeftOut {
      if tags[index].matches.isEmpty { continue }
      own.removeAll(keepingCapacity: true)
      own += scores[(index * width)..<((index + 1) * width)]
      let neighbours = max(0, index - context)...min(tags.count - 1, index + context)
      for theme in 0..<width where tags[index].themes[theme].score > 0 {
        var lent = 0.0
        for neighbour in neighbours where neighbour != index {
          lent += scores[neighbour * width + theme]
        }
        // As many digits as records hold: themes that score the same must not differ by the order of adding.
        own[theme] = Scorer.round(own[theme] + Tagger.neighbourShare * lent)
      }
      label(&tags[index], scores: own)
    }
  }

  /// Sets probabilities, labels, primary and reason from (smoothed) scores.
  private func label(_ tag: inout Tag, scores: [Double]) {
    let background = setProbabilities(of: &tag, scores: scores)
    var ranked: [Int] = []
    for index in scores.indices
    where facts.isReported[index] && tag.themes[index].probability >= model.threshold
      && scores[index] > 0
    { ranked.append(index) }
    // Mostly there is one at the most.
    if ranked.count > 1 {
      ranked.sort {
        (-tag.themes[$0].probability, -scores[$0], $0) < (
          -tag.themes[$1].probability, -scores[$1], $1
        )
      }
    }
    tag.labels = ranked
    tag.primary = leader(of: tag, scores: scores, background: background)
    if tag.labels.isEmpty {
      tag.reason = tag.matches.isEmpty ? .noMatch : .belowThreshold
    } else {
      tag.reason = tag.primary == nil ? .mixed : .labelled
    }
  }

  /// The theme with the highest score; nil where the background scores as much or another theme the same.
  ///
  /// Plain comparison: on labelled sets in four languages it carried over from one set to another better than any fitted rule, because the
  /// shares of the themes differ between sets and a fitted rule learns them. Background scaled by 0.4 to 1.5, by the passage's length, or a
  /// least score, gained nothing either.
  private func leader(of tag: Tag, scores: [Double], background: Double) -> Int? {
    var leader: Int?
    var highest = background
    for index in scores.indices where facts.isReported[index] && tag.themes[index].count > 0 {
      if scores[index] > highest {
        leader = index
        highest = scores[index]
      } else if scores[index] == highest {
        leader = nil
      }
    }
    return leader
  }

  /// Sets the probability of every reported theme and returns what the background scores.
  private func setProbabilities(of tag: inout Tag, scores: [Double]) -> Double {
    var background = 0.0
    for index in scores.indices where !facts.isReported[index] { background += scores[index] }
    // Negative weights are evidence against: at the worst there is no background.
    background = max(0, Scorer.round(background))
    for index in scores.indices where facts.isReported[index] && scores[index] > 0 {
      var rival = 0.0
      for other in scores.indices where other != index && facts.isReported[other] {
        rival = max(rival, scores[other])
      }
      tag.themes[index].probability = model.probability(
        facts.curves[index],
        ClassifierModel.Evidence(
          score: scores[index], rival: rival, background: background, words: tag.words))
    }
    return background
  }
}

extension Reason {
  /// Whether the filter left the passage out.
  public var isLeftOut: Bool { self == .tooShort || self == .otherLanguage }
}
