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

  static let rows: [Row] = {
    let page = Program.root.appending(path: "Documentation/lexicon-language.md")
    guard let text = try? String(contentsOf: page, encoding: .utf8),
      let start = text.range(of: "| pattern | finds | not in |")
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
  }()

  @Test func pageHasThem() { #expect(DocumentedExampleTests.rows.count > 25) }

  @Test(arguments: rows)
  func holds(row: Row) throws {
    let place = SourceLocation(file: "t")
    let lexicon = Lexicon(
      name: "t", themes: [Theme(id: "a")],
      concepts: [
        Concept(
          id: "c", memberships: [Membership(theme: 0, group: "g", weight: 1)], entries: 0..<1,
          location: place)
      ],
      entries: [
        Entry(
          concept: 0, text: row.pattern, patterns: try PatternParser.parse(row.pattern),
          language: nil, location: place)
      ])
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
