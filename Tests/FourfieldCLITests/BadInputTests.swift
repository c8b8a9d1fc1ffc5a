import Foundation
import TestSupport
import Testing

/// What goes wrong outside of the program: disks, pipes, folders, bytes.
@Suite struct BadInputTests {
  /// Runs a line of shell in which `$fourfield` is the program and `$folder` a folder of the test's own.
  private func shell(_ line: String, _ folder: TemporaryFolder) throws -> Program.Result {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = Program.root
    var environment = ProcessInfo.processInfo.environment
    environment["fourfield"] = Program.path.path
    environment["folder"] = folder.url.path
    process.environment = environment
    let output = try folder.file("stdout")
    let errors = try folder.file("stderr")
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return Program.Result(
      status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }

  /// What stands at the ends of a command's streams stops it with a sentence, never with a signal.
  @Test(arguments: [
    ("\"$fourfield\" explain - <&-", 2, "cannot read standard input"),
    ("\"$fourfield\" explain - < /tmp", 2, "cannot read standard input"),
    ("\"$fourfield\" explain - < /dev/zero", 2, "found more than 33554432 bytes in standard input"),
    ("\"$fourfield\" lexicon check /nope 2> /dev/full", 2, ""),
    ("\"$fourfield\" tag /nope 2>&-", 2, ""),
    ("\"$fourfield\" explain Exports > /dev/full", 2, "cannot write to standard output"),
    ("\"$fourfield\" lexicon stats > /dev/full", 2, "cannot write to standard output"),
    ("\"$fourfield\" pipelines show four-field > /dev/full", 2, "cannot write to standard output"),
    ("\"$fourfield\" explain Exports | head -0; exit ${PIPESTATUS[0]}", 0, ""),
    ("\"$fourfield\" lexicon show trade | head -0; exit ${PIPESTATUS[0]}", 0, ""),
    (
      "\"$fourfield\" explain Exports --lexicon four-field --lexicon Lexicons/four-field", 2,
      "found the lexicon 'Lexicons/four-field' twice, expected each once"
    ),
    (
      "mkdir \"$folder/l\"; cp Lexicons/four-field/lexicon.yaml \"$folder/l\"; mkfifo \"$folder/l/a.yaml\"; \"$fourfield\" lexicon check \"$folder/l\"",
      2, "l/a.yaml: found a pipe or device, expected a file"
    ),
    (
      "mkdir -p \"$folder/l/a.yaml\"; cp Lexicons/four-field/lexicon.yaml \"$folder/l\"; \"$fourfield\" lexicon check \"$folder/l\"",
      2, "l/a.yaml: found a folder, expected a file"
    ),
    (
      "cp -r Lexicons/four-field \"$folder/l\"; ln -s nobody@nowhere \"$folder/l/.#a.yaml\"; \"$fourfield\" lexicon stats \"$folder/l\" > /dev/null",
      0, ""
    ),
  ])
  func streams(line: String, status: Int32, errors: String) throws {
    let result = try shell(line, try TemporaryFolder())
    #expect(result.status == status, "\(line): \(result.errors)")
    if errors.isEmpty {
      #expect(result.errors.isEmpty, "\(line)")
    } else {
      #expect(result.errors.contains(errors), "\(line): \(result.errors)")
      #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    }
  }

  @Test func aFullDiskStopsTheRun() throws {
    let folder = try TemporaryFolder()
    let result = try shell(
      "trap '' XFSZ; ulimit -f 16; \"$fourfield\" tag Examples --out \"$folder/out\"", folder)
    #expect(result.status == 2)
    #expect(result.errors.contains("the disk may be full"), "\(result.errors)")
    let out = folder.url.appending(path: "out")
    #expect(
      !FileManager.default.fileExists(atPath: out.appending(path: "passages.jsonl").path),
      "nothing unfinished has a finished file's name")
    // With room again the same command goes on.
    let again = try shell("\"$fourfield\" tag Examples --out \"$folder/out\"", folder)
    #expect(again.status == 0, "\(again.errors)")
  }

  /// Where the system has no threads to give, or no memory for what runs on them, a run is made with fewer or ends with a sentence. It does not
  /// stand still: two minutes are for machines that do much else.
  @Test(arguments: [250_000, 350_000, 450_000, 524_288], [2, 4])
  func littleMemoryIsNoReasonToStandStill(kilobytes: Int, threads: Int) throws {
    let folder = try TemporaryFolder()
    let lines = (0..<2_000).map { "{\"id\":\"d\($0)\",\"text\":\"Exports of item \($0) grew.\"}\n" }
    _ = try folder.file("in.jsonl", Array(lines.joined().utf8))
    let result = try shell(
      "ulimit -v \(kilobytes); "
        + "timeout -s KILL 120 \"$fourfield\" tag \"$folder/in.jsonl\" --threads \(threads) --out \"$folder/out\"",
      folder)
    #expect([0, 1, 2].contains(result.status), "\(result.errors)")
    let again = try shell("\"$fourfield\" tag \"$folder/in.jsonl\" --out \"$folder/out\"", folder)
    #expect(again.status == 0, "\(again.errors)")
  }

  @Test func aFullStandardOutputIsAnError() throws {
    let folder = try TemporaryFolder()
    let result = try shell("echo 'Exports grew.' | \"$fourfield\" tag - > /dev/full", folder)
    #expect(result.status == 2)
    #expect(
      result.errors.contains("cannot write to standard output: No space left"), "\(result.errors)")
  }

