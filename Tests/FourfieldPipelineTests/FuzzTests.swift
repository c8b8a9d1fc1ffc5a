import Foundation
import FourfieldCore
import FourfieldLexicons
import TestSupport
import Testing

@testable import FourfieldPipeline

/// Every reader on damaged bytes: no crash, no hang, and every item is a document or a reject.
///
/// `FOURFIELD_FUZZ=20000 swift test --filter FuzzTests` tries so many inputs for each reader; a run is repeated by its seed.
@Suite struct FuzzTests {
  enum Reader: String, CaseIterable {
    case text, html, xml, jsonl, csv, tsv, gzip, zstd, tar, zip, warc, arc, lexicon, table, pipeline
  }

  private static let rounds = number("FOURFIELD_FUZZ") ?? 100
  private static let seed = UInt64(number("FOURFIELD_FUZZ_SEED") ?? 42)

  private static func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
  }

  @Test(arguments: Reader.allCases)
  func survivesDamage(reader: Reader) throws {
    var random = SeededGenerator(seed: FuzzTests.seed)
    let seeds = FuzzTests.seeds(for: reader)
    let folder = try TemporaryFolder()
    for round in 0..<FuzzTests.rounds {
      let whole = seeds[round % seeds.count]
      let bytes = round < seeds.count ? whole : Mutation.of(whole, seeds, &random)
      switch reader {
      case .lexicon: readLexicon(String(decoding: bytes, as: UTF8.self))
      case .table: readTable(String(decoding: bytes, as: UTF8.self))
      case .pipeline: readPipeline(String(decoding: bytes, as: UTF8.self))
      default: #expect(try count(bytes, folder, reader) > 0, "round \(round)")
      }
    }
  }

  /// How many documents and rejects a file gives.
  private func count(_ bytes: [UInt8], _ folder: TemporaryFolder, _ reader: Reader) throws -> Int {
    let path = try folder.file("mutant", bytes).path
    let builder = DocumentBuilder(settings: Settings())
    var (items, results) = (0, 0)
    do {
      let file = InputFile.look(Array(path.utf8), isNamed: true)
      let input = InputReader(
        format: InputFormat(rawValue: reader.rawValue), limits: Limits(), note: { _ in })
      try input.items(of: file) { item in
        for record in item.records {
          items += 1
          builder.build(record) { result, _ in
            results += 1
            if case .success(let built) = result { check(built.document) }
          }
        }
        // Blank lines are no records.
        if case .lines = item.content { (items, results) = (items + 1, results + 1) }
      }
    } catch is Rejection {
      results += 1
    }
    #expect(results >= items)
    return results
  }

  /// The text is UTF-8, and the blocks lie in it, one behind the other.
  private func check(_ document: Document) {
    #expect(String(validating: document.text, as: UTF8.self) != nil)
    var end = 0
    for block in document.blocks {
      #expect(block.range.start >= end && block.range.end <= document.text.count)
      end = block.range.end
    }
  }

  private func readLexicon(_ yaml: String) {
    read("a.yaml") { $0.addTheme(file: "a.yaml", yaml: yaml) }
  }

  private func readTable(_ tsv: String) {
    read("entries.tsv") { $0.addTable(file: "entries.tsv", tsv: tsv) }
  }

  /// A part of a lexicon is read, or every mistake in it is told with its file.
  private func read(_ file: String, _ add: (inout LexiconReader) -> Void) {
    do {
      var reader = try LexiconReader(
        file: "lexicon.yaml", yaml: "name: t\nlanguages: [en, zh]\nthemes: [{id: a}, {id: b}]\n")
      add(&reader)
      _ = try reader.finish()
    } catch {
      for line in "\(error)".split(separator: "\n") {
        // A file without a concept makes a lexicon without one.
        #expect(line.hasPrefix(file) || line.hasPrefix("lexicon.yaml: found a lexicon"), "\(error)")
      }
    }
  }

  private func readPipeline(_ yaml: String) {
    do {
      let shown = try PipelineFile(file: "p.yaml", yaml: yaml).resolved
      #expect(try PipelineFile(file: "p.yaml", yaml: shown).resolved == shown, "\(yaml)")
    } catch {
      #expect("\(error)".hasPrefix("p.yaml"), "\(error)")
    }
  }
}

// MARK: Seeds

extension FuzzTests {
  /// Files of the public suites that a reader is for, where they lie beside the package.
  private static let suites: [Reader: [String]] = [
    .text: ["utf8tests", "kuhn", "blns"], .html: ["libxml2-test/test/HTML"],
    .xml: ["xmlconf/xmltest/valid/sa", "xmlconf/xmltest/not-wf/sa"],
    .jsonl: ["json-test-suite/test_parsing"], .csv: ["csv-spectrum/csvs"], .warc: ["warcio"],
    .arc: ["warcio"],
  ]

  private static func seeds(for reader: Reader) -> [[UInt8]] {
    var random = SeededGenerator(seed: seed)
    var seeds = ownSeeds(reader)
    for folder in suites[reader] ?? [] {
      let place = Program.root.deletingLastPathComponent().appending(
        path: "shared/hostile/\(folder)")
      let found = FileManager.default.enumerator(at: place, includingPropertiesForKeys: nil)
      let files = (found?.compactMap { $0 as? URL } ?? []).sorted { $0.path < $1.path }
      for file in files.shuffled(using: &random).prefix(20) {
        guard let data = FileManager.default.contents(atPath: file.path), data.count < 1 << 15,
          !data.isEmpty
        else { continue }
        seeds.append([UInt8](data))
      }
    }
    return seeds
  }

