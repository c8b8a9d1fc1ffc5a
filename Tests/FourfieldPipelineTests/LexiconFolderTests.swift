import Foundation
import FourfieldCore
import FourfieldLexicons
import TestSupport
import Testing

@testable import FourfieldPipeline

@Suite struct LexiconFolderTests {
  @Test func loadsTheShippedLexicon() throws {
    let lexicon = try LexiconFolder.load(Program.root.appending(path: "Lexicons/four-field").path)
    #expect(lexicon.themes.map(\.id) == ["economic", "political", "cultural", "green", "other"])
    for concept in lexicon.concepts where !concept.isBlocker {
      for language in lexicon.languages {
        let hasEntry = lexicon.entries[concept.entries].contains {
          $0.language == language || $0.language == nil
        }
        #expect(hasEntry, "\(concept.id) has no entry in \(language)")
      }
    }
  }

  /// The order of the files is that of their names, which decides between entries; the digest is of the lines that `sha256sum` prints for them.
  @Test func readsFilesInOrder() throws {
    let folder = try TemporaryFolder()
    let files = [
      ("lexicon.yaml", "name: t\nthemes: [{id: a}]\n"),
      ("b.yaml", "theme: a\nblock: [{concept: b, any: [x]}]\n"),
      ("entries.tsv", "theme\tconcept\tpattern\na\te\tx\n"),
      ("f.yaml", "theme: a\nblock: [{concept: f, any: [x]}]\n"),
    ]
    for (name, text) in [files[3], files[0], files[2], files[1]] {
      _ = try folder.file(name, Array(text.utf8))
    }
    let path = folder.url.path
    #expect(try LexiconFolder.load(path).concepts.map(\.id) == ["b", "e", "f"])
    _ = try folder.file("model.json", Array("{}".utf8))
    _ = try folder.file("notes.txt", Array("no part".utf8))
    let lines = (files + [("model.json", "{}")]).map { "\(Digest.hex(Array($1.utf8)))  \($0)\n" }
    let expected = Digest.hex(Array(lines.joined().utf8))
    #expect(try LexiconFolder(path).sha256 == expected)
    #expect(try LexiconFolder.digest(path) == expected)
  }

  @Test func namesTheFileOfAMistake() throws {
    let folder = try TemporaryFolder()
    _ = try folder.file("lexicon.yaml", Array("name: t\nthemes: [{id: a}]\n".utf8))
    _ = try folder.file("a.yaml", Array("theme: [".utf8))
    let error = #expect(throws: (any Error).self) { try LexiconFolder.load(folder.url.path) }
    #expect("\(error.map { "\($0)" } ?? "")".contains("a.yaml"))
  }

  @Test(arguments: [
    ("UTF-16", [0xFF, 0xFE, 0x74, 0x00], ":1:1: found UTF-16, expected UTF-8"),
    (
      "a mark", [0xEF, 0xBB, 0xBF, 0x74],
      ":1:1: found a byte order mark, expected UTF-8 without one"
    ),
    ("a byte", Array("theme: a\n# é".utf8) + [0xFF], ":2:4: found bytes that are not UTF-8"),
  ])
  func refusesOtherEncodings(name: String, bytes: [UInt8], message: String) throws {
    let folder = try TemporaryFolder()
    _ = try folder.file("lexicon.yaml", Array("name: t\nthemes: [{id: a}]\n".utf8))
    _ = try folder.file("a.yaml", bytes)
    let error = #expect(throws: (any Error).self) { try LexiconFolder.load(folder.url.path) }
    #expect("\(error.map { "\($0)" } ?? "")".contains("a.yaml" + message), "\(name)")
  }

  /// A file that is no text, or that is in the wrong name, hides nothing of the others; where the themes are not known none is undeclared.
  @Test(arguments: [
    ("name: t\nthemes: [{id: a}]\n", ["d.yaml:1:8: found theme 'q', expected one of a"]),
    ("name: t\nthemes: [{id: a, x: 1}]\n", ["lexicon.yaml:2:18: found key 'x' in a theme"]),
    ("name: [\n", ["lexicon.yaml:2:1: found the end of the file, expected a value"]),
    ("\u{FEFF}name: t\nthemes: [{id: a}]\n", ["lexicon.yaml:1:1: found a byte", "d.yaml:1:8: "]),
  ])
  func tellsTheMistakesOfAllFiles(header: String, own: [String]) throws {
    let folder = try TemporaryFolder()
    let files: [(String, [UInt8])] = [
      ("lexicon.yaml", Array(header.utf8)), ("a.yaml", [0xFF, 0xFE, 0x74, 0x00]),
      ("b.yaml", Array("theme: a\n# caf".utf8) + [0xE9]),
      ("c.yaml", Array("\u{FEFF}block: [{concept: c, any: ['*']}]\ntheme: a\n".utf8)),
      ("d.yaml", Array("theme: q\nblock: [{concept: d, any: ['-', 'x{']}]\n".utf8)),
      ("e.yml", Array("theme: a\n".utf8)), ("f.yaml", [0xFF, 0xFE, 0, 0, 0x74, 0, 0, 0]),
      ("g.yaml", [0x74, 0, 0x68, 0]),
    ]
    for (name, bytes) in files { _ = try folder.file(name, bytes) }
    let error = #expect(throws: LexiconErrors.self) { try LexiconFolder.load(folder.url.path) }
    let found = (error?.errors ?? []).map { "\($0)".replacing(folder.url.path + "/", with: "") }
    let expected =
      own + [
        "a.yaml:1:1: found UTF-16, expected UTF-8", "b.yaml:2:6: found bytes that are not UTF-8",
        "c.yaml:1:1: found a byte order mark", "c.yaml:1:29: found the wildcard '*' alone",
        "d.yaml:2:29: found an empty pattern", "d.yaml:2:35: found '{' without",
        "e.yml: found a name that is not read, expected one that ends in .yaml, entries.tsv or model.json",
        "f.yaml:1:1: found UTF-32, expected UTF-8", "g.yaml:1:1: found UTF-16, expected UTF-8",
      ]
    for message in expected { #expect(found.contains { $0.hasPrefix(message) }, "\(message)") }
    #expect(found.count == expected.count, "\(found)")
  }
}