  @Test func aClosedPipeIsNone() throws {
    let folder = try TemporaryFolder()
    let result = try shell(
      """
      (for i in $(seq 20000); do echo '{"text": "Exports grew and the senate voted."}'; done) \
        | ("$fourfield" tag - --format jsonl; echo "status $?" >&2) | head -1
      """, folder)
    #expect(result.output.split(separator: "\n").count == 1)
    #expect(result.errors == "status 0\n")
  }

  @Test func standardInputIsTextOrRecords() throws {
    let folder = try TemporaryFolder()
    let text = try shell("printf 'Exports grew.' | \"$fourfield\" tag -", folder)
    #expect(text.status == 0, "\(text.errors)")
    #expect(text.output.contains("\"document\":\"-\""), "\(text.output)")
    let records = try shell(
      "printf '{\"id\":\"x\",\"text\":\"Exports grew.\"}\\nbroken\\n' | \"$fourfield\" tag - --format jsonl",
      folder)
    #expect(records.status == 1)
    #expect(records.output.contains("\"document\":\"x\""))
    #expect(records.errors.contains("\"code\":\"not-json\""))
    let nothing = try shell("\"$fourfield\" tag - < /dev/null", folder)
    #expect(nothing.status == 1)
    #expect(nothing.errors.contains("\"code\":\"empty\""))
  }

  @Test(arguments: ["", ".hidden"])
  func aFolderWithoutAReadableFile(name: String) throws {
    let folder = try TemporaryFolder()
    if !name.isEmpty { _ = try folder.file(name, Array("Exports grew.".utf8)) }
    let out = folder.url.appending(path: "out").path
    let result = try Program.run(["tag", folder.url.path, "--out", out])
    #expect(result.status == 2)
    #expect(result.errors.contains("found no readable file in the folder"), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: out))
  }

  @Test func illFormedBytesAreReplacedAndCounted() throws {
    struct Document: Decodable {
      let replacements: Int
      let text: String
    }
    let folder = try TemporaryFolder()
    let bytes = Array("Las exportaciones crecieron — según el ministro — un año más. ".utf8)
    let input = try folder.file("a.txt", bytes + [0xC3] + Array(" fin".utf8))
    let out = folder.url.appending(path: "out")
    _ = try Program.run(["tag", input.path, "--out", out.path])
    let line = try Data(contentsOf: out.appending(path: "documents.jsonl"))
    let document = try JSONDecoder().decode(Document.self, from: line)
    #expect(document.replacements == 1)
    #expect(document.text.hasSuffix("más. \u{FFFD} fin"))
  }

