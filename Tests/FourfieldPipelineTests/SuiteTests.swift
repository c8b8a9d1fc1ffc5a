import Foundation
import FourfieldCore
import FourfieldMarkup
import FourfieldText
import TestSupport
import Testing

@testable import FourfieldPipeline

/// Public suites whole, where they lie beside the package, with what they expect where they say it.
@Suite struct SuiteTests {
  private static let suites = Program.root.deletingLastPathComponent().appending(
    path: "shared/hostile")

  private func files(_ folder: String) -> [URL] {
    let place = SuiteTests.suites.appending(path: folder)
    let found = FileManager.default.enumerator(at: place, includingPropertiesForKeys: nil)
    return (found?.compactMap { $0 as? URL } ?? []).sorted { $0.path < $1.path }
  }

  private func bytes(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: SuiteTests.suites.appending(path: path).path)
      .map { [UInt8]($0) }
  }

  /// The documents and rejects of a file.
  private func read(
    _ file: URL, format: InputFormat? = nil
  ) throws -> (built: [BuiltDocument], rejects: [Rejection]) {
    var (built, rejects): ([BuiltDocument], [Rejection]) = ([], [])
    let builder = DocumentBuilder(settings: Settings())
    do {
      let input = InputFile.look(Array(file.path.utf8), isNamed: true)
      let reader = InputReader(format: format, limits: Limits(), note: { _ in })
      try reader.items(of: input) { item in
        for record in item.records {
          builder.build(record) { result, _ in
            switch result {
            case .success(let document): built.append(document)
            case .failure(let rejection): rejects.append(rejection)
            }
          }
        }
      }
    } catch let rejection as Rejection {
      rejects.append(rejection)
    }
    return (built, rejects)
  }

  private func letters(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.filter { $0 > 0x20 }, as: UTF8.self)
  }

  /// Every file is a document or a reject; what is not well-formed is declared; the text of what is valid is that of its canonical form.
  @Test func xmlconf() throws {
    for file in files("xmlconf") where file.pathExtension == "xml" {
      let (built, rejects) = try read(file, format: .xml)
      #expect(built.count + rejects.count > 0, "\(file.path)")
      if file.path.contains("/xmltest/not-wf/sa/") {
        // Bytes that are no UTF-8 are read in another encoding, which the record names.
        let isDeclared = built.contains { $0.isDegraded || $0.encoding != "UTF-8" }
        #expect(!rejects.isEmpty || isDeclared, "\(file.path)")
      }
      let canonical = file.deletingLastPathComponent().appending(
        path: "out/\(file.lastPathComponent)")
      if file.path.contains("/valid/sa/0") || file.path.contains("/valid/sa/1"),
        let expected = FileManager.default.contents(atPath: canonical.path), rejects.isEmpty
      {
        let text = built.map { letters($0.document.text) }.joined()
        #expect(text == letters(plain([UInt8](expected))), "\(file.path)")
      }
    }
  }

  /// The text of canonical XML: tags and instructions left out, its few references undone.
  private func plain(_ canonical: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    var isTag = false
    for byte in canonical {
      if byte == 0x3C { isTag = true }
      if !isTag { text.append(byte) }
      if byte == 0x3E { isTag = false }
    }
    var string = String(decoding: text, as: UTF8.self)
    for (name, sign) in [
      ("&#9;", "\t"), ("&#10;", "\n"), ("&#13;", "\r"), ("&lt;", "<"), ("&gt;", ">"),
      ("&quot;", "\""), ("&amp;", "&"),
    ] { string = string.replacing(name, with: sign) }
    // As the text of a document is written.
    return Normalizer.normalize(Array(string.utf8).span).utf8
  }

  /// What a decoder of the WHATWG's standard makes of every line.
  @Test func utf8tests() throws {
    guard let bytes = bytes("utf8tests/utf8tests.bin"),
      let expected = self.bytes("utf8tests/artifacts/utf8.replace.nodejs.17.2.0.txt")
    else { return }
    let lines = bytes.split(separator: 0x0A)
    let results = expected.split(separator: 0x0A)
    #expect(lines.count == results.count)
    // Enough text before it to show that the file is UTF-8.
    let text = Array(String(repeating: "外商投资增加了。", count: 20).utf8)
    for (line, result) in zip(lines, results) {
      let decoded = Decoder.decode(text + Array(line), declared: "utf-8")
      #expect(decoded.utf8 == text + Array(result), "\(String(decoding: result, as: UTF8.self))")
    }
  }

  /// Every page of html5lib's trees, of libxml2's and of blns is read to its end.
  @Test func pages() throws {
    for file in files("html5lib-tests/tree-construction") where file.pathExtension == "dat" {
      let text = try String(decoding: Data(contentsOf: file), as: UTF8.self)
      for test in text.components(separatedBy: "#data\n").dropFirst() {
        let page = test.components(separatedBy: "\n#errors").first ?? ""
        _ = HTMLReader.read(Array(page.utf8), content: .all)
      }
    }
    for folder in ["libxml2-test/test/HTML", "goxnet-html", "blns", "kuhn"] {
      for file in files(folder) where !file.hasDirectoryPath {
        let (built, rejects) = try read(file, format: .html)
        #expect(built.count + rejects.count == 1, "\(file.path)")
        for document in built {
          #expect(String(validating: document.document.text, as: UTF8.self) != nil)
        }
      }
    }
  }

  /// Documents, those of them that are degraded, and the codes of rejects.
  @Test(arguments: [
    ("bad.arc", 0, 0, ["damaged-record"]),
    ("example-bad-non-chunked.warc.gz", 1, 0, []),
    ("example-bad.warc.gz.bad", 1, 0, ["http-status"]),
    ("example-digest.warc", 0, 0, ["empty"]),
    ("example-iana.org-chunked.warc", 1, 0, []),
    ("example-resource.warc.gz", 1, 0, []),
    ("example-space-in-target-uri.warc.gz", 0, 0, ["media-type"]),
    ("example-space-in-url.arc", 1, 1, []),
    ("example-trunc.warc", 1, 1, []),
    ("example-wget-bad-target-uri.warc.gz", 3, 0, []),
    ("example-wrong-chunks.warc.gz", 1, 1, []),
    ("example.arc", 1, 0, []), ("example.arc.gz", 1, 0, []), ("example.warc", 1, 0, []),
    ("example.warc.gz", 1, 0, []),
    ("post-test.warc.gz", 0, 0, ["media-type", "media-type", "media-type"]),
  ])
  func warcio(name: String, documents: Int, degraded: Int, codes: [String]) throws {
    let file = SuiteTests.suites.appending(path: "warcio/test/data/\(name)")
    guard FileManager.default.fileExists(atPath: file.path) else { return }
    let (built, rejects) = try read(file)
    #expect(built.count == documents)
    #expect(built.count { $0.isDegraded } == degraded)
    #expect(rejects.map(\.code) == codes)
  }
}
