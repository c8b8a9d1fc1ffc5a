import Foundation
import TestSupport
import Testing

/// Every limit is a key of the pipeline file, and what exceeds it is declared.
@Suite struct LimitTests {
  struct Case: CustomTestStringConvertible {
    let key: String
    let name: String
    let bytes: [UInt8]
    /// What the document or the reject says.
    let words: String
    /// What is kept, where it is a document.
    var kept: [String] = []

    var testDescription: String { "\(key): \(name)" }
  }

  private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

  private static let degraded = "\"degraded\":true"

  static let cases: [Case] = [
    Case(
      key: "document_bytes: 1024", name: "a.jsonl",
      bytes: text("{\"text\":\"\(String(repeating: "trade ", count: 300))\"}\n"),
      words: "the limit document_bytes allows 1024"),
    Case(
      key: "document_bytes: 1024", name: "a.html",
      bytes: text("<html><p>\(String(repeating: "trade ", count: 300))"),
      words: "the limit document_bytes allows 1024"),
    // As UTF-8 it is twice as long.
    Case(
      key: "document_bytes: 1024", name: "b.html",
      bytes: text("<html><meta charset=koi8-r><p>") + [UInt8](repeating: 0xC1, count: 800),
      words:
        "the file holds 1630 bytes in UTF-8, from KOI8-R, 1428 are allowed, 1.4 times the limit document_bytes"
    ),
    Case(
      key: "document_bytes: 1024", name: "c.html",
      bytes: text("<html><meta charset=koi8-r><p>") + [UInt8](repeating: 0xC1, count: 690),
      words: "KOI8-R", kept: [String(repeating: "а", count: 690)]),
    Case(
      key: "document_bytes: 1024", name: "a.csv",
      bytes: text(
        "text\n\(String(repeating: "trade ", count: 300))\n\"Exports\ngrew.\"\nTariffs fell.\n"),
      words: "the row holds 1800 bytes, document_bytes allows 1024",
      kept: ["grew.", "Tariffs fell."]),
    Case(
      key: "window_bytes: 1024", name: "a.txt",
      bytes: text(String(repeating: "Exports grew.\n", count: 100)),
      words: "\"member\":\"window 2\"", kept: ["Exports grew."]),
    Case(
      key: "window_bytes: 1024", name: "a.jsonl",
      bytes: text("{\"text\":\"\(String(repeating: "exports grew ", count: 200))end.\"}\n"),
      words: degraded, kept: ["\"passages\":3,", "grew end."]),
    Case(
      key: "ratio: 200", name: "a.txt.zst", bytes: bomb,
      words: "more than 200 bytes come out of a compressed one, the limit ratio",
      kept: ["\"code\":\"decompression-limit\"", "\"member\":\"window 15\""]),
    Case(
      key: "decompressed_bytes: 50", name: "a.txt.gz", bytes: gzip,
      words: "the limit decompressed_bytes allows, 50 bytes"),
    Case(
      key: "depth: 16", name: "a.html",
      bytes: text(
        "<html>\(String(repeating: "<div>", count: 40))<p>Exports grew.</p><p>Tariffs fell.</p>"),
      words: degraded, kept: ["Exports grew.", "Tariffs fell."]),
    Case(
      key: "depth: 16", name: "a.xml",
      bytes: text(
        "<r>\(String(repeating: "<a>", count: 40))Exports<b>grew.</b>\(String(repeating: "</a>", count: 40))<p>Tariffs fell.</p></r>"
      ), words: degraded, kept: ["Exports grew.", "Tariffs fell."]),
    Case(
      key: "attributes: 5", name: "a.html",
      bytes: text("<html><p a=1 b=2 c=3 d=4 e=5 f=6 g=7>Exports grew.</p>"),
      words: degraded, kept: ["Exports grew."]),
    Case(
      key: "elements: 20", name: "a.html",
      bytes: text("<html>" + (0..<40).map { "<p>Export \($0) grew.</p>" }.joined()),
      words: degraded, kept: ["Export 0 grew.", "Export 39 grew."]),
    Case(
      key: "elements: 20", name: "a.xml",
      bytes: text("<r>" + (0..<40).map { "<p>Export \($0) grew.</p>" }.joined() + "</r>"),
      words: degraded, kept: ["Export 0 grew.", "Export 39 grew."]),
    Case(
      key: "elements: 20", name: "a.jsonl",
      bytes: text(
        "{\"text\":\"" + (0..<40).map { "Export \($0) grew.\\n\\n" }.joined() + "\"}\n"),
      words: degraded, kept: ["Export 0 grew.", "Export 39 grew."]),
    Case(
      key: "elements: 5", name: "a.csv", bytes: text("text,b\nExports grew.,1\n1,2,3,4,5,6\n"),
      words: "the row has more fields than the limit elements allows, 5"),
    Case(
      key: "elements: 5", name: "a.jsonl",
      bytes: text("{\"text\":\"Exports grew.\",\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6}\n"),
      words: degraded, kept: ["\"e\":5"]),
    Case(
      key: "passages: 3", name: "a.txt",
      bytes: text((0..<9).map { "Export \($0) grew.\n\n" }.joined()), words: degraded,
      kept: ["Export 8 grew."]),
    Case(
      key: "matches: 5", name: "a.txt",
      bytes: text((0..<9).map { "We speak of trade and of no more, \($0).\n\n" }.joined()),
      words: degraded, kept: ["\"passages\":5,", "no more, 8."]),
    Case(
      key: "matches: 5", name: "a.html",
      bytes: text(
        "<html>" + (0..<9).map { "<p>We speak of trade and no more, \($0).</p>" }.joined()),
      words: degraded, kept: ["\"passages\":5,", "no more, 8."]),
    Case(
      key: "matches: 5", name: "a.jsonl",
      bytes: text("{\"text\":\"\(String(repeating: "trade ", count: 9))\"}\n"),
      words: degraded, kept: ["\"passages\":1,", "\"words\":5,", "\"count\":5,"]),
    Case(
      key: "page_text_bytes: 1024", name: "a.html",
      bytes: text("<html>" + (100..<200).map { "<p>We speak of trade, \($0).</p>" }.joined()),
      words: degraded, kept: ["\"passages\":45,", "We speak of trade, 199."]),
    Case(
      key: "page_text_bytes: 1024", name: "a.jsonl",
      bytes: text("{\"text\":\"\(String(repeating: "trade ", count: 900))\"}\n"),
      words: "\"degraded\":false", kept: ["\"count\":900,"]),
    Case(
      key: "entries: 1", name: "a.zip", bytes: zip, words: "\"code\":\"too-many-entries\""),
    Case(
      key: "entries: 1", name: "a.tar", bytes: tar("a.txt") + tar("b.txt") + tarEnd,
      words: "\"code\":\"too-many-entries\"", kept: ["\"member\":\"a.txt\""]),
    Case(
      key: "document_bytes: 1024", name: "a.xml",
      bytes: text("<r><p>\(String(repeating: "trade ", count: 300))</p></r>"),
      words: "the limit document_bytes allows 1024"),
  ]