  @Test func aMistakeInALexiconOrPipelineHasItsPlace() throws {
    let folder = try TemporaryFolder()
    _ = try folder.file("lexicon.yaml", Array("name: t\nthemes: [{id: a}]\n".utf8))
    _ = try folder.file(
      "a.yaml",
      Array("theme: a\ngroups:\n  g:\n    - concept: x\n      wieght: 2\n      any: [trade]\n".utf8)
    )
    let lexicon = try Program.run(["explain", "trade", "--lexicon", folder.url.path])
    #expect(lexicon.status == 2)
    #expect(lexicon.errors.contains("a.yaml:5:7: found key 'wieght'"), "\(lexicon.errors)")
    let file = try folder.file(
      "p.yaml", Array("pipeline: p\nstages:\n  - segment: {unit: verse}\n".utf8))
    let pipeline = try Program.run(["explain", "trade", "--pipeline", file.path])
    #expect(pipeline.status == 2)
    #expect(
      pipeline.errors.contains("p.yaml:3:21: found 'verse', expected one of sentence"),
      "\(pipeline.errors)")
  }

  @Test func explainPrintsRecordsAndReadsStandardInput() throws {
    struct Record: Decodable {
      struct Match: Decodable {
        let surface: String
        let theme: String
      }
      let labels: [String]
      let matches: [Match]
    }
    let folder = try TemporaryFolder()
    let result = try shell(
      "printf '<p>Deforestation in the Amazon rainforest fell.</p>' | \"$fourfield\" explain - --json",
      folder)
    #expect(result.status == 0, "\(result.errors)")
    let record = try JSONDecoder().decode(Record.self, from: Data(result.output.utf8))
    #expect(record.labels == ["green"])
    #expect(record.matches.contains { $0.surface == "Deforestation" && $0.theme == "green" })
  }

  /// The table shows the offsets that records have, which are no bytes.
  @Test func explainCountsCodePoints() throws {
    let result = try Program.run(["explain", "Décadas de inflación y más inflación en el país."])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("  11..<20  ") && result.output.contains("  27..<36  "))
  }

  /// A file is explained as a run tags it: with the neighbours of a passage, and without what is too short.
  @Test func explainsWhatTagDecides() throws {
    let folder = try TemporaryFolder()
    let out = folder.url.appending(path: "out").path
    let file = "Examples/en-lithium-lake.txt"
    #expect(try Program.run(["tag", file, "--out", out]).status == 0)
    let records = try String(contentsOfFile: out + "/passages.jsonl", encoding: .utf8)
    #expect(try Program.run(["explain", "--json", file]).output == records)
    #expect(records.split(separator: "\n").count > 3)
  }

  /// A file that looks like a text typed into the command is none, and a table is many texts.
  @Test func explainsFilesAsFiles() throws {
    let folder = try TemporaryFolder()
    let table = try folder.file("a.jsonl", Array("{\"text\":\"Exports grew.\"}\n".utf8))
    let result = try Program.run(["explain", table.path])
    #expect(result.status == 2)
    #expect(
      result.errors.contains("found a file of jsonl, expected a text, HTML or XML"),
      "\(result.errors)")
    let typed = try Program.run(["explain", "--json", "{\"text\": \"exports grew\"}"])
    #expect(typed.output.contains(#""language":"en""#) && typed.output.contains(#""matches":[{"#))
    let missing = try Program.run(["explain", "nope.txt"])
    #expect(missing.errors.contains("there is no file 'nope.txt'; it is explained as a text"))
  }

  /// What the limits cut off an explained text is said.
  @Test func explainSaysWhatIsCutOff() throws {
    let folder = try TemporaryFolder()
    let text = String(repeating: "Exports grew.\n\n", count: 20_001)
    let file = try folder.file("long.txt", Array(text.utf8))
    let result = try Program.run(["explain", "--json", file.path])
    #expect(result.status == 0)
    #expect(result.output.split(separator: "\n").count == 20_000)
    #expect(
      result.errors.contains(
        "long.txt: the limits of a run cut something off; the last passage is 20000"),
      "\(result.errors)")
  }

  @Test(arguments: ["0", "513", "100000"]) func threadsAreFew(count: String) throws {
    let result = try Program.run(["tag", "Examples", "--threads", count])
    #expect(result.status == 64)
    #expect(
      result.errors.contains("found --threads \(count), expected a number from 1 to 512"),
      "\(result.errors)")
  }

  /// The offsets of a row must not be counted from the beginning of the text: that took the square of its length.
  @Test func explainsManyMatches() throws {
    let folder = try TemporaryFolder()
    let count = 60_000
    let file = try folder.file(
      "long.txt", Array(String(repeating: "inflación é ", count: count).utf8))
    let result = try Program.run(["explain", file.path, "--language", "es"], cpuSeconds: 60)
    #expect(result.status == 0, "\(result.errors)")
    let last = 12 * (count - 1)
    #expect(result.output.contains("  \(last)..<\(last + 9)  inflación"))
  }

  /// From a run to its figures and its page, as an analyst goes.
  @Test func evaluatesAndReports() throws {
    let folder = try TemporaryFolder()
    let out = folder.url.appending(path: "out").path
    _ = try Program.run(["tag", "Examples", "--out", out])
    let gold = try folder.file(
      "gold.jsonl",
      Array(
        """
        {"id": "Examples/en-court-ruling.html", "label": "political"}
        {"id": "Examples/es-cobre-precios.html", "label": "economic"}
        {"id": "Examples/es-futbol-clasico.html", "label": "other"}
        """.utf8))
    let evaluation = try Program.run(["evaluate", out, "--gold", gold.path])
    #expect(evaluation.status == 0, "\(evaluation.errors)")
    #expect(evaluation.output.contains("3 items"))
    #expect(evaluation.output.contains("gold \\ tagged"), "\(evaluation.output)")
    let report = try Program.run(["report", out])
    #expect(report.status == 0, "\(report.errors)")
    let page = try String(contentsOfFile: out + "/report.html", encoding: .utf8)
    #expect(page.contains("<mark style="))
    #expect(!page.contains("http://") && !page.contains("https://"))
  }
}
