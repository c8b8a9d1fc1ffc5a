import Foundation
import FourfieldCore
import FourfieldMatching
import TestSupport
import Testing

@testable import FourfieldPipeline

@Suite struct LexiconStoreTests {
  private let shipped = Program.root.appending(path: "Lexicons/four-field").path

  /// Compiled lexicons from the cache come without what only checks need.
  private func isCached(_ loaded: LoadedLexicon) -> Bool {
    loaded.compiled.lexicon.entries.allSatisfy { $0.patterns.isEmpty }
  }

  private func matches(_ compiled: CompiledLexicon) -> [String] {
    let text = Array("Exports of lithium grew; 外商投资增加; la Cumbre de la CELAC; R&D and CO2.".utf8)
    var found: [String] = []
    for language in Language.identified {
      var scanner = Scanner(compiled)
      scanner.scan(text.span, language: language) { match in
        let entry = compiled.lexicon.entries[match.entry]
        found.append(
          "\(language) \(match.range) \(compiled.lexicon.concepts[entry.concept].id) \(entry.text)")
      }
    }
    return found
  }

  /// All that the cache keeps of a lexicon is as it was read.
  private func expectSame(_ cached: Lexicon, _ fresh: Lexicon) {
    #expect(cached.themes == fresh.themes)
    #expect(cached.concepts.map(\.id) == fresh.concepts.map(\.id))
    #expect(cached.concepts.map(\.memberships) == fresh.concepts.map(\.memberships))
    #expect(cached.concepts.map(\.entries) == fresh.concepts.map(\.entries))
    #expect(cached.entries.map(\.text) == fresh.entries.map(\.text))
    #expect(cached.entries.map(\.concept) == fresh.entries.map(\.concept))
    #expect(cached.entries.map(\.language) == fresh.entries.map(\.language))
    #expect(cached.entries.map(\.weight) == fresh.entries.map(\.weight))
  }

  /// An edited lexicon leaves a file behind each time: the oldest go, with what killed processes left, and nothing that is not the cache's.
  @Test func theCacheStaysSmall() throws {
    let folder = try TemporaryFolder()
    let cache = folder.url.appending(path: "cache").path
    let manager = FileManager.default
    let long = Date(timeIntervalSinceNow: -200_000)
    func load(_ number: Int) throws -> Set<String> {
      let name = "l\(number)"
      try manager.createDirectory(
        at: folder.url.appending(path: name), withIntermediateDirectories: true)
      _ = try folder.file(
        name + "/lexicon.yaml", Array("name: \(name)\nthemes: [{id: a}]\n".utf8))
      _ = try folder.file(
        name + "/entries.tsv", Array("theme\tconcept\tpattern\na\tc\ttrade\n".utf8))
      let path = folder.url.appending(path: name).path
      _ = try LexiconStore.load([path], cache: cache)
      #expect(isCached(try LexiconStore.load([path], cache: cache)))
      return Set(try manager.contentsOfDirectory(atPath: cache))
    }
    var names = try load(0)
    let first = try #require(names.first)
    let (torn, theirs, young) = ("x.lexicon.123", "notes.lexicons", "y.lexicon.4")
    for name in [torn, theirs, young] {
      #expect(manager.createFile(atPath: cache + "/" + name, contents: Data()))
    }
    for name in [first, torn, theirs] {
      try manager.setAttributes([.modificationDate: long], ofItemAtPath: cache + "/" + name)
    }
    for number in 1...16 { names = try load(number) }
    #expect(names.count { $0.hasSuffix(".lexicon") } == 16)
    #expect(!names.contains(first) && !names.contains(torn))
    #expect(names.isSuperset(of: [theirs, young]))
  }

