import Foundation
import Fourfield
import TestSupport
import Testing

@Suite struct ThemeTaggerTests {
  private func labels(_ text: String) throws -> Set<String> {
    let folder = Program.root.appending(path: "Lexicons/four-field").path
    let tagger = try ThemeTagger(lexicon: folder)
    return Set(tagger.tag(text).flatMap(\.labels))
  }

  /// The five lines of the README.
  @Test func tagsAString() throws {
    let folder = Program.root.appending(path: "Lexicons/four-field").path
    let tagger = try ThemeTagger(lexicon: folder)
    let passages = tagger.tag("Exports to China grew by 4 % last year.")
    #expect(passages.map(\.labels) == [["economic"]])
    #expect(passages.first?.surfaces.first?.hasPrefix("Exports") == true)
    // The written weight is 3; the model may take a share off a frequent word.
    let score = try #require(passages.first?.scores["economic"])
    #expect((2...3).contains(score))
  }

  /// The limits of a run would cut text off, which nobody would hear of.
  @Test func tagsAllOfAString() throws {
    let folder = Program.root.appending(path: "Lexicons/four-field").path
    let tagger = try ThemeTagger(lexicon: folder)
    let passages = tagger.tag(String(repeating: "Exports to China grew.\n\n", count: 20_001))
    #expect(passages.count == 20_001)
    #expect(passages.allSatisfy { $0.labels == ["economic"] })
  }

  @Test(
    arguments: [
      ("The new free trade agreement cut tariffs on soybeans.", ["economic"]),
      ("El canciller y la embajadora defendieron los derechos humanos.", ["political"]),
      ("A exposição de arte no museu celebra a literatura e a música.", ["cultural"]),
      ("中国推进生态文明建设，减少温室气体排放。", ["green"]),
      ("The striker limped off after the second half.", []),
    ] as [(String, [String])])
  func tellsThemes(text: String, expected: [String]) throws {
    #expect(try labels(text) == Set(expected))
  }
}
