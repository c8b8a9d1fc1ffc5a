import FourfieldCore
import FourfieldMatching
import FourfieldTagging
import Testing

/// Which theme leads, and why.
@Suite struct TaggerTests {
  private func tagger(
    weights: [Double] = [1, 1, 1], model: ClassifierModel = .standard, context: Int = 0
  ) -> Tagger {
    let place = SourceLocation(file: "t")
    let themes = [Theme(id: "a"), Theme(id: "b"), Theme(id: "other", isReported: false)]
    let concepts = themes.indices.map { theme in
      Concept(
        id: themes[theme].id,
        memberships: [Membership(theme: theme, group: "g", weight: weights[theme])],
        entries: theme..<(theme + 1), location: place)
    }
    let entries = themes.indices.map {
      Entry(concept: $0, text: "x", patterns: [], language: nil, location: place)
    }
    return Tagger(
      CompiledLexicon(Lexicon(name: "t", themes: themes, concepts: concepts, entries: entries)),
      model: model, context: context)
  }

  /// Scores are 1 + log2 n for n matches.
  @Test(arguments: [
    ("nothing", 0, 0, 0, nil as Int?, Reason.noMatch),
    ("one word that only helps leads, and is no label", 1, 0, 0, 0, .belowThreshold),
    ("the best theme leads", 4, 2, 0, 0, .labelled), ("two the same", 4, 4, 0, nil, .mixed),
    ("the background scores as much", 1, 0, 1, nil, .belowThreshold),
    ("the background scores more", 2, 0, 4, nil, .belowThreshold),
    ("the background scores less", 4, 0, 2, 0, .labelled),
    ("background alone", 0, 0, 3, nil, .belowThreshold),
  ])
  func leads(name: String, first: Int, second: Int, background: Int, leader: Int?, reason: Reason) {
    let tag = tagger().tag(matches([first, second, background]), words: 10)
    #expect(tag.primary == leader, "\(name)")
    #expect(tag.reason == reason, "\(name)")
  }

  /// What neighbours lend is added to as many digits as records hold: the order of adding decides no tie (1 + .2 × 2 + .2 × 1 and 1 + .2 × 3).
  @Test func tiesAreNotBrokenByRounding() {
    let tagger = tagger(model: .standard, context: 1)
    var tags = [[2, 4], [1, 1], [1, 0]].map { tagger.score(matches($0), words: 10) }
    #expect(tags.map { $0.themes.map(\.score) } == [[2, 3, 0], [1, 1, 0], [1, 0, 0]])
    tagger.label(&tags)
    #expect(tags[1].primary == nil)
    #expect(tags[1].themes[0].probability == tags[1].themes[1].probability)
  }

  /// So many matches of each theme.
  private func matches(_ counts: [Int]) -> [Match] {
    counts.indices.flatMap { entry in
      (0..<counts[entry]).map { Match(range: ByteRange($0, $0 + 1), entry: entry) }
    }
  }

  private func probability(score: Double, rival: Double = 0, background: Double = 0) -> Double {
    ClassifierModel.standard.probability(
      theme: "a",
      ClassifierModel.Evidence(score: score, rival: rival, background: background, words: 10))
  }

