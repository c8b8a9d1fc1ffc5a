import FourfieldCore
import FourfieldLexicons
import TestSupport
import Testing

@testable import FourfieldMatching

/// The byte form of compiled lexicons.
@Suite struct LexiconArchiveTests {
  private static let text =
    "Free trade areas: tariffs on steel imports, 自由贸易 and trade-offs; the R&D tax, biogas. "

  private func lexicon() throws -> CompiledLexicon {
    var lexicon = try Lexicon(
      patterns: [
        ("free trade area{,s}", .folded), ("tariff* <0-3> import*", .folded), ("trade", .exact),
        ("*gas", .folded), ("R&D", .exact), ("自由贸易", .folded), ("tax", .folded), ("t?x", .folded),
      ])
    lexicon.entries[6].near = Proximity(patterns: try PatternParser.parse("the R&D"), within: 3)
    lexicon.entries[2].unless = Proximity(
      patterns: try PatternParser.parse("free trade"), within: 0)
    return CompiledLexicon(lexicon)
  }

  @Test func isTheSameLexicon() throws {
    let lexicon = try lexicon()
    let restored = try #require(CompiledLexicon(archive: lexicon.archive()))
    #expect(restored.surfaces(in: Self.text) == lexicon.surfaces(in: Self.text))
    #expect(restored.surfaces(in: Self.text).count == 7)
    #expect(restored.archive() == lexicon.archive())
  }

  /// What is longer than it says is not what was written.
  @Test func nothingStandsBehindIt() throws {
    #expect(CompiledLexicon(archive: try lexicon().archive() + [0]) == nil)
  }

  /// What a lexicon is compiled to may not change without another number: a cache of an older program would be read as if it were this one's.
  @Test func aChangeNeedsAnotherVersion() throws {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in try lexicon().archive() { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    #expect(LexiconArchive.version == 22)
    #expect(
      hash == 16_251_885_262_395_040_236,
      "raise LexiconArchive.version, then write the new hash here")
  }

  /// A sound archive with one thing changed.
  struct Case: Sendable {
    let name: String
    let isSound: Bool
    let change: @Sendable (inout LexiconArchive.Parts) -> Void

    init(
      _ name: String, isSound: Bool = false,
      _ change: @escaping @Sendable (inout LexiconArchive.Parts) -> Void
    ) {
      (self.name, self.isSound, self.change) = (name, isSound, change)
    }
  }

  private static func trie(
    _ trie: PatternTrie, atoms: Int, slots: [PatternTrie.Edge]? = nil,
    gaps: [PatternTrie.Gap]? = nil, lists: EdgeLists? = nil
  ) -> PatternTrie {
    let parts = PatternTrie.Parts(
      flags: trie.flags, outputs: trie.outputs, outputStart: trie.outputStart,
      slots: slots ?? trie.slots, filter: trie.filter, ways: trie.ways, gaps: gaps ?? trie.gaps,
      gapsOfNode: trie.gapsOfNode, lists: lists ?? trie.lists)
    return PatternTrie(parts, atomCount: atoms)
  }

  private static func entries(weight: Double, share: Double = 1) -> EntryTable {
    var lexicon = Lexicon(name: "t", themes: [Theme(id: "a")])
    let place = SourceLocation(file: "t")
    lexicon.entries = (0..<8).map { _ in
      Entry(concept: 0, text: "x", patterns: [], language: nil, location: place)
    }
    for index in lexicon.entries.indices { lexicon.entries[index].share = share }
    lexicon.concepts = [
      Concept(
        id: "c", memberships: [Membership(theme: 0, group: "g", weight: weight)], entries: 0..<8,
        location: place)
    ]
    return EntryTable(lexicon)
  }

