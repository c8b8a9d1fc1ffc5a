import Foundation
import TestSupport
import Testing

/// The way of an analyst from a run to a mended lexicon, through the built program.
@Suite struct ValidationTests {
  private func lines(_ path: String) throws -> [[String: Any]] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { line in
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
    }
  }

  private func object(_ text: String) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
  }

  private func gold(_ folder: TemporaryFolder) throws -> String {
    let texts: [(String, String)] = [
      ("economic", "Exports of soybeans grew and the trade deficit fell."),
      ("economic", "Las exportaciones de cobre y la inversión extranjera crecieron."),
      ("political", "The parliament voted on the new election law."),
      ("political", "El senado aprobó la reforma de la ley electoral."),
      ("green", "Deforestation and carbon emissions threaten the climate."),
      ("other", "The striker limped off after the second half."),
    ]
    let rows = texts.enumerated().map { number, row in
      "{\"id\": \"g\(number)\", \"text\": \"\(row.1)\", \"label\": \"\(row.0)\"}"
    }
    return try folder.file("gold.jsonl", Array(rows.joined(separator: "\n").utf8)).path
  }

  @Test func evaluatesAnInputInThreeForms() throws {
    let folder = try TemporaryFolder()
    let gold = try gold(folder)
    let table = try Program.run(["evaluate", "--gold", gold, "--resamples", "50"])
    #expect(table.status == 0, "\(table.errors)")
    #expect(table.output.contains("languages pooled: en, es"), "\(table.output)")
    for part in [
      "language en: 4 items", "language es: 2 items", "expected calibration error", "threshold",
    ] {
      #expect(table.output.contains(part), "\(part)")
    }
    let json = try Program.run([
      "evaluate", "--gold", gold, "--json", "--by", "length", "--resamples", "50",
    ])
    let parts = try #require(try object(json.output)["evaluations"] as? [[String: Any]])
    #expect(parts.count == 4, "all, two languages, one band of length")
    let macro = try #require(parts[0]["macro_f1"] as? [String: Double])
    #expect((macro["value"] ?? 0) > 0.9, "\(macro)")
    let csv = try Program.run(["evaluate", "--gold", gold, "--csv", "--resamples", "50"])
    #expect(csv.output.hasPrefix("part,class,figure,value,low,high,items\r\n"))
    #expect(csv.output.contains("\r\nall,economic,f1,1.0,"))
    #expect(csv.output.contains("\r\nall,economic,average_precision,1.0,,,2\r\n"))
    #expect(csv.output.contains("\r\nall,,coverage,"))
  }

  /// The page of an evaluation, with a part for each language, source and length.
  @Test func writesAnEvaluationAsAPage() throws {
    let folder = try TemporaryFolder()
    let gold = try gold(folder)
    let page = folder.url.appending(path: "evaluation.html").path
    let result = try Program.run([
      "evaluate", "--gold", gold, "--by", "language,source,length", "--html", page,
      "--resamples", "50",
    ])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.isEmpty)
    let html = try String(contentsOfFile: page, encoding: .utf8)
    for part in [
      "Languages pooled: en, es", "<summary>language en ", "<summary>source ",
      "<summary>length under 20 words ", "<th>economic</th>", "Reliability diagram",
    ] {
      #expect(html.contains(part), "\(part)")
    }
    #expect(!html.contains("://") && !html.contains("<script"))
  }

  @Test func keepsALedger() throws {
    let folder = try TemporaryFolder()
    let gold = try gold(folder)
    let text = try Program.run(["evaluate", "--gold", gold, "--ledger"])
    #expect(text.output.contains("REMOVE: only does harm"), "\(text.errors)")
    let ledger = try object(
      try Program.run(["evaluate", "--gold", gold, "--ledger", "--json"]).output)
    let entries = try #require(ledger["entries"] as? [[String: Any]])
    let exports = try #require(
      entries.first { ($0["quotations"] as? [String])?.first?.contains("[Exports]") == true })
    #expect(exports["theme"] as? String == "economic")
    #expect(exports["precision"] as? Double == 1)
    let csv = try Program.run(["evaluate", "--gold", gold, "--ledger", "--csv"])
    #expect(csv.output.hasPrefix("theme,concept,entry,language,weight,items,"))
  }

  /// A name that a spreadsheet would run as a formula is a text in every table that is written, wherever the name comes from.
  @Test func writesNoFormulas() throws {
    let folder = try TemporaryFolder()
    let rows = [
      #"{"id": "=1", "text": "Exports of soybeans grew.", "label": "economic"}"#,
      #"{"id": "@2", "text": "=SUM(A1) of exports grew.", "label": "other"}"#,
    ]
    let gold = try folder.file("g.jsonl", Array(rows.joined(separator: "\n").utf8)).path
    let table = try Program.run([
      "evaluate", "--gold", gold, "--by", "source", "--csv", "--resamples", "50",
    ])
    #expect(table.output.contains("\r\nsource \(gold),"), "\(table.output)\(table.errors)")
    let ledger = try Program.run(["evaluate", "--gold", gold, "--ledger", "--csv"])
    #expect(ledger.output.contains("'=SUM(A1) of [exports]"), "\(ledger.errors)")
    let coders = try ["=ana", "-bo"].map { name in
      let rows = ["=1", "@2"].map { #"{"id": "\#($0)", "label": "+c", "coder": "\#(name)"}"# }
      return try folder.file("c\(name).jsonl", Array(rows.joined(separator: "\n").utf8)).path
    }
    let matrix = folder.url.appending(path: "m.csv").path
    _ = try Program.run(["agree"] + coders + ["--matrix", matrix])
    let cells = try String(contentsOfFile: matrix, encoding: .utf8)
    #expect(cells == "coder,'=1,'@2\r\n'-bo,'+c,'+c\r\n'=ana,'+c,'+c\r\n", "\(cells)")
    for text in [table.output, ledger.output, cells] {
      for cell in text.split(whereSeparator: { ",\r\n".contains($0) }) {
        let isFormula = cell.first.map { "=+-@".contains($0) } ?? false
        #expect(!isFormula || Double(cell) != nil, "\(cell)")
      }
    }
  }

  /// Sample, code by two people, agree, evaluate, correct the shares.
  @Test func goesTheWholeWay() throws {
    let folder = try TemporaryFolder()
    let out = folder.url.appending(path: "run").path
    _ = try Program.run(["tag", "Examples", "--out", out])
    let sample = try Program.run(["sample", out, "--per-theme", "8", "--zero-hit", "4"])
    #expect(sample.status == 0, "\(sample.errors)")
    let sheet = try String(contentsOfFile: out + "/sample/coding-sheet.html", encoding: .utf8)
    #expect(sheet.contains("Doubtful cases: green finance is economic and green"), "no code book")
    let key = try lines(out + "/sample/key.jsonl")
    #expect(key.count >= 20)
    let tags = Dictionary(
      try lines(out + "/passages.jsonl").map {
        ($0["id"] as? String ?? "", $0["labels"] as? [String] ?? [])
      },
      uniquingKeysWith: { first, _ in first })
    var coders: [String] = []
    for (number, name) in ["ana", "bo"].enumerated() {
      let rows = try key.enumerated().map { index, row -> String in
        let id = row["id"] as? String ?? ""
        let labels = number == 1 && index == 0 ? [] : tags[id] ?? []
        let json = try JSONSerialization.data(withJSONObject: [
          "id": id, "labels": labels, "coder": name,
        ])
        return String(decoding: json, as: UTF8.self)
      }
      coders.append(try folder.file(name + ".jsonl", Array(rows.joined(separator: "\n").utf8)).path)
    }
    let matrix = folder.url.appending(path: "matrix.csv").path
    let agree = try Program.run(["agree"] + coders + ["--matrix", matrix])
    #expect(agree.output.contains("2 coders, \(key.count) units"), "\(agree.errors)")
    #expect(agree.output.contains("masi") && agree.output.contains("ana – bo"))
    #expect(try String(contentsOfFile: matrix, encoding: .utf8).hasPrefix("coder,"))
    // Coded as tagged: everything is right.
    let evaluation = try object(
      try Program.run(["evaluate", out, "--gold", coders[0], "--json", "--resamples", "50"]).output)
    let all = try #require((evaluation["evaluations"] as? [[String: Any]])?.first)
    #expect((all["macro_f1"] as? [String: Double])?["value"] == 1)
    let prevalence = try Program.run([
      "prevalence", out, "--gold", coders[0], "--key", out + "/sample/key.jsonl", "--json",
    ])
    let rows = try #require(
      (try object(prevalence.output)["prevalence"] as? [String: Any])?["rows"] as? [[String: Any]])
    for row in rows {
      let adjusted = (row["adjusted"] as? [String: Double])?["value"] ?? -1
      #expect(abs(adjusted - (row["raw"] as? Double ?? 0)) < 1e-9, "\(row)")
    }
  }

  /// Checks `model.json` against its schema.
  private func schemaReport(_ model: String) throws -> (status: Int32, output: String) {
    let check = Process()
    check.executableURL = URL(filePath: "/usr/bin/env")
    check.arguments = ["python3", "Tools/validate-output.py", model]
    check.currentDirectoryURL = Program.root
    let pipe = Pipe()
    check.standardOutput = pipe
    check.standardError = pipe
    try check.run()
    let output = String(
      decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    check.waitUntilExit()
    return (check.terminationStatus, output)
  }

  /// Whoever calls the check without knowing it, or on what is no run, gets a sentence.
  @Test func theCheckOfASchemaSaysWhatItNeeds() throws {
    let help = try schemaReport("--help")
    #expect(help.status == 0)
    #expect(help.output.hasPrefix("usage: validate-output.py [-h] RUN | MODEL.json"))
    let folder = try TemporaryFolder()
    let cases = [
      (
        "no-such-folder",
        "found no folder no-such-folder, expected the folder of a run or a model.json"
      ),
      ("no-such.json", "cannot read no-such.json: No such file or directory"),
      (
        folder.url.path,
        "found no passages.jsonl in \(folder.url.path), which holds no finished run"
      ),
      (
        try folder.file("model.json", Array("{".utf8)).path,
        "\(folder.url.path)/model.json:1: found no JSON, Expecting property name enclosed in double quotes at column 2"
      ),
    ]
    for (path, sentence) in cases {
      let report = try schemaReport(path)
      #expect(report.status == 2)
      #expect(report.output == "validate-output.py: \(sentence)\n")
    }
  }

  /// A model that was fitted here, and the one that ships.
  @Test func fitsAModelThatFollowsItsSchema() throws {
    let folder = try TemporaryFolder()
    let gold = try gold(folder)
    let other = try folder.file(
      "other.jsonl",
      Array(
        "{\"id\": \"1\", \"text\": \"Exports grew.\", \"label\": \"economic\"}\n{\"id\": \"2\", \"text\": \"The senate voted.\", \"label\": \"political\"}\n"
          .utf8)
    ).path
    let model = folder.url.appending(path: "model.json").path
    let fit = try Program.run([
      "lexicon", "fit", "--gold", gold, "--gold", other, "--out", model, "--date", "2026-01-02",
    ])
    #expect(fit.status == 0, "\(fit.errors)")
    #expect(fit.output.contains("set, fitted on the others"))
    let folds = try Program.run(["lexicon", "fit", "--gold", gold, "--folds", "document"])
    #expect(folds.output.contains("set, fitted on other documents"), "\(folds.errors)")
    let origin = try #require(
      try object(try String(contentsOfFile: model, encoding: .utf8))["fitted"] as? [String: Any])
    #expect(origin["date"] as? String == "2026-01-02")
    #expect(origin["sets"] as? [String: Int] == ["gold": 6, "other": 2])
    for file in [model, "Lexicons/four-field/model.json"] {
      let report = try schemaReport(file)
      #expect(report == (0, "1 records, 0 errors\n"), "\(file): \(report.output)")
    }
  }

  @Test func schemaRefusesWhatIsNoModel() throws {
    let folder = try TemporaryFolder()
    let shipped = try String(
      contentsOf: Program.root.appending(path: "Lexicons/four-field/model.json"), encoding: .utf8)
    for (change, message) in [
      ("\"threshold\" : 2", "$.threshold: 2 is out of bounds"),
      ("\"limit\" : 0.5", "$: no threshold"),
    ] {
      let text = shipped.replacing(#/"threshold" : [0-9.]+/#, with: change)
      let report = try schemaReport(try folder.file("model.json", Array(text.utf8)).path)
      #expect(report.status == 1)
      #expect(report.output.contains(message), "\(report.output)")
    }
  }

  @Test(arguments: [
    (["evaluate", "--gold", "nowhere.jsonl"], 2 as Int32, "cannot read 'nowhere.jsonl'"),
    (
      ["evaluate", "--gold", "x", "--by", "colour"], 64, "found 'colour' in --by, expected language"
    ),
    (["evaluate", "--gold", "x", "--json", "--csv"], 64, "expected one of them"),
    (["evaluate", "--gold", "x", "--html", "p", "--ledger"], 64, "found --html beside --json"),
    (["agree", "README.md"], 2, "README.md:1: found a line without id and label"),
    (["sample", "Examples", "--per-theme", "0", "--zero-hit", "0"], 64, "not both 0"),
    (["lexicon", "fit"], 64, "Missing expected argument '--gold"),
    (
      ["lexicon", "fit", "--gold", "x", "--folds", "page"], 64,
      "found 'page' in --folds, expected set"
    ),
  ])
  func refusesInOneSentence(arguments: [String], status: Int32, message: String) throws {
    let result = try Program.run(arguments)
    #expect(result.status == status)
    #expect(result.errors.contains(message), "\(result.errors)")
  }
}
