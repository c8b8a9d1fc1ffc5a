import FourfieldEvaluation
import Foundation
import Testing

@Suite struct RunReaderTests {
  private func read(_ kept: RunReader.Kept, keepsText: Bool = true) throws -> RunRecords {
    var reader = RunReader(kept, keepsText: keepsText)
    for (number, id) in ["d", "e"].enumerated() {
      let line = """
        {"id":"\(id)","site":null,"source":{"path":"\(id).txt"},"language":"en","text":"all of \(id)",\
        "themes":{"a":{"score":1,"probability":0.5,"count":1,"share":1}},"labels":["a"],"primary":"a"}
        """
      try reader.addDocument(Data(line.utf8), number: number + 1)
    }
    for (number, id) in ["d/0", "d/1", "e/0"].enumerated() {
      let line = """
        {"id":"\(id)","document":"\(id.prefix(1))","language":"en","range":{"start":0,"end":6},"text":"part",\
        "themes":{"a":{"score":1,"probability":0.5,"count":1}},"labels":[],"primary":null,"reason":"below-threshold"}
        """
      try reader.addPassage(Data(line.utf8), number: number + 1)
    }
    return reader.finish()
  }

  @Test func keepsAll() throws {
    let run = try read(.all)
    #expect(run.documents.map(\.id) == ["d", "e"])
    #expect(run.passages.map(\.id) == ["d/0", "d/1", "e/0"])
    #expect(run.passages.map(\.source) == ["d.txt", "d.txt", "e.txt"])
    #expect(run.themes == ["a"])
    #expect(run.passages[0].range == 0..<6)
  }

  /// A document brings its passages; a passage comes alone, with the source of its document.
  @Test(arguments: [("a document", "d", ["d"], ["d/0", "d/1"]), ("a passage", "e/0", [], ["e/0"])])
  func keepsIds(name: String, id: String, documents: [String], passages: [String]) throws {
    let run = try read(.ids([id]))
    #expect(run.documents.map(\.id) == documents, "\(name)")
    #expect(run.passages.map(\.id) == passages, "\(name)")
    #expect(run.passages.allSatisfy { $0.source == "\(id.prefix(1)).txt" }, "\(name)")
  }

  @Test func leavesTextsOut() throws {
    #expect(try read(.all, keepsText: false).passages.allSatisfy(\.text.isEmpty))
  }

  @Test func refusesWhatIsNoRecord() {
    var reader = RunReader()
    #expect(throws: EvaluationError("passages.jsonl:7: found no record of a run")) {
      try reader.addPassage(Data("{}".utf8), number: 7)
    }
  }
}
