import Foundation
import TestSupport
import Testing

@Suite struct TagTests {
  private struct Passage: Decodable {
    struct Match: Decodable {
      let theme: String
      let concept: String
      let weight: Double
      let start: Int
      let end: Int
      let surface: String
    }
    struct Score: Decodable {
      let score: Double
      let count: Int
    }
    struct Range: Decodable {
      let start: Int
      let end: Int
    }
    let id: String
    let document: String
    let language: String
    let section: [String]
    let range: Range
    let source: Range?
    let text: String
    let themes: [String: Score]
    let labels: [String]
    let reason: String
    let matches: [Match]

    enum CodingKeys: String, CodingKey {
      case id, document, language, section, range, text, themes, labels, reason, matches
      case source = "source_range"
    }
  }

  private struct Document: Decodable {
    let id: String
    let title: String?
    let text: String
    let encoding: String
    let fields: [String: String]
  }

  private struct Reject: Decodable {
    struct Source: Decodable {
      let path: String
      let line: Int?
    }
    let source: Source
    let code: String
  }

  private func records<T: Decodable>(_ type: T.Type, _ file: URL) throws -> [T] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
      try JSONDecoder().decode(type, from: Data($0.utf8))
    }
  }

  private func slice(_ text: String, _ start: Int, _ end: Int) -> String {
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: Array(text.unicodeScalars)[start..<end])
    return String(scalars)
  }

  private let page = """
    <!doctype html><html lang="es"><head><title>Noticias</title><meta charset="windows-1252"></head><body>
    <nav>exportaciones del menú</nav><div class="cookie-banner">Aceptar</div><article><h1>Comercio</h1>
    <p>Las exportaciones de soja crecieron &amp; la inversión subió.</p><h2>Clima</h2>
    <p>La deforestación cayó.</p></article><footer>política de privacidad</footer></body></html>
    """

  private let lines = """
    {"id": "a", "text": "Exports grew; the \\ud83c\\udf31 climate change talks \\u201cfailed\\u201d.", "source": "wire"}
    not json
    [1]
    {"id": "b"}
    {"id": "a", "text": "出口增长，外商投资增加，森林得到保护。", "source": "x"}
    """

  /// Every promise about offsets, scores and accounting, on a run through the built binary.
  @Test func evidenceHolds() throws {
    let folder = try TemporaryFolder()
    _ = try folder.file("in.jsonl", Array(lines.utf8))
    let latin = try #require(page.data(using: .windowsCP1252))
    _ = try folder.file("page.html", [UInt8](latin))
    _ = try folder.file("empty.txt")
    _ = try folder.file("picture.txt", [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0])
    _ = try folder.file(
      "untidy.txt", Array("\u{FEFF}El  gobierno\r\n\r\n  aumentó\tlos  aranceles ayer.".utf8))
    let out = folder.url.appending(path: "out")
    let inputs = ["in.jsonl", "page.html", "empty.txt", "picture.txt", "untidy.txt"].map {
      folder.url.appending(path: $0).path
    }
    let result = try Program.run(["tag"] + inputs + ["--out", out.path])
    #expect(result.status == 1, "\(result.errors)")
    let passages = try records(Passage.self, out.appending(path: "passages.jsonl"))
    let documents = try records(Document.self, out.appending(path: "documents.jsonl"))
    let rejects = try records(Reject.self, out.appending(path: "rejects.jsonl"))
    #expect(documents.count == 4)
    #expect(rejects.map(\.code) == ["not-json", "not-object", "no-text-field", "empty", "binary"])
    #expect(rejects.prefix(3).map(\.source.line) == [2, 3, 4])
    #expect(documents.map(\.id).prefix(2) == ["a", "a~2"])
    #expect(documents.first?.fields == ["source": "wire"])
    let texts = Dictionary(uniqueKeysWithValues: documents.map { ($0.id, $0.text) })
    for passage in passages {
      let whole = try #require(texts[passage.document])
      #expect(slice(whole, passage.range.start, passage.range.end) == passage.text)
      for match in passage.matches {
        #expect(slice(passage.text, match.start, match.end) == match.surface)
      }
      for (theme, score) in passage.themes {
        #expect(abs(score.score - recomputed(passage.matches.filter { $0.theme == theme })) < 1e-6)
        #expect(score.count == passage.matches.count { $0.theme == theme })
      }
    }
    let surfaces = passages.flatMap(\.matches).map(\.surface)
    for expected in ["Exports", "climate change", "出口", "外商投资", "exportaciones", "aranceles"] {
      #expect(surfaces.contains { $0.hasPrefix(expected) }, "\(surfaces)")
    }
    #expect(!passages.contains { $0.text.contains("menú") || $0.text.contains("privacidad") })
    #expect(passages.contains { $0.section == ["Comercio", "Clima"] && $0.labels == ["green"] })
    #expect(documents.contains { $0.encoding == "windows-1252" })
  }

  /// Σ over concepts of mean weight × (1 + log2 n).
  private func recomputed(_ matches: [Passage.Match]) -> Double {
    Dictionary(grouping: matches, by: \.concept).values.reduce(0) { sum, matches in
      let count = Double(matches.count)
      return sum + matches.map(\.weight).reduce(0, +) / count * (1 + log2(count))
    }
  }

  /// The bytes of the original that `source_range` names.
  @Test func sourceRangesAreBytesOfTheFile() throws {
    let folder = try TemporaryFolder()
    let bytes = Array("\u{FEFF}Uno  dos tres.\r\n\r\n\r\nEl  comercio creció.  ".utf8)
    let input = try folder.file("a.txt", bytes)
    let out = folder.url.appending(path: "out")
    _ = try Program.run(["tag", input.path, "--out", out.path])
    let passages = try records(Passage.self, out.appending(path: "passages.jsonl"))
    let slices = try passages.map { passage in
      let range = try #require(passage.source)
      return String(decoding: bytes[range.start..<range.end], as: UTF8.self)
    }
    #expect(slices == ["Uno  dos tres.", "El  comercio creció."])
  }

  /// The same in JSON, where an escape begins the text, stands in it, or changes with normalisation.
  @Test(arguments: [
    (#"{"text":"\"Trade\" grew."}"#, [#"\"Trade\" grew."#]),
    (
      #"{"id":1,"text":"\n\n Trade\u0020 grew.\n\nTariffs fell."}"#,
      [#"Trade\u0020 grew."#, "Tariffs fell."]
    ),
    (#"{"text":"Exporta\u0063\u0327o\u0303es."}"#, [#"Exporta\u0063\u0327o\u0303es."#]),
    (#"{"text":"Ex\ud83c\udf31 grew. "}"#, [#"Ex\ud83c\udf31 grew."#]),
  ])
  func sourceRangesOfRecords(line: String, expected: [String]) throws {
    let folder = try TemporaryFolder()
    let bytes = Array("{\"text\":\"Uno dos.\"}\n\(line)\n".utf8)
    let input = try folder.file("a.jsonl", bytes)
    let out = folder.url.appending(path: "out")
    _ = try Program.run(["tag", input.path, "--out", out.path])
    let passages = try records(Passage.self, out.appending(path: "passages.jsonl"))
    let slices = try passages.dropFirst().map { passage in
      let range = try #require(passage.source)
      return String(decoding: bytes[range.start..<range.end], as: UTF8.self)
    }
    #expect(slices == expected)
  }

  /// Enough for several rounds of all threads, with ids that come again.
  private var many: String {
    (0..<6000).map { number in
      "{\"id\": \(number % 5000), \"text\": \"Exports of item \(number) grew, and the senate voted on climate change.\"}"
    }.joined(separator: "\n")
  }

  /// A second run and any number of threads write the same bytes.
  @Test func threadsAndRerunsWriteTheSame() throws {
    let folder = try TemporaryFolder()
    let input = try folder.file("in.jsonl", Array(lines.utf8))
    var runs: [[Data]] = []
    let more = try folder.file("more.jsonl", Array(many.utf8))
    for threads in ["1", "2", "5", "1"] {
      let out = folder.url.appending(path: "out")
      _ = try Program.run([
        "tag", input.path, more.path, "--out", out.path, "--overwrite", "--threads", threads,
      ])
      runs.append(
        try ["passages", "documents", "rejects"].map {
          try Data(contentsOf: out.appending(path: $0 + ".jsonl"))
        })
    }
    #expect(runs.allSatisfy { $0 == runs[0] })
    #expect(runs[0][0].count > 1 << 20)
  }

  @Test(arguments: [
    (["tag", "no-such-file"], 2 as Int32, "found no file or folder 'no-such-file'"),
    (["tag"], 64, "fourfield: found no input, expected files, folders"),
    (["tag", "README.md", "--lexicon", "nowhere"], 2, "found no lexicon 'nowhere'"),
    (["tag", "README.md", "--unit", "verse"], 64, "'verse' is invalid"),
    (["tag", "README.md", "--out", "Sources"], 2, "already holds something"),
    (["tag", "README.md", "--out", "/proc/nothing"], 2, "cannot make the output folder"),
  ])
  func refusesInOneSentence(arguments: [String], status: Int32, message: String) throws {
    let result = try Program.run(arguments)
    #expect(result.status == status)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test func refusesAnEmptyFolder() throws {
    let folder = try TemporaryFolder()
    let result = try Program.run(["tag", folder.url.appending(path: ".").path])
    #expect(result.status == 2)
  }

  @Test func readsTables() throws {
    let folder = try TemporaryFolder()
    let table = """
      id,body,place\r
      1,"Exports, they say, ""grew""
      again.",Lima\r
      2,short\r
      3,"never closed,x
      4,El gobierno subió los aranceles.,Quito
      """
    let input = try folder.file("t.csv", Array(table.utf8))
    let out = folder.url.appending(path: "out")
    let result = try Program.run(["tag", input.path, "--out", out.path])
    #expect(result.status == 1)
    let documents = try records(Document.self, out.appending(path: "documents.jsonl"))
    #expect(documents.map(\.id) == ["1", "4"])
    #expect(documents.map(\.fields) == [["place": "Lima"], ["place": "Quito"]])
    #expect(documents.first?.text == "Exports, they say, \"grew\"\nagain.")
    let rejects = try records(Reject.self, out.appending(path: "rejects.jsonl"))
    #expect(rejects.map(\.code) == ["ragged-row", "broken-quote"])
    #expect(rejects.map(\.source.line) == [4, 5])
  }

  /// An object of JSON has no key twice: a column that comes again gets a suffix.
  @Test func columnsThatComeAgain() throws {
    let folder = try TemporaryFolder()
    let table = "text,x,x~2,x,text,x\nEl gobierno subió los aranceles.,1,2,3,4,5\n"
    let input = try folder.file("t.csv", Array(table.utf8))
    let out = folder.url.appending(path: "out")
    _ = try Program.run(["tag", input.path, "--out", out.path])
    let documents = try records(Document.self, out.appending(path: "documents.jsonl"))
    #expect(documents.map(\.text) == ["El gobierno subió los aranceles."])
    #expect(
      documents.map(\.fields) == [["x": "1", "x~2": "2", "x~3": "3", "text~2": "4", "x~4": "5"]])
  }

  /// The schemas of the repository against real output.
  @Test func outputFollowsTheSchemas() throws {
    let folder = try TemporaryFolder()
    _ = try folder.file("in.jsonl", Array(lines.utf8))
    _ = try folder.file("page.html", Array(page.utf8))
    let out = folder.url.appending(path: "out").path
    _ = try Program.run(["tag", folder.url.path, "Examples", "--out", out])
    let check = Process()
    check.executableURL = URL(filePath: "/usr/bin/env")
    check.arguments = ["python3", "Tools/validate-output.py", out]
    check.currentDirectoryURL = Program.root
    let pipe = Pipe()
    check.standardOutput = pipe
    try check.run()
    let report = String(
      decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    check.waitUntilExit()
    #expect(check.terminationStatus == 0, "\(report)")
    #expect(report.hasSuffix(" records, 0 errors\n"))
  }

  /// Names that begin with a hyphen stand behind `--`.
  @Test func takesInputsBehindTwoHyphens() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("--worker", Array("Exports to China grew.".utf8))
    let out = folder.url.appending(path: "out").path
    let result = try Program.run(["tag", "--out", out, "--", file.path], cpuSeconds: 60)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("1 items = 1 documents"), "\(result.errors)")
  }

}