  /// Arrays that fit together and mean what the scan or the records cannot bear.
  @Test(
    arguments: [
      Case("nothing wrong", isSound: true) { _ in },
      Case("64 themes", isSound: true) {
        $0.outline.themes = (0..<64).map { Theme(id: "t\($0)") }
      },
      Case("65 themes") { $0.outline.themes = (0..<65).map { Theme(id: "t\($0)") } },
      Case("32,767 languages", isSound: true) {
        $0.languages = (0..<32_767).map { Language("l\($0)") }
      },
      Case("32,768 languages") { $0.languages = (0..<32_768).map { Language("l\($0)") } },
      Case("the largest weight", isSound: true) { $0.entries = entries(weight: 1e9) },
      Case("the least weight", isSound: true) { $0.entries = entries(weight: -1e9) },
      Case("no number as a weight") { $0.entries = entries(weight: .nan) },
      Case("a weight beyond the largest") { $0.entries = entries(weight: 1.1e9) },
      Case("no share", isSound: true) { $0.entries = entries(weight: 1, share: 0) },
      Case("a share above one") { $0.entries = entries(weight: 1, share: 1.1) },
      Case("a share below none") { $0.entries = entries(weight: 1, share: -0.1) },
      Case("as many gaps as codes", isSound: true) {
        let gaps = [PatternTrie.Gap](repeating: PatternTrie.Gap(least: 0, most: 1), count: 4_092)
        $0.trie = trie($0.trie, atoms: $0.atoms.count, gaps: gaps)
      },
      Case("more gaps than codes") {
        let gaps = [PatternTrie.Gap](repeating: PatternTrie.Gap(least: 0, most: 1), count: 4_093)
        $0.trie = trie($0.trie, atoms: $0.atoms.count, gaps: gaps)
      },
      Case("an edge that leads back") {
        var slots = $0.trie.slots
        for index in slots.indices where slots[index].key != 0 {
          let node = PatternTrie.Target(node: 1, flags: PatternTrie.Flags.inner, output: nil)
          slots[index] = PatternTrie.Edge(key: slots[index].key, target: node)
        }
        $0.trie = trie($0.trie, atoms: $0.atoms.count, slots: slots)
      },
      Case("a listed edge that leads on", isSound: true) {
        let edge = EdgeLists.Edge(atom: 0, code: 1, node: 3)
        $0.trie = trie($0.trie, atoms: $0.atoms.count, lists: EdgeLists([(from: 2, edge: edge)]))
      },
      Case("a listed edge that leads back") {
        let edge = EdgeLists.Edge(atom: 0, code: 1, node: 1)
        $0.trie = trie($0.trie, atoms: $0.atoms.count, lists: EdgeLists([(from: 2, edge: edge)]))
      },
    ])
  func whatCannotBeBorneIsRefused(case changed: Case) throws {
    let sound = try lexicon()
    var parts = LexiconArchive.Parts(
      outline: sound.outline, entries: sound.entries, languages: sound.languages,
      atoms: sound.atoms, trie: sound.trie, context: sound.context, conditions: sound.conditions)
    changed.change(&parts)
    let restored = CompiledLexicon(archive: LexiconArchive.write(parts))
    #expect((restored != nil) == changed.isSound, "\(changed.name)")
  }

  /// A source that says more than it gave is not believed.
  @Test func aWrongSourceIsSurvived() throws {
    let size = try lexicon().archive().count
    #expect(CompiledLexicon(archiveSize: size) { _ in .max } == nil)
    #expect(CompiledLexicon(archiveSize: size) { _ in -1 } == nil)
    #expect(CompiledLexicon(archiveSize: .max) { _ in 0 } == nil)
  }

  /// Bytes that are not what was written make no lexicon, or one that finds something else: never a crash, never a look-up without an end.
  @Test func damageIsSurvived() throws {
    let sound = try lexicon().archive()
    var random = SeededGenerator(seed: 41)
    var refused = 0
    for _ in 0..<20_000 {
      var bytes = sound
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        bytes[place] =
          Bool.random(using: &random) ? 0xFF : UInt8.random(in: 0...255, using: &random)
      }
      guard let lexicon = CompiledLexicon(archive: bytes) else {
        refused += 1
        continue
      }
      for match in lexicon.matches(in: Self.text) { #expect(Self.text.contains(match.surface)) }
    }
    #expect(refused > 1_000)
  }
}
