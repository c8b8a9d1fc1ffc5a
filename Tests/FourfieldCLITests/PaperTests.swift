import Foundation
import TestSupport
import Testing

/// Where the article lies, if it does.
private let paperFolder = Program.root.deletingLastPathComponent()
  .appending(path: "shared/paper").path

/// The article that the framing comes from; its text lies beside the project, not in it.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: paperFolder)))
struct PaperTests {
  private struct Record: Decodable {
    let id: String
    let text: String
    let labels: [String]
  }

  private struct Reference: Decodable {
    let id: String
    let themes: [String]
    let unsure: Bool
  }

  private func decode<T: Decodable>(_ type: T.Type, _ path: String) throws -> [T] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
      try JSONDecoder().decode(type, from: Data($0.utf8))
    }
  }

  @Test func abstractHasAllFourFields() throws {
    let out = try TemporaryFolder()
    _ = try Program.run([
      "tag", paperFolder + "/article.txt", "--unit", "sentence", "--out", out.url.path,
    ])
    let sentence = try decode(Record.self, out.url.path + "/passages.jsonl").first {
      $0.text.contains("four fields")
    }
    #expect(Set(sentence?.labels ?? []) == ["economic", "political", "cultural", "green"])
  }

  @Test func referencesAreTaggedAsCoded() throws {
    let file = paperFolder + "/references.jsonl"
    let out = try TemporaryFolder()
    _ = try Program.run(["tag", file, "--out", out.url.path])
    let tagged = Dictionary(
      uniqueKeysWithValues: try decode(Record.self, out.url.path + "/documents.jsonl").map {
        ($0.id, Set($0.labels))
      })
    var (right, given, wanted) = (0, 0, 0)
    for reference in try decode(Reference.self, file)
    where !reference.unsure && !reference.themes.isEmpty {
      let labels = tagged[reference.id] ?? []
      right += labels.intersection(reference.themes).count
      given += labels.count
      wanted += reference.themes.count
    }
    #expect(Double(right) / Double(given) >= 0.8)
    #expect(Double(right) / Double(wanted) >= 0.8)
  }
}
