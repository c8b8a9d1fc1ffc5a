import FourfieldCore
import FourfieldMatching
import FourfieldTagging
import Testing

/// Which theme leads, and why.
@Suite struct TaggerTests {
  private var tagger: Tagger {
    let place = SourceLocation(file: "t")
    let themes = [Theme(id: "a"), Theme(id: "b"), Theme(id: "other", isReported: false)]
    let concepts = themes.indices.map { theme in
      Concept(
        id: themes[theme].id, memberships: [Membership(theme: theme, group: "g", weight: 1)],
        entries: theme..<(theme + 1), location: place)
    }
    let entries = themes.indices.map {
      Entry(concept: $0, text: "x", patterns: [], language: nil, location: place)
    }
    return Tagger(
      CompiledLexicon(Lexicon(name: "t", themes: themes, concepts: concepts, entries: entries)))
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
    let counts = [first, second, background]
    let matches = counts.indices.flatMap { entry in
      (0..<counts[entry]).map { Match(range: ByteRange($0, $0 + 1), entry: entry) }
    }
    let tag = tagger.tag(matches, words: 10)
    #expect(tag.primary == leader, "\(name)")
    #expect(tag.reason == reason, "\(name)")
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
