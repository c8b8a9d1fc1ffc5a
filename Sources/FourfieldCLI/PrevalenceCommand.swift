internal import FourfieldCore
internal import ArgumentParser
internal import FourfieldEvaluation
internal import Foundation

/// `fourfield prevalence`: the shares of themes, corrected.
struct PrevalenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prevalence",
    abstract: "Corrects the themes' shares in a run by what coding says of mistakes.",
    discussion: """
      The adjusted count beside the raw shares, with 95 % intervals and the assumptions. Where the coded passages come from fourfield sample, --key gives their weights.

      EXAMPLE
        fourfield prevalence Output/news --gold ana.jsonl --key Output/news/sample/key.jsonl
      """)

  @Argument(help: "The folder of a run, or files to be tagged first.")
  var inputs: [String]

  @Option(help: "The file with the human coding.")
  var gold: String

  @Option(help: "The key of the sample that was coded.")
  var key: String?

  @OptionGroup var lexicon: LexiconOptions

  @Flag(help: "Print JSON in place of the table.")
  var json = false

  func run() throws {
    try LexiconOptions.reporting {
      let coded = try GoldSet(try RunSource.contents(gold), name: gold)
      let run = try RunSource(inputs, lexicon: lexicon, texts: false).records
      let weights = try key.map { path in
        try SampleKey.weights(try RunSource.contents(path), name: path)
      }
      let prevalence = Prevalence(try Alignment(coded, run), run, weights: weights ?? [:])
      print(json ? try text(json: prevalence) : table(prevalence))
    }
  }

  private func text(json prevalence: Prevalence) throws -> String {
    struct Root: Encodable {
      let prevalence: Prevalence
      let assumptions: [String]
    }
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let root = Root(prevalence: prevalence, assumptions: Prevalence.assumptions)
    return String(decoding: try encoder.encode(root), as: UTF8.self)
  }

  private func table(_ prevalence: Prevalence) -> String {
    let head = [
      "\(prevalence.records) records, \(prevalence.coded) of them coded", "",
      Terminal.pad("theme", 14) + "tagged  corrected [95 % interval]   recall  false alarms",
    ]
    let rows = prevalence.rows.map { row in
      let corrected = row.adjusted.map {
        "\(Decimal3.text($0.value)) [\(Decimal3.text($0.low)), \(Decimal3.text($0.high))]"
      }
      return Terminal.pad(row.theme, 14) + Terminal.pad(Decimal3.text(row.raw), 8)
        + Terminal.pad(corrected ?? "cannot be told", 28)
        + Terminal.pad(Decimal3.text(row.recall), 8) + Decimal3.text(row.falseAlarm)
    }
    let notes = ["", "This holds if:"] + Prevalence.assumptions.map { "  - \($0)" }
    return (head + rows + notes).joined(separator: "\n")
  }
}
