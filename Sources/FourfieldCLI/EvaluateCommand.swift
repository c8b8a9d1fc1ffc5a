internal import ArgumentParser
internal import FourfieldEvaluation
internal import FourfieldMatching
internal import FourfieldPipeline
internal import FourfieldReport
internal import FourfieldTagging
internal import Foundation

/// `fourfield evaluate`: a run held against human coding.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Holds tags against human coding.",
    discussion: """
      Gold is JSONL with id and label (one theme) or labels (any number) in every line, or a table with these columns; ids are those of documents or of passages.
      With start and end (code points) a line is about that stretch of the text. Without an input the gold file itself is tagged, which then needs a text in every line.
      Intervals are 95 % bootstrap intervals over documents.

      EXAMPLES
        fourfield evaluate Output/news --gold coded.jsonl
        fourfield evaluate Corpus --gold coded.csv --by language,length --html evaluation.html
        fourfield evaluate coded.jsonl --ledger
      """)

  @Argument(help: "The folder of a run, or files to be tagged first (default: the gold file).")
  var inputs: [String] = []

  @Option(help: "The file with the human coding (default: the input, where it is one file).")
  var gold: String?

  @Option(help: "Judge parts on their own as well: language, source, length, separated by commas.")
  var by: String?

  @OptionGroup var lexicon: LexiconOptions

  @Flag(help: "Print JSON in place of the table.")
  var json = false

  @Flag(help: "Print a CSV table of all figures, one a line.")
  var csv = false

  @Option(help: "Write one offline HTML file with the tables and curves in place of printing.")
  var html: String?

  @Flag(
    help:
      "Print the error ledger: what every entry does, what to remove, restrict, lower or raise, and words to add. The texts are scanned again with the lexicon."
  )
  var ledger = false

  @Option(help: "How many resamples give the intervals.")
  var resamples = Bootstrap.resamples

  private var splits: [EvaluationSplit] {
    get throws {
      try (by ?? "").split(separator: ",").map { name in
        guard let split = EvaluationSplit(rawValue: String(name)) else {
          throw ValidationError(
            "found '\(name)' in --by, expected language, source or length, separated by commas")
        }
        return split
      }
    }
  }

  func validate() throws {
    _ = try splits
    // What is alone is coded texts, to be tagged first; a run has no coding.
    if gold == nil, inputs.count != 1 || RunSource.isRun(inputs[0]) {
      throw ValidationError("found no --gold, expected the file with the human coding")
    }
    if json, csv { throw ValidationError("found --json and --csv, expected one of them") }
    if html != nil, json || csv || ledger {
      throw ValidationError("found --html beside --json, --csv or --ledger, expected one of them")
    }
    if !(40...1_000_000).contains(resamples) {
      throw ValidationError("--resamples needs a number from 40 to 1000000")
    }
  }

  func run() throws {
    try LexiconOptions.reporting {
      let gold = self.gold ?? inputs[0]
      let coded = try GoldSet(try RunSource.contents(gold), name: gold)
      let source = try RunSource(
        inputs.isEmpty ? [gold] : inputs, lexicon: lexicon,
        keeping: .ids(Set(coded.items.map(\.id))))
      let alignment = try Alignment(coded, source.records)
      if ledger {
        try printLedger(alignment, source.records)
        return
      }
      let evaluations = evaluations(alignment, by: try splits)
      if let html {
        try writePage(evaluations, alignment, gold: gold, to: html)
        return
      }
      let table = EvaluationTable(
        evaluations: evaluations, kind: alignment.kind, missing: alignment.missing)
      print(json ? try table.json : csv ? table.csv : table.text, terminator: csv ? "" : "\n")
    }
  }

  private func writePage(
    _ evaluations: [Evaluation], _ alignment: Alignment, gold: String, to path: String
  ) throws {
    let input = inputs.isEmpty ? gold : inputs.joined(separator: ", ")
    let report = EvaluationReport(
      title: "\(input) against \(gold)", parts: evaluations.map(EvaluatedPart.init),
      isSingleLabel: alignment.kind == .single, missing: alignment.missing)
    guard FileManager.default.createFile(atPath: path, contents: Data(report.html.utf8)) else {
      throw RunError("cannot write '\(path)'")
    }
    Terminal.say("wrote \(path)")
  }

  private func printLedger(_ alignment: Alignment, _ run: RunRecords) throws {
    let (settings, loaded) = try lexicon.load()
    var model = loaded.model
    model.threshold = settings.threshold
    let items = try GoldScan.items(alignment, run, loaded.compiled, overlap: settings.overlap)
    let table = LedgerTable(
      ledger: Ledger(
        items, kind: alignment.kind, lexicon: loaded.compiled.lexicon, model: model))
    print(json ? try table.json : csv ? table.csv : table.text, terminator: csv ? "" : "\n")
  }

  /// All items, after every language where there are several, and the parts that were asked for.
  private func evaluations(_ alignment: Alignment, by splits: [EvaluationSplit]) -> [Evaluation] {
    let all = Evaluation(alignment.items, kind: alignment.kind, resamples: resamples)
    var asked = splits
    if all.languages.count > 1, !asked.contains(.language) { asked.insert(.language, at: 0) }
    return [all] + asked.flatMap { $0.evaluations(alignment, resamples: resamples) }
  }
}
