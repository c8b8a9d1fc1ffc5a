import Foundation
import FourfieldCore
import FourfieldPipeline
import TestSupport
import Testing

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
}