  private static func ownSeeds(_ reader: Reader) -> [[UInt8]] {
    switch reader {
    case .tar: [tar]
    case .gzip:
      packed(
        "H4sIAAAAAAACA3OtKMgvKilWSC9KLdfj4gpJLMpMSytWSEvNyVFIzEtRKMovTlVITE/MzANzwSw9Llc66gIAwfyDk6IAAAAfiwgAAAAAAAQDAQ0A8v97InRleHQiOiJ4In0KYlTTFQ0AAAA="
      )
    case .zip:
      packed(
        "UEsDBBQAAAAIAAAAIQASqSZBEgAAAEEAAAAFAAAAYS50eHRzrSjILyopVkgvSi3XcyWDAwBQSwMEFAAAAAgAAAAhAC8hTcoWAAAAFAAAAAgAAABiL2MuaHRtbLMpsAtJLMpMSytWSEvNydGz0S+wAwBQSwECFAMUAAAACAAAACEAEqkmQRIAAABBAAAABQAAAAAAAAAAAAAAgAEAAAAAYS50eHRQSwECFAMUAAAACAAAACEALyFNyhYAAAAUAAAACAAAAAAAAAAAAAAAgAE1AAAAYi9jLmh0bWxQSwUGAAAAAAIAAgBpAAAAcQAAAAAA"
      )
    case .zstd:
      packed(
        "KLUv/QRYzQEAxAJFeHBvcnRzIGdyZXcuCgpUYXJpZmZzIGZlbGwgYW5kIHJvc2UgYWdhaW4uCgMAKauELRIk1ywDL5LKgg=="
      )
    default: [Array((texts[reader] ?? "x").utf8)]
    }
  }

  private static func packed(_ base64: String) -> [[UInt8]] {
    Data(base64Encoded: base64).map { [[UInt8]($0)] } ?? [[0]]
  }

  /// An archive of one file.
  private static let tar: [UInt8] = {
    let body = Array("Exports grew.\n".utf8)
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at place: Int) {
      header.replaceSubrange(place..<(place + text.utf8.count), with: text.utf8)
    }
    put("a.txt", at: 0)
    put("0000644\0" + "0000000\0" + "0000000\0", at: 100)
    put("00000000016\0" + "00000000000\0" + "        " + "0", at: 124)
    put("ustar\0" + "00", at: 257)
    let sum = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
    put(String(repeating: "0", count: 6 - sum.count) + sum + "\0 ", at: 148)
    return header + body + [UInt8](repeating: 0, count: 512 - body.count + 1024)
  }()

  private static let texts: [Reader: String] = [
    .text: "Exports grew.\n\nTariffs fell, said the\nminister – again.\r\n\n外商投资增加了。\n",
    .html: """
    <!doctype html><html lang=en><head><meta charset=utf-8><title>Trade</title>
    <script type="application/ld+json">{"@type":"NewsArticle","headline":"T"}</script></head>
    <body><!-- x --><h1>Trade</h1><p class="a b">Exports &amp; imports <b>grew</b>.</p>
    <table><tr><td>1<td>2</table><ul><li>x<li>y</ul><![CDATA[z]]></body></html>
    """,
    .xml: """
    <?xml version='1.0'?><rss><channel><item><title>T</title><description>&lt;p&gt;Exports grew.</description>
    <pubDate>Mon, 06 May 2024 07:08:09 GMT</pubDate></item><item><title a="b">U</title></item></channel></rss>
    """,
    .jsonl:
      "{\"id\":1,\"text\":\"Exports \\u0067rew \\ud83d\\ude00\\n\\nx\",\"k\":[1e9,null,{}]}\n{\"text\":\"x\"}\n",
    .csv: "id,text,k\r\n1,\"Exports, \"\"they\"\" grew\",a\r\n2,x,\n3,\"a\nb\",c\n",
    .tsv: "id\ttext\n1\tExports grew\n2\t\"x\ty\"\n",
    .warc:
      "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http\r\nContent-Length: 100\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n<p>Expor\r\n0\r\n\r\n\r\n\r\n",
    .arc:
      "filedesc://a 0.0.0.0 20240506070809 text/plain 4\n1 0\n\nhttp://x/ 0.0.0.0 20240506070809 text/html 40\nHTTP/1.0 200 OK\r\nContent-Type: a\r\n\r\n<p>x</p>\n",
    .lexicon: """
    theme: a
    groups:
      g:
        - concept: trade
          themes: {a: 2, b/h: 1}
          weight: 2
          en: [trade, {match: FTA, case: exact, weight: 3}, "tariff* <0-3> import{s,}"]
          zh: [{match: 外贸, unless: [外贸部], near: {of: [增长], within: 8}}]
          tests: {"yes": ["Trade grew"], "no": ["Tirade"]}
    block:
      - concept: trade-wind
        en: [trade wind]
    """,
    .table:
      "theme\tgroup\tconcept\tlanguage\tpattern\tweight\tcase\tunless\tnear\tnote\na\tg\tc\ten\ttrade*\t2\texact\tx\t\t\nb\th\td\tzh\t外贸\t\t\t\t\t\n",
    .pipeline: """
    pipeline: p
    stages:
      - ingest: {formats: auto, depth: 100, seconds: 5}
      - deduplicate: {exact: true, near: 0.9}
      - filter: {languages: [en, zh], min_words: 3}
      - segment: {unit: sentence, max_words: 100}
      - tag: {lexicons: [x], overlap: all}
      - classify: {model: default, context: 2, threshold: 0.4}
    """,
  ]
}