  /// 200 letters in a few bytes.
  private static let gzip: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4B, 0x4C, 0x1C, 0x1E, 0x00, 0x00,
    0x58, 0xF0, 0x9A, 0x59,
    0xC8, 0x00, 0x00, 0x00,
  ]

  /// 17 MB of one letter in half a kilobyte: a frame of Zstandard (RFC 8878) whose blocks name a byte and how often it comes.
  private static let bomb: [UInt8] = {
    let head: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x38]
    return (0..<136).reduce(into: head) { bytes, number in
      let block = (number == 135 ? 1 : 0) | 1 << 1 | 131_072 << 3
      bytes += (0..<3).map { UInt8(truncatingIfNeeded: block >> (8 * $0)) } + [0x61]
    }
  }()

  /// An entry of a tar archive with one sentence in it.
  private static func tar(_ name: String) -> [UInt8] {
    let body = text("Exports grew.")
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ field: String, at start: Int) {
      header.replaceSubrange(start..<(start + field.utf8.count), with: field.utf8)
    }
    put(name, at: 0)
    put("0000644", at: 100)
    put("00000000015", at: 124)
    put("        ", at: 148)
    put("0", at: 156)
    put("ustar\u{0}00", at: 257)
    let sum = header.reduce(0) { $0 + Int($1) }
    let octal = String(sum, radix: 8)
    put(String(repeating: "0", count: 6 - octal.count) + octal + "\u{0} ", at: 148)
    return header + body + [UInt8](repeating: 0, count: 512 - body.count)
  }

  private static let tarEnd = [UInt8](repeating: 0, count: 1024)

  /// Two files of one letter each, stored.
  private static let zip: [UInt8] = {
    func number(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    var (files, directory): ([UInt8], [UInt8]) = ([], [])
    for name in ["a.txt", "b.txt"] {
      // The checksum of "x".
      let facts: [UInt8] =
        number(0, 2) + number(0, 4) + number(0x8CDC_1683, 4) + number(1, 4) + number(1, 4)
        + number(5, 2)
      directory += number(0x0201_4B50, 4) + number(20, 2) + number(20, 2) + number(0, 2) + facts
      directory += number(0, 12) + number(files.count, 4) + Array(name.utf8)
      files += number(0x0403_4B50, 4) + number(20, 2) + number(0, 2) + facts + number(0, 2)
      files += Array(name.utf8) + [0x78]
    }
    let end = number(0x0605_4B50, 4) + number(0, 4) + number(2, 2) + number(2, 2)
    return files + directory + end + number(directory.count, 4) + number(files.count, 4)
      + number(0, 2)
  }()

  @Test(arguments: cases)
  func whatExceedsALimitIsDeclared(item: Case) throws {
    let folder = try TemporaryFolder()
    let pipeline = try folder.file(
      "p.yaml",
      Array(
        "pipeline: p\nstages:\n  - ingest: {\(item.key)}\n  - extract: {content: all}\n  - tag: {lexicons: [\(Program.root.path)/Lexicons/four-field]}\n"
          .utf8))
    let input = try folder.file(item.name, item.bytes)
    let out = folder.url.appending(path: "out").path
    let result = try Program.run(["tag", input.path, "--pipeline", pipeline.path, "--out", out])
    let lines = try ["documents", "rejects"].map {
      try String(contentsOfFile: "\(out)/\($0).jsonl", encoding: .utf8)
    }.joined()
    #expect(lines.contains(item.words), "\(lines) \(result.errors)")
    for words in item.kept { #expect(lines.contains(words), "\(lines)") }
  }

  /// Without a key the same inputs are whole; what is left of the limits is `seconds` (FaultTests).
  @Test func theResolvedPipelineNamesEveryLimit() throws {
    let shown = try Program.run(["pipelines", "show", "four-field"]).output
    for key in [
      "document_bytes: 33554432", "window_bytes: 1048576", "decompressed_bytes: 0", "ratio: 200",
      "entries: 1000000", "depth: 384", "attributes: 1000", "elements: 250000", "passages: 20000",
      "page_text_bytes: 16777216", "matches: 650000", "seconds: 30",
    ] { #expect(shown.contains(key), "\(shown)") }
  }

  /// An id that every passage would repeat is kept short and stays unlike others.
  @Test func longIDsAreCut() throws {
    let folder = try TemporaryFolder()
    let long = String(repeating: "é", count: 3000)
    let lines = ["a", "b"].map { "{\"id\":\"\(long)\($0)\",\"text\":\"Exports grew.\"}\n" }
    let input = try folder.file("a.jsonl", Array(lines.joined().utf8))
    let out = folder.url.appending(path: "out").path
    _ = try Program.run(["tag", input.path, "--out", out])
    struct Document: Decodable {
      let id: String
      let degraded: Bool
    }
    let documents = try String(contentsOfFile: out + "/documents.jsonl", encoding: .utf8)
      .split(separator: "\n").map { try JSONDecoder().decode(Document.self, from: Data($0.utf8)) }
    #expect(documents.map(\.degraded) == [true, true])
    #expect(Set(documents.map(\.id)).count == 2)
    #expect(documents.allSatisfy { $0.id.utf8.count == 1024 + 17 && $0.id.hasPrefix("éé") })
  }

  /// A feed of so many items that their records are handed on in parts comes out in order, on any number of threads.
  @Test func aFeedOfManyItems() throws {
    let folder = try TemporaryFolder()
    let items = (0..<20_000).map { "<item><title>t\($0)</title></item>" }.joined()
    let input = try folder.file("f.xml", Array("<rss><channel>\(items)</channel></rss>".utf8))
    var outputs: [String] = []
    for threads in ["1", "2"] {
      let out = folder.url.appending(path: "out\(threads)").path
      let result = try Program.run(["tag", input.path, "--out", out, "--threads", threads])
      #expect(result.errors.contains("20000 items = 20000 documents"), "\(result.errors)")
      outputs.append(try String(contentsOfFile: out + "/documents.jsonl", encoding: .utf8))
    }
    #expect(outputs[0] == outputs[1])
    #expect(outputs[0].utf8.count > 1 << 23)
  }

  /// Nobody is told of an output folder before the inputs are found.
  @Test(arguments: ["process", "none"])
  func theFolderIsNamedLast(isolation: String) throws {
    let result = try Program.run(["tag", "no-such-file", "--isolation", isolation])
    #expect(result.status == 2)
    #expect(
      result.errors
        == "fourfield: found no file or folder 'no-such-file', expected one that exists\n")
    let folder = try TemporaryFolder()
    // A name of its own: the folder is named by it and the second.
    let input = try folder.file("only-\(isolation).txt", Array("Exports grew.".utf8))
    let good = try Program.run(["tag", input.path, "--isolation", isolation])
    let first = good.errors.split(separator: "\n").first ?? ""
    #expect(first.hasPrefix("writing to Output/only-"), "\(good.errors)")
    let name = first.dropFirst("writing to ".count)
    try FileManager.default.removeItem(at: Program.root.appending(path: String(name)))
  }
}
