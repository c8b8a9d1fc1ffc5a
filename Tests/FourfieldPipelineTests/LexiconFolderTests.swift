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
}
