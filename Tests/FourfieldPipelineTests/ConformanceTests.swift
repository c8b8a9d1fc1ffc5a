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
}
