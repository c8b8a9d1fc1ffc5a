import Foundation
import FourfieldEvaluation
import Testing

@Suite struct GoldSetTests {
  @Test(arguments: [
    ("no label", "{\"id\":\"1\"}", "g:1: found no label and no labels"),
    (
      "no JSON", "{\"id\":\"1\",\"label\":\"a\"}\nnot json",
      "g:2: found a line without id and label"
    ),
    (
      "both kinds", "{\"id\":\"1\",\"label\":\"a\"}\n{\"id\":\"2\",\"labels\":[]}",
      "g:2: found label and labels"
    ),
    ("nothing", "\n", "g: found no item"),
    (
      "a range the wrong way", "{\"id\":\"1\",\"label\":\"a\",\"start\":5,\"end\":2}",
      "g:1: found start 5 and end 2"
    ),
  ])
  func refuses(name: String, text: String, message: String) {
    let error = #expect(throws: EvaluationError.self) {
      try GoldSet(Data(text.utf8), name: "g")
    }
    #expect(error?.message.hasPrefix(message) == true, "\(name): \(error?.message ?? "")")
  }

  @Test func leavesOutWhatIsDisputedAsAWhole() throws {
    let text = """
      {"id":"1","labels":["a"],"disputed":true}
      {"id":"2","labels":[],"unsure":true}
      {"id":"3","labels":["a"],"disputed":["b"]}
      """
    #expect(try GoldSet(Data(text.utf8), name: "g").items.map(\.id) == ["3"])
  }

  @Test func numbersAreIds() throws {
    let gold = try GoldSet(Data("{\"id\": 7, \"label\": \"a\"}".utf8), name: "g")
    #expect(gold.items.map(\.id) == ["7"])
  }

  @Test func readsTables() throws {
    let table = "id,note,labels\r\n1,\"x, \"\"y\"\"\nz\",a|b\r\n\r\n2,,\r\n"
    let gold = try GoldSet(Data(table.utf8), name: "g.csv")
    #expect(gold.kind == .several)
    #expect(gold.items.map(\.labels) == [["a", "b"], []])
    let single = try GoldSet(Data("\u{FEFF}id\tlabel\n1\ta\n".utf8), name: "g.tsv")
    #expect(single.kind == .single)
    #expect(single.items == [GoldItem(id: "1", labels: ["a"])])
  }

  @Test(arguments: [
    ("no id", "label\na\n", "g.csv:1: found no column 'id'"),
    ("a short row", "id,label\n1,a\n2\n", "g.csv:3: found 1 cells, expected 2 as in the header"),
    ("an open quote", "id,label\n1,\"a\n", "g.csv:2: found a quote that does not end"),
  ])
  func refusesTables(name: String, table: String, message: String) {
    let error = #expect(throws: EvaluationError.self) {
      try GoldSet(Data(table.utf8), name: "g.csv")
    }
    #expect(error?.message.hasPrefix(message) == true, "\(name): \(error?.message ?? "")")
  }
}