  /// The cache gives what compiling gives, and nothing damaged, foreign or open to others is taken from it.
  @Test func cacheHoldsWhatWasCompiled() throws {
    let folder = try TemporaryFolder()
    let cache = folder.url.appending(path: "cache").path
    let fresh = try LexiconStore.load([shipped], cache: nil)
    let first = try LexiconStore.load([shipped], cache: cache)
    let names = try FileManager.default.contentsOfDirectory(atPath: cache)
    #expect(names.count == 1)
    let file = cache + "/" + (names.first ?? "")
    let second = try LexiconStore.load([shipped], cache: cache)
    #expect(isCached(second))
    #expect(second.stamps == fresh.stamps)
    #expect(second.compiled.lexicon.codebook == fresh.compiled.lexicon.codebook)
    #expect(fresh.compiled.lexicon.codebook.contains("\nDoubtful cases: "))
    #expect(second.model == fresh.model)
    #expect(matches(second.compiled) == matches(fresh.compiled))
    #expect(matches(first.compiled) == matches(fresh.compiled))
    #expect(!matches(fresh.compiled).isEmpty)
    #expect(second.compiled.archive() == fresh.compiled.archive())
    expectSame(second.compiled.lexicon, fresh.compiled.lexicon)
    let shares = second.compiled.lexicon.entries.map(\.share)
    #expect(shares == fresh.compiled.lexicon.entries.map(\.share))
    #expect(shares.contains { $0 < 1 }, "the model takes a share off frequent entries")
    let sound = try Data(contentsOf: URL(filePath: file))
    var flipped = sound
    flipped[sound.count / 2] ^= 1
    for damaged in [flipped, sound.dropLast(100), Data(), Data("other".utf8)] {
      try damaged.write(to: URL(filePath: file))
      let loaded = try LexiconStore.load([shipped], cache: cache)
      #expect(!isCached(loaded), "taken from damage")
      #expect(matches(loaded.compiled) == matches(fresh.compiled))
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: file)
    let open = try LexiconStore.load([shipped], cache: cache)
    #expect(!isCached(open), "taken from a file that others may write")
  }

  /// A small lexicon of one concept, which is called as it is.
  private func small(_ name: String, in folder: TemporaryFolder) throws -> String {
    let url = folder.url.appending(path: name)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    let theme = "theme: a\ngroups: {g: [{concept: \(name), weight: 1, en: [\(name)]}]}\n"
    for (file, text) in [
      ("lexicon.yaml", "name: \(name)\nlanguages: [en]\nthemes: [{id: a}]\n"), ("a.yaml", theme),
    ] {
      try Data(text.utf8).write(to: url.appending(path: file))
    }
    return url.path
  }

