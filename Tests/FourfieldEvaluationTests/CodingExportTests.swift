@testable import FourfieldEvaluation
import Foundation
import Testing

@Suite struct CodingExportTests {
  private var files: [String: String] {
    get throws {
      let texts = ["=SUM(A1)\n\"x\", y", "出口 grew 🌱 fast", "plain"]
      let passages = texts.enumerated().map { number, text in
        TagRecord(
          id: "d/\(number)", document: "d", language: "en", text: text,
          themes: ["green": TagRecord.Score(score: 2, probability: 0.9, count: 1)],
          labels: ["green"], primary: "green", reason: "labelled")
      }
      let sample = Sample(
        RunRecords(documents: [], passages: passages, themes: ["green"]),
        plan: SamplePlan(perTheme: 3, zeroHit: 0))
      let export = CodingExport(sample, themes: [CodingTheme(id: "green", rule: "a < b & \"c\"")])
      return Dictionary(
        uniqueKeysWithValues: try export.files.map {
          ($0.name, String(decoding: $0.bytes, as: UTF8.self))
        })
    }
  }

  @Test func noCellIsAFormula() throws {
    let csv = try #require(try files["sample.csv"])
    #expect(csv.contains("d/0,en,\"'=SUM(A1)\n\"\"x\"\", y\",,,\r\n"), "\(csv)")
    #expect(DelimitedText.cell("-1.5") == "-1.5")
    for formula in ["=1+1", "+1+1", "-1+1", "@cmd", "\t=1", "\r\n=1", "\n=1", "=\u{301}1"] {
      let cell = DelimitedText.cell(formula)
      #expect(cell.hasPrefix("'") || cell.hasPrefix("\"'"), "\(cell)")
    }
  }

  @Test func codersSeeNoTags() throws {
    for (name, text) in try files
    where name != "key.jsonl" && !name.hasSuffix(".xml") && !name.hasSuffix("tagset.json") {
      #expect(!text.contains("green") && !text.contains("0.9"), "\(name): \(text)")
    }
    #expect(try files["key.jsonl"]?.contains("\"stratum\":\"green/high/en\"") == true)
  }

  @Test func otherProgramsGetTheirFormats() throws {
    let doccano = try #require(try files["doccano.jsonl"]).split(separator: "\n")
    #expect(doccano.count == 3)
    #expect(doccano.allSatisfy { $0.contains("\"label\":[]") && $0.contains("\"passage\":\"d/") })
    #expect(
      try files["label-studio.xml"]?.contains("hint=\"a &lt; b &amp; &quot;c&quot;\"") == true)
    let tasks = try JSONSerialization.jsonObject(
      with: Data(try #require(try files["label-studio.json"]).utf8))
    #expect((tasks as? [[String: [String: String]]])?.count == 3)
  }

  /// Every token's offsets, in UTF-16 units, cut exactly the token out of the sentences, which are a unit apart.
  @Test func inceptionOffsetsHold() throws {
    let lines = try #require(try files["inception.tsv"]).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.first == "#FORMAT=WebAnno TSV 3.3")
    let texts = lines.filter { $0.hasPrefix("#Text=") }.map { $0.dropFirst(6) }
    let whole = Array(texts.joined(separator: "\n").utf16)
    let tokens = lines.filter { $0.first?.isNumber == true }.map { $0.split(separator: "\t") }
    #expect(tokens.count >= 8)
    for token in tokens {
      let bounds = token[1].split(separator: "-").compactMap { Int($0) }
      #expect(String(decoding: whole[bounds[0]..<bounds[1]], as: UTF16.self) == token[2])
    }
    #expect(tokens.contains { $0[2] == "出" } && tokens.contains { $0[2] == "🌱" })
  }

  @Test func readsWhatDoccanoExports() throws {
    let line =
      "{\"id\": 7, \"text\": \"x\", \"label\": [\"green\"], \"passage\": \"d/1\", \"Comments\": []}"
    let gold = try GoldSet(Data(line.utf8), name: "g")
    #expect(gold == GoldSet(kind: .several, items: [GoldItem(id: "d/1", labels: ["green"])]))
  }
}