  /// The background is no rival, and evidence against it is none for the others.
  @Test func weighsRivalsAndBackground() {
    #expect(
      tagger().tag(matches([1, 2, 8]), words: 10).themes.map(\.probability) == [
        probability(score: 1, rival: 2, background: 4),
        probability(score: 2, rival: 1, background: 4), 0,
      ])
    let against = tagger(weights: [1, 1, -3]).tag(matches([1, 0, 1]), words: 10)
    #expect(against.themes.map(\.probability) == [probability(score: 1), 0, 0])
    #expect(against.primary == 0)
    let below = tagger(weights: [-1, 1, 1]).tag(matches([1, 0, 0]), words: 10)
    #expect(below.themes.map(\.probability) == [0, 0, 0])
    #expect(below.primary == nil && below.labels.isEmpty)
  }

  @Test func ranksLabels() {
    #expect(tagger().tag(matches([4, 8, 0]), words: 10).labels == [1, 0])
    #expect(tagger().tag(matches([8, 4, 0]), words: 10).labels == [0, 1])
    #expect(tagger().tag(matches([4, 4, 0]), words: 10).labels == [0, 1])
    let strict = tagger(model: ClassifierModel(threshold: 0.65))
    #expect(strict.tag(matches([4, 0, 0]), words: 10).labels == [0])
    #expect(strict.tag(matches([2, 0, 0]), words: 10).labels.isEmpty)
  }

  /// Neighbours lend a fifth of their scores, as far as the context goes, and only to themes that a passage has itself.
  @Test(
    arguments: [
      (0, [1.0, 3, 2, 1]), (1, [1.6, 3.6, 2.8, 1.4]), (2, [2.0, 3.8, 3, 2]),
    ] as [(Int, [Double])])
  func lendsScores(context: Int, scores: [Double]) {
    let tagger = tagger(context: context)
    var tags = [1, 4, 2, 1, 0].map { tagger.score(matches([$0, $0 == 2 ? 1 : 0, 0]), words: 10) }
    tagger.label(&tags)
    for (tag, score) in zip(tags, scores) {
      let rival = tag.themes[1].score
      #expect(abs(tag.themes[0].probability - probability(score: score, rival: rival)) <= 0.0001)
      #expect(tag.themes[1].count > 0 || tag.themes[1].probability == 0)
    }
    #expect(tags[4].themes.map(\.probability) == [0, 0, 0] && tags[4].reason == .noMatch)
  }

  /// A document is scored by all matches of its passages together.
  @Test func addsPassagesUp() {
    let tagger = tagger()
    let passages = [[0, 0, 0], [1, 0, 0], [3, 1, 0]].map { tagger.tag(matches($0), words: 10) }
    let tag = tagger.tag(passages: passages, words: 30)
    #expect(tag.themes.map(\.score) == [3, 1, 0] && tag.themes.map(\.count) == [4, 1, 0])
    #expect(tag.primary == 0 && tag.words == 30)
    #expect(tagger.tag(passages: [passages[0]], words: 10).reason == .noMatch)
  }

  /// A blocker takes its range and is no match.
  @Test func leavesBlockersOut() {
    let place = SourceLocation(file: "t")
    var lexicon = Lexicon(name: "t", themes: [Theme(id: "a")])
    for (index, words) in [["market"], ["flea", "market"]].enumerated() {
      let units = words.enumerated().map {
        Pattern.Unit(text: $1, separator: $0 == 0 ? .none : .space)
      }
      lexicon.entries.append(
        Entry(
          concept: index, text: "x", patterns: [Pattern(units: units)], language: nil,
          location: place))
      lexicon.concepts.append(
        Concept(
          id: "c\(index)",
          memberships: index == 0 ? [Membership(theme: 0, group: "g", weight: 1)] : [],
          entries: index..<(index + 1), location: place))
    }
    for overlap in Overlap.allCases {
      var tagger = Tagger(CompiledLexicon(lexicon), overlap: overlap)
      let text = Array("a market, a flea market".utf8)
      let found = tagger.scan(text.span, language: .english)
      #expect(found.matches.map(\.range) == [ByteRange(2, 8)], "\(overlap)")
      #expect(found.words == 5)
    }
  }

  /// Evidence repeats the text of a match and its pattern: long ones take the room of several, or a few kilobytes of nested matches would be gigabytes.
  @Test(arguments: [(1, 1), (126, 1), (127, 2), (1_000, 8)])
  func longMatchesTakeMoreRoom(length: Int, room: Int) {
    let word = Pattern.Unit(text: String(repeating: "w", count: length), separator: .none)
    var lexicon = Lexicon(name: "t", themes: [Theme(id: "a")])
    let place = SourceLocation(file: "t")
    lexicon.entries = [
      Entry(
        concept: 0, text: "x", patterns: [Pattern(units: [word])], language: nil, location: place)
    ]
    lexicon.concepts = [
      Concept(
        id: "c", memberships: [Membership(theme: 0, group: "g", weight: 1)], entries: 0..<1,
        location: place)
    ]
    var tagger = Tagger(CompiledLexicon(lexicon))
    let text = Array("\(word.text) \(word.text)".utf8)
    for (limit, count) in [(room, 1), (2 * room - 1, 1), (2 * room, 2)] {
      var rest = limit
      let found = tagger.scan(text.span, language: .english, room: &rest)
      #expect(found.matches.count == count)
      #expect((rest < 0) == (count < 2))
      #expect(found.words == 2)
    }
  }
}
