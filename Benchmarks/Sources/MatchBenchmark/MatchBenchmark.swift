internal import CAllocationCount
internal import FourfieldCore
internal import FourfieldLexicons
internal import FourfieldMatching
internal import Foundation

/// Matching alone: how fast a scan goes over texts that lie in memory, and what it allocates.
///
///     MatchBenchmark LEXICON.tsv CORPUS.jsonl [ROUNDS]
///
/// The lexicon has the columns language, theme, weight, pattern, without a header; the corpus a member `text` in every line. One JSON object
/// is printed: the best round in CPU time, the matches of one round, allocations a document once warm.
@main struct MatchBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count > 2 else {
      print("usage: MatchBenchmark LEXICON.tsv CORPUS.jsonl [ROUNDS]")
      exit(64)
    }
    let table = try table(arguments[1])
    let yaml = yaml(table)
    let texts = try texts(arguments[2])
    let rounds = arguments.count > 3 ? Int(arguments[3]) ?? 5 : 5

    var clock = CPUClock()
    let lexicon = try lexicon(yaml, table)
    let readSeconds = clock.lap()
    let compiled = CompiledLexicon(lexicon)
    let compileSeconds = clock.lap()

    let language = lexicon.entries.first?.language ?? .english
    var scanner = Scanner(compiled, overlap: .longest)
    var matches = 0
    for text in texts { scanner.scan(text.span, language: language) { _ in } }
    var best = Double.infinity
    var allocations: Int64 = 0
    for _ in 0..<rounds {
      matches = 0
      clock = CPUClock()
      let before = ff_allocation_count()
      for text in texts { scanner.scan(text.span, language: language) { _ in matches += 1 } }
      allocations = ff_allocation_count() - before
      best = min(best, clock.lap())
    }
    let megabytes = Double(texts.reduce(0) { $0 + $1.count }) / 1e6
    let figures: [(String, Double)] = [
      ("megabytes", megabytes), ("documents", Double(texts.count)),
      ("entries", Double(lexicon.entries.count)), ("matches", Double(matches)),
      ("cpu_seconds", best), ("megabytes_per_second", megabytes / best),
      ("allocations_per_document", Double(allocations) / Double(texts.count)),
      ("read_seconds", readSeconds), ("compile_seconds", compileSeconds),
    ]
    print(
      "{" + figures.map { "\"\($0)\":\(($1 * 1000).rounded() / 1000)" }.joined(separator: ",") + "}"
    )
  }

  /// The lexicon as `entries.tsv`, one concept an entry.
  private static func table(_ path: String) throws -> String {
    var table = "theme\tgroup\tconcept\tlanguage\tpattern\tweight\n"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    for (number, line) in lines.enumerated() {
      let cells = line.split(separator: "\t")
      guard cells.count == 4 else { continue }
      table += "\(cells[1])\tall\tc\(number)\t\(cells[0])\t\(cells[3])\t\(cells[2])\n"
    }
    return table
  }

  /// What `lexicon.yaml` says of it.
  private static func yaml(_ table: String) -> String {
    let themes = Set(
      table.split(separator: "\n").dropFirst().compactMap { $0.split(separator: "\t").first })
    return "name: bench\nversion: '1'\nlanguages: [en, es, pt, zh]\nthemes:\n"
      + themes.sorted().map { "  - id: \($0)\n" }.joined()
  }

  private static func lexicon(_ yaml: String, _ table: String) throws -> Lexicon {
    var reader = try LexiconReader(file: "lexicon.yaml", yaml: yaml)
    reader.addTable(file: "entries.tsv", tsv: table)
    return try reader.finish()
  }

  private static func texts(_ path: String) throws -> [[UInt8]] {
    struct Line: Decodable { var text: String }
    let decoder = JSONDecoder()
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    return try data.split(separator: 0x0A).map {
      Array(try decoder.decode(Line.self, from: $0).text.utf8)
    }
  }
}
