import Foundation
import FourfieldCore
import FourfieldLexicons
import FourfieldMatching
import TestSupport
import Testing

/// The examples of `Documentation/lexicon-language.md`, row by row.
@Suite struct DocumentedExampleTests {
  struct Row: CustomStringConvertible {
    let pattern: String
    let finds: String
    let rejects: String
    var description: String { pattern }
  }

  static let patterns = rows(under: "| pattern | finds | not in |")
  static let entries = rows(under: "| entry | finds | not in |")

  /// The rows of the table with a header.
  private static func rows(under header: String) -> [Row] {
    let page = Program.root.appending(path: "Documentation/lexicon-language.md")
    guard let text = try? String(contentsOf: page, encoding: .utf8),
      let start = text.range(of: header)
    else { return [] }
    return text[start.upperBound...].split(separator: "\n").dropFirst().prefix { $0.hasPrefix("|") }
      .map { line in
        let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
          $0.trimmingCharacters(in: .whitespaces).replacing("⏎", with: "\n")
        }
        return Row(
          pattern: cells[1].trimmingCharacters(in: ["`"]).trimmingCharacters(in: ["\""]),
          finds: cells[2], rejects: cells[3])
      }
  }

  @Test func pageHasThem() {
    #expect(DocumentedExampleTests.patterns.count > 25)
    #expect(DocumentedExampleTests.entries.count > 4)
  }

  /// Entries with rules, as they stand in a lexicon.
  @Test(arguments: entries)
  func entryHolds(row: Row) throws {
    var reader = try LexiconReader(
      file: "lexicon.yaml", yaml: "name: t\nlanguages: [en]\nthemes: [{id: a}]")
    reader.addTheme(
      file: "a.yaml",
      yaml: "theme: a\ngroups: {g: [{concept: c, weight: 1, en: [\(row.pattern)]}]}")
    try check(row, try reader.finish())
  }

  @Test(arguments: patterns)
  func holds(row: Row) throws {
    try check(row, try Lexicon(patterns: [(row.pattern, .folded)]))
  }

  private func check(_ row: Row, _ lexicon: Lexicon) throws {
    var scanner = FourfieldMatching.Scanner(CompiledLexicon(lexicon))
    let plain = row.finds.replacing("‹", with: "").replacing("›", with: "")
    #expect(marked(plain, &scanner) == row.finds)
    #expect(marked(row.rejects, &scanner) == row.rejects)
  }

  /// A text with what is found in it between ‹ and ›.
  private func marked(_ text: String, _ scanner: inout FourfieldMatching.Scanner) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var last = 0
    scanner.scan(bytes.span, language: .english) { match in
      result += bytes[last..<match.range.start] + Array("‹".utf8)
      result += bytes[match.range.indices] + Array("›".utf8)
      last = match.range.end
    }
    return String(decoding: result + bytes[last...], as: UTF8.self)
  }
}
