import Foundation
import FourfieldCore
import FourfieldTagging
import TestSupport
import Testing

@testable import FourfieldPipeline

/// What a worker hands on of a batch, in one piece or in many.
@Suite struct WorkerTests {
  private static let lexicon = Result {
    try LexiconStore.load([Program.root.appending(path: "Lexicons/four-field").path], cache: nil)
  }

  private func worker(bytes: Int) throws -> Worker {
    let compiled = try WorkerTests.lexicon.get().compiled
    var worker = Worker(settings: Settings(), lexicon: compiled, model: .standard)
    worker.outputBytes = bytes
    return worker
  }

  private func parts(of text: String, bytes: Int) throws -> [BatchResult] {
    var worker = try worker(bytes: bytes)
    return parts(of: text, &worker)
  }

  private func parts(of text: String, _ worker: inout Worker) -> [BatchResult] {
    var batch = Batch()
    batch.append(
      SourceItem(
        source: ItemSource(path: "a.jsonl", line: 1),
        content: .lines(LineRun(bounds: 0..<text.utf8.count, ends: 5)), bytes: Array(text.utf8),
        range: ByteRange(0, text.utf8.count)))
    var parts: [BatchResult] = []
    worker.process(batch) { parts.append($0) }
    return parts
  }

  private let lines =
    [("a", 30), ("b", 1), ("c", 50), ("d", 2)].map { id, count in
      let text = (0..<count).map { "Exports of item \($0) grew." }.joined(separator: "\\n\\n")
      return "{\"id\":\"\(id)\",\"text\":\"\(text)\"}"
    }.joined(separator: "\n") + "\n{}\n"

  /// However small the parts are, together they are the whole, also in the midst of a document.
  @Test(arguments: [1, 500, 3000, 20_000])
  func partsAreTheWhole(bytes: Int) throws {
    let whole = try #require(try parts(of: lines, bytes: .max).first)
    let parts = try parts(of: lines, bytes: bytes)
    #expect(parts.count > 1)
    #expect(parts.flatMap(\.passages) == whole.passages)
    #expect(parts.flatMap(\.documents) == whole.documents)
    #expect(parts.flatMap(\.rejects) == whole.rejects)
    #expect(parts.map(\.isLast) == parts.indices.map { $0 == parts.count - 1 })
    #expect(parts.dropLast().map(\.isOpen) == parts.dropFirst().map { $0.continued > 0 })
    var summary = RunSummary()
    for part in parts { summary.add(part.summary) }
    #expect(summary == whole.summary)
    #expect(summary.items == 5)
  }

  /// The room for the lines is made by what the batch before took; what they say does not depend on it.
  @Test func linesDoNotDependOnTheBatchBefore() throws {
    let large = lines + String(repeating: lines, count: 20)
    var worker = try worker(bytes: .max)
    for text in [lines, large, lines, "", large, lines] {
      let alone = try parts(of: text, bytes: .max)
      let found = parts(of: text, &worker)
      #expect(found.map(\.passages) == alone.map(\.passages))
      #expect(found.map(\.documents) == alone.map(\.documents))
      #expect(found.map(\.rejects) == alone.map(\.rejects))
    }
  }

  /// A document that goes on in several parts has its other id in all of them.
  @Test(arguments: [1, 3000])
  func partsAreRenamedLikeTheWhole(bytes: Int) throws {
    let whole = try #require(try parts(of: lines, bytes: .max).first)
    let expected = Rewriting(ids: [Rewriting.Renaming(position: 2, id: "c~2")]).apply(to: whole)
    let renamed = try parts(of: lines, bytes: bytes).map { part in
      let ids = part.ids.indices.filter { part.ids[$0] == "c" }
        .map { Rewriting.Renaming(position: $0, id: "c~2") }
      return Rewriting(ids: ids).apply(to: part)
    }
    #expect(renamed.flatMap(\.passages) == expected.passages)
    #expect(renamed.flatMap(\.documents) == expected.documents)
    #expect(String(decoding: expected.passages, as: UTF8.self).contains("\"id\":\"c~2/49\""))
  }

  /// An id is found in its lines however it is escaped, and lines of dropped documents are gone.
  @Test(arguments: ["c", "a\"b", "tab\tand\\", "é中", ""])
  func idsAreReplacedWhereTheyAreEscaped(id: String) throws {
    func line(_ id: String) throws -> String {
      let json = String(decoding: try JSONEncoder().encode(id), as: UTF8.self)
      return "{\"text\":\"Exports grew.\\n\\nImports fell.\",\"id\":\(json)}\n"
    }
    let result = try #require(try parts(of: try line(id) + line("other"), bytes: .max).first)
    let new = (id.isEmpty ? result.ids[0] : id) + "~2"
    var rewriting = Rewriting(ids: [Rewriting.Renaming(position: 0, id: new)])
    rewriting.dropped = [1]
    let renamed = rewriting.apply(to: result)
    let expected = try #require(try parts(of: try line(new), bytes: .max).first)
    #expect(renamed.passages == expected.passages)
    let document = try JSONSerialization.jsonObject(with: Data(renamed.documents))
    #expect((document as? [String: Any])?["id"] as? String == new)
  }
}