  /// Every choice of lexicons in every order is known by a key of its own, under which nothing else is taken.
  @Test func keysTellLexiconsApart() throws {
    let folder = try TemporaryFolder()
    let cache = folder.url.appending(path: "cache").path
    let folders = try ["x", "y", "z"].map { try small($0, in: folder) }
    let choices = [[0], [1], [0, 1], [1, 0], [0, 2], [0, 1, 2]]
    for isCached in [false, true] {
      for choice in choices {
        let loaded = try LexiconStore.load(choice.map { folders[$0] }, cache: cache)
        #expect(self.isCached(loaded) == isCached)
        let names = choice.map { ["x", "y", "z"][$0] }
        #expect(loaded.stamps.map(\.name) == names)
        #expect(loaded.compiled.lexicon.concepts.map(\.id) == names)
      }
    }
    let names = Set(try FileManager.default.contentsOfDirectory(atPath: cache))
    #expect(names.count == choices.count)
    let key = [version, ScalarTable.unicodeVersion, try LexiconFolder.digest(folders[0])]
    let name = Digest.hex(Array(key.joined(separator: "\n").utf8)).prefix(40)
    #expect(
      names.contains("\(name).lexicon"), "the program's version and Unicode's are parts of the key")
  }

  /// Files that hold what their checksums say and are not what is looked for: another lexicon's, one of an older form, one with more behind it, a link.
  @Test func nothingElseIsTakenFromTheCache() throws {
    let folder = try TemporaryFolder()
    let cache = folder.url.appending(path: "cache")
    let lexicon = try small("x", in: folder)
    let load = { try LexiconStore.load([lexicon], cache: cache.path) }
    _ = try load()
    let name = try #require(FileManager.default.contentsOfDirectory(atPath: cache.path).first)
    let file = cache.appending(path: name)
    let sound = try Data(contentsOf: file)
    let others = folder.url.appending(path: "others")
    _ = try LexiconStore.load([try small("y", in: folder)], cache: others.path)
    let other = try #require(FileManager.default.contentsOfDirectory(atPath: others.path).first)
    var older = Array(sound.dropLast(8))
    let form = try #require(sound.firstRange(of: Data("compiled lexicon ".utf8))).upperBound
    older[form] ^= 1
    var checksum = Checksum()
    checksum.update(older, 0..<older.count)
    for (number, bytes) in [
      try Data(contentsOf: others.appending(path: other)), Data(older + Array(checksum.hex.utf8)),
      sound + [0x30],
    ].enumerated() {
      try bytes.write(to: file)
      let loaded = try load()
      #expect(!isCached(loaded) && loaded.stamps.map(\.name) == ["x"], "file \(number)")
    }
    #expect(isCached(try load()))
    let elsewhere = folder.url.appending(path: "elsewhere")
    try FileManager.default.moveItem(at: file, to: elsewhere)
    try FileManager.default.createSymbolicLink(at: file, withDestinationURL: elsewhere)
    #expect(!isCached(try load()), "taken through a link")
  }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
  }

  /// Nobody else may read or write the cache, and nothing is put into a folder that others may write.
  @Test func theCacheIsPrivate() throws {
    let folder = try TemporaryFolder()
    let cache = folder.url.appending(path: "cache").path
    _ = try LexiconStore.load([shipped], cache: cache)
    #expect(try mode(cache) == 0o700)
    let file = try #require(FileManager.default.contentsOfDirectory(atPath: cache).first)
    #expect(try mode("\(cache)/\(file)") == 0o600)
    if geteuid() == 0 {
      try FileManager.default.setAttributes(
        [.ownerAccountID: 65534], ofItemAtPath: "\(cache)/\(file)")
      #expect(!isCached(try LexiconStore.load([shipped], cache: cache)), "taken from another user")
    }
    let open = folder.url.appending(path: "open").path
    try FileManager.default.createDirectory(atPath: open, withIntermediateDirectories: false)
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: open)
    _ = try LexiconStore.load([shipped], cache: open)
    #expect(try FileManager.default.contentsOfDirectory(atPath: open).isEmpty)
    if geteuid() == 0 {
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o700, .ownerAccountID: 65534], ofItemAtPath: open)
      _ = try LexiconStore.load([shipped], cache: open)
      #expect(try FileManager.default.contentsOfDirectory(atPath: open).isEmpty, "another's folder")
    }
  }

  /// No bytes at all make a crash or a lexicon.
  @Test func archivesOfNoiseAreRefused() throws {
    let sound = try LexiconStore.load([shipped], cache: nil).compiled.archive()
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<40 {
      let cut = Int.random(in: 0..<sound.count, using: &generator)
      #expect(CompiledLexicon(archive: Array(sound[..<cut])) == nil)
    }
    for _ in 0..<200 {
      let noise = (0..<64).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(CompiledLexicon(archive: noise) == nil)
    }
  }

  @Test func severalLexiconsAreOne() throws {
    let folder = try TemporaryFolder()
    _ = try folder.file(
      "lexicon.yaml",
      Array("name: extra\nlanguages: [en]\nthemes: [{id: space}, {id: green}]\n".utf8))
    _ = try folder.file(
      "space.yaml",
      Array(
        "theme: space\ngroups:\n  g:\n    - concept: orbit\n      weight: 2\n      en: [low orbit]\n"
          .utf8))
    let loaded = try LexiconStore.load([shipped, folder.url.path], cache: nil)
    #expect(loaded.stamps.map(\.name) == ["four-field", "extra"])
    #expect(
      loaded.compiled.lexicon.themes.map(\.id)
        == ["economic", "political", "cultural", "green", "other", "space"])
    let twice = #expect(throws: (any Error).self) {
      try LexiconStore.load([shipped, shipped], cache: nil)
    }
    #expect(
      twice.map { "\($0)" } == "found the lexicon '\(shipped)' twice, expected each once")
  }
}
