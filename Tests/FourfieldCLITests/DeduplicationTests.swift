import Foundation
import TestSupport
import Testing

@Suite struct DeduplicationTests {
  private struct Document: Decodable { let id: String }

  private struct Reject: Decodable {
    struct Source: Decodable { let line: Int? }
    let source: Source
    let code: String
    let detail: String?
  }

  /// A text, an exact copy, one with a word changed, something else; then a broken line between.
  @Test func dropsWhatRepeats() throws {
    let folder = try TemporaryFolder()
    let long = (0..<120).map { "word\($0)" }.joined(separator: " ")
    let lines = [
      "{\"id\":\"a\",\"text\":\"\(long)\"}", "{\"id\":\"b\",\"text\":\"\(long)\"}", "broken",
      "{\"id\":\"c\",\"text\":\"\(long) more\"}",
      "{\"id\":\"a\",\"text\":\"Exports grew last year.\"}",
      "{\"id\":\"d\",\"text\":\"Exports grew last year.\"}",
    ]
    let input = try folder.file("in.jsonl", Array(lines.joined(separator: "\n").utf8))
    let lexicon = Program.root.appending(path: "Lexicons/four-field").path
    let pipeline = try folder.file(
      "p.yaml",
      Array(
        "pipeline: p\nstages:\n  - deduplicate: {exact: true, near: 0.85}\n  - tag: {lexicons: [\(lexicon)]}\n"
          .utf8))
    let out = folder.url.appending(path: "out")
    let result = try Program.run([
      "tag", input.path, "--pipeline", pipeline.path, "--out", out.path,
    ])
    #expect(
      result.errors.contains("6 items = 2 documents + 1 rejects + 3 dropped"), "\(result.errors)")
    let documents = try records(Document.self, out, "documents")
    #expect(documents.map(\.id) == ["a", "a~2"])
    let rejects = try records(Reject.self, out, "rejects")
    #expect(rejects.map(\.source.line) == [2, 3, 4, 6])
    #expect(
      rejects.map(\.code) == ["exact-duplicate", "not-json", "near-duplicate", "exact-duplicate"])
    #expect(rejects.map(\.detail) == ["a", "column 1", "a", "a~2"])
    let names = try FileManager.default.contentsOfDirectory(atPath: out.path)
    #expect(!names.contains { $0.hasSuffix(".part") }, "\(names)")
  }

  private func records<T: Decodable>(_ type: T.Type, _ out: URL, _ name: String) throws -> [T] {
    try String(contentsOf: out.appending(path: name + ".jsonl"), encoding: .utf8)
      .split(separator: "\n").map { try JSONDecoder().decode(type, from: Data($0.utf8)) }
  }
}
