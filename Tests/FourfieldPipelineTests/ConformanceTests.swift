import Foundation
import FourfieldCore
import TestSupport
import Testing

@testable import FourfieldPipeline

/// Public suites, where they lie beside the package; and a few of their cases, which always run.
@Suite struct ConformanceTests {
  private static let suites = Program.root.deletingLastPathComponent().appending(
    path: "shared/hostile")

  private static func files(_ folder: String) -> [URL] {
    let place = suites.appending(path: folder)
    let found = FileManager.default.enumerator(at: place, includingPropertiesForKeys: nil)
    return (found?.compactMap { $0 as? URL } ?? []).sorted { $0.path < $1.path }
  }

  /// Whether bytes are one JSON value: put into an object, since a line of ours is one.
  private func isJSON(_ bytes: [UInt8]) -> Bool {
    let line = Array("{\"x\":".utf8) + bytes + Array("}".utf8)
    let isText = String(validating: bytes, as: UTF8.self) != nil
    return isText && (try? JSONScanner.members(line))?.count == 1
  }

  @Test(arguments: [
    ("[1,2]", true), ("{\"a\":{}}", true), ("-0.1e+9", true), ("\"\\ud800\"", true), ("01", false),
    ("[1,]", false), ("{\"a\"}", false), ("\"\t\"", false), ("nul", false), ("[\u{1}]", false),
    ("1.", false), ("\"\\x\"", false), ("", false), ("[1] 2", false),
  ])
  func readsJSON(text: String, isValid: Bool) {
    #expect(isJSON(Array(text.utf8)) == isValid)
  }

  /// Every `y_` is accepted, every `n_` refused; the rest only must not crash.
  @Test func jsonTestSuite() throws {
    for file in ConformanceTests.files("json-test-suite/test_parsing") {
      let bytes = try [UInt8](Data(contentsOf: file))
      let name = file.lastPathComponent
      let isAccepted = isJSON(bytes)
      if name.hasPrefix("y_") { #expect(isAccepted, "\(name)") }
      if name.hasPrefix("n_") { #expect(!isAccepted, "\(name)") }
    }
  }

  /// The tables of csv-spectrum hold what their JSON says.
  @Test func csvSpectrum() throws {
    for file in ConformanceTests.files("csv-spectrum/csvs") where file.pathExtension == "csv" {
      let name = file.deletingPathExtension().lastPathComponent
      // Its JSON has another telephone number than its table.
      if name == "location_coordinates" { continue }
      let json = ConformanceTests.suites.appending(path: "csv-spectrum/json/\(name).json")
      guard let data = FileManager.default.contents(atPath: json.path) else { continue }
      let expected = try JSONSerialization.jsonObject(with: data) as? [[String: String]]
      var reader = TableReader(separator: 0x2C)
      reader.feed(try [UInt8](Data(contentsOf: file)))
      reader.end()
      var rows: [[String]] = []
      while let row = reader.next() {
        rows.append(row.fields.map { String(decoding: $0.bytes, as: UTF8.self) })
      }
      let names = rows.first ?? []
      let found = rows.dropFirst().map { Dictionary(zip(names, $0)) { $1 } }
      #expect(Array(found) == expected, "\(name)")
    }
  }

  /// Every reader on every file of the suites and on damaged copies of them: no crash, and every item is a document or a reject.
  @Test func mutants() throws {
    var seeds = ConformanceTests.ownSeeds
    var random = SeededGenerator(seed: 42)
    for folder in ["warcio", "xmlconf/xmltest", "utf8tests", "kuhn", "libxml2-test/test/HTML"] {
      let files = ConformanceTests.files(folder).shuffled(using: &random)
      for file in files.prefix(12) {
        guard let data = FileManager.default.contents(atPath: file.path), data.count < 1 << 16
        else { continue }
        seeds.append([UInt8](data))
      }
    }
    let builder = DocumentBuilder(settings: Settings())
    for seed in seeds {
      for round in 0..<6 {
        let bytes = round == 0 ? seed : mutated(seed, &random)
        #expect(try count(bytes, builder) > 0)
      }
    }
  }

  /// How many documents and rejects a file gives.
  private func count(_ bytes: [UInt8], _ builder: DocumentBuilder) throws -> Int {
    let folder = try TemporaryFolder()
    let path = try folder.file("mutant", bytes).path
    var (items, results) = (0, 0)
    do {
      let file = InputList.look(Array(path.utf8), isNamed: true)
      try InputReader(format: nil, limits: Limits(), note: { _ in }).items(of: file) { item in
        items += 1
        if case .lines = item.content { results += 1 }
        builder.build(item) { _, _ in results += 1 }
      }
    } catch is Rejection {
      results += 1
    }
    #expect(results >= items)
    return results
  }

  private func mutated(_ seed: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = seed
    for _ in 0..<Int.random(in: 1...8, using: &random) where !bytes.isEmpty {
      let index = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, index + Int.random(in: 1...64, using: &random))
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1: bytes[index] = [0, 0xFF, 0x3C, 0x22, 0x0A].randomElement(using: &random) ?? 0
      case 2: bytes.removeSubrange(index..<end)
      case 3: bytes.insert(contentsOf: bytes[index..<end], at: index)
      default: bytes.removeSubrange(index...)
      }
    }
    return bytes.isEmpty ? [0] : bytes
  }

  /// One small file of every kind.
  private static let ownSeeds: [[UInt8]] = [
    Array("Exports grew.\n\nTariffs fell.".utf8),
    Array(
      "<!doctype html><html><body><h1>Trade</h1><p>Exports &amp; imports.</p></body></html>".utf8),
    Array("<?xml version='1.0'?><rss><channel><item><title>T</title></item></channel></rss>".utf8),
    Array("{\"id\":1,\"text\":\"Exports \\u0067rew\"}\n{\"text\":\"x\"}\n".utf8),
    Array("id,text\n1,\"Exports, \"\"they\"\" grew\"\n2,x\n".utf8),
    Array(
      "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 63\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Exports grew.</p>\r\n\r\n"
        .utf8),
    Array("filedesc://a 0.0.0.0 20240506070809 text/plain 4\n1 0\n\n".utf8),
    [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B, 0x4C, 2, 0],
    [0x28, 0xB5, 0x2F, 0xFD, 0x20, 5, 0x29, 0, 0, 0x68, 0x65, 0x6C, 0x6C, 0x6F],
    [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18),
  ]
}
