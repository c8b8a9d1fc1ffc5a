import FourfieldCore
import FourfieldLexicons
import TestSupport
import Testing

@testable import FourfieldMatching

/// What is kept of the patterns of conditions.
@Suite struct SurroundingsTests {
  /// An entry for each of some conditions.
  private func lexicon(_ unless: [[String]], within: Int) throws -> CompiledLexicon {
    var lexicon = Lexicon(name: "t", themes: [Theme(id: "a")])
    let place = SourceLocation(file: "t")
    for (index, texts) in unless.enumerated() {
      var entry = Entry(
        concept: index, text: "", patterns: try PatternParser.parse("w\(index)"), language: nil,
        location: place)
      let patterns = try texts.flatMap { try PatternParser.parse($0) }
      entry.unless = Proximity(patterns: patterns, within: within)
      lexicon.entries.append(entry)
      lexicon.concepts.append(
        Concept(
          id: "c\(index)", memberships: [Membership(theme: 0, group: "g", weight: 1)],
          entries: index..<(index + 1), location: place))
    }
    return CompiledLexicon(lexicon)
  }

  @Test func patternsOfTheSameSetsAreOneClass() throws {
    let sets = try lexicon(
      [["a", "b", "c d"], ["x"], ["a", "a", "A"], ["a", "b", "c d"], ["y", "z"], []], within: 0
    ).conditions.sets
    // a; b and c d; x; y and z. Equal sets are one.
    #expect(sets.classCount == 4)
    #expect(sets.starts == [0, 2, 3, 4, 5, 5])
    #expect(sets.classes == [0, 1, 2, 0, 3])
    #expect((0..<4).map { sets.contains($0, in: 0) } == [true, true, false, false])
    #expect((0..<4).allSatisfy { !sets.contains($0, in: 4) })
  }

  /// A word that two thousand conditions share is kept once wherever it stands.
  @Test func aSharedPatternIsKeptOnce() throws {
    let lexicon = try lexicon((0..<2000).map { ["common", "u\($0)"] }, within: 3)
    var scanner = Scanner(lexicon)
    let text = (0..<3000).map { "common w\($0 % 2500)" }.joined(separator: " ")
    var found = 0
    scanner.scan(Array(text.utf8).span, language: .english) { _ in found += 1 }
    #expect(found == 0)
    #expect(scanner.surroundings.occurrences.count == 3000)
    #expect(scanner.surroundings.ends.count == 3000)
  }

  /// Five hundred wildcards that one word satisfies, each in a condition of its own: only what stands near is kept.
  @Test func whatLiesBehindIsForgotten() throws {
    let wildcards = (1...500).map { number in
      "commonwealth".enumerated().map { number >> $0 & 1 == 1 ? "*" : String($1) }.joined()
    }
    let lexicon = try lexicon(wildcards.map { [$0, "u"] }, within: 3)
    var scanner = Scanner(lexicon)
    scanner.stretchLimit = 10_000
    let text = (0..<400).map { "commonwealth b b b b w\($0) b b b" }.joined(separator: " ")
    var found = 0
    scanner.scan(Array(text.utf8).span, language: .english) { _ in found += 1 }
    #expect(found == 400)
    #expect(scanner.surroundings.count < 15_000)
  }

  /// Nothing is looked at twice: a run of signs, which no distance counts, behind each of which a condition is asked for.
  @Test
  func runsOfSignsAreLookedAtOnce() throws {
    let time = ThreadTime()
    var lexicon = Lexicon(name: "t", themes: [Theme(id: "a")])
    let place = SourceLocation(file: "t")
    for (index, (text, other)) in [("%", "x"), ("y", "%")].enumerated() {
      var entry = Entry(
        concept: index, text: text, patterns: try PatternParser.parse(text), language: nil,
        location: place)
      entry.near = Proximity(patterns: try PatternParser.parse(other), within: 1)
      lexicon.entries.append(entry)
      lexicon.concepts.append(
        Concept(
          id: "c\(index)", memberships: [Membership(theme: 0, group: "g", weight: 1)],
          entries: index..<(index + 1), location: place))
    }
    var scanner = Scanner(CompiledLexicon(lexicon))
    let text = "b b " + String(repeating: "% ", count: 200_000) + "b b"
    var found = 0
    scanner.scan(Array(text.utf8).span, language: .english) { _ in found += 1 }
    #expect(found == 0)
    #expect(time.seconds < ThreadTime.limit)
  }
}
