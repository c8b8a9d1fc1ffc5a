import FourfieldCore
import FourfieldLexicons
import FourfieldMatching

extension Lexicon {
  /// A lexicon of one theme that has a concept for each of some patterns.
  init(patterns: [(String, Entry.Comparison)]) throws {
    self.init(name: "t", languages: [.english], themes: [Theme(id: "a")])
    for (index, (text, comparison)) in patterns.enumerated() {
      let place = SourceLocation(file: "t", line: index + 1)
      entries.append(
        Entry(
          concept: index, text: text, patterns: try PatternParser.parse(text), language: nil,
          comparison: comparison, location: place))
      concepts.append(
        Concept(
          id: "c\(index)", memberships: [Membership(theme: 0, group: "g", weight: 1)],
          entries: index..<(index + 1), location: place))
    }
  }
}

extension CompiledLexicon {
  /// What is found in an English text: the number of the entry and the part of the text.
  func matches(in text: String) -> [(entry: Int, surface: String)] {
    let bytes = Array(text.utf8)
    var scanner = Scanner(self)
    var found: [(entry: Int, surface: String)] = []
    scanner.scan(bytes.span, language: .english) { match in
      found.append((match.entry, String(decoding: bytes[match.range.indices], as: UTF8.self)))
    }
    return found
  }

  /// The same in one text each: `0:trade`.
  func surfaces(in text: String) -> [String] {
    matches(in: text).map { "\($0.entry):\($0.surface)" }
  }
}
