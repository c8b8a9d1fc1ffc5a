internal import FourfieldCore
internal import ArgumentParser
internal import FourfieldEvaluation
internal import FourfieldPipeline
internal import Foundation

/// `fourfield agree`: how far coders agree.
struct AgreeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agree", abstract: "Measures how far coders agree on the same passages.",
    discussion: """
      Every file is the coding of one person, as the coding sheet exports it (or lines name their coder). Krippendorff's α is given for the whole and for every theme, with
      95 % bootstrap intervals over documents; for sets of labels by the MASI distance as well; Cohen's κ for every pair.

      EXAMPLE
        fourfield agree ana.jsonl bo.jsonl --matrix reliability.csv
      """)

  @Argument(help: "The codings: JSONL or CSV with id and label or labels.")
  var files: [String]

  @Option(help: "Write the reliability matrix (coders in rows, units in columns) as CSV.")
  var matrix: String?

  @Flag(help: "Print JSON in place of the table.")
  var json = false

  func run() throws {
    try LexiconOptions.reporting {
      let codings = try files.map { path in
        let name = URL(filePath: path).deletingPathExtension().lastPathComponent
        return (
          name: name, gold: try GoldSet(try RunSource.contents(path), name: path, doubt: .keep)
        )
      }
      let data = try ReliabilityData(codings)
      if let matrix,
        !FileManager.default.createFile(atPath: matrix, contents: Data(data.csv.utf8))
      {
        throw RunError("cannot write '\(matrix)'")
      }
      let agreement = Agreement(data)
      print(json ? try text(json: agreement) : table(agreement))
    }
  }

  private func text(json agreement: Agreement) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(agreement), as: UTF8.self)
  }

  private func table(_ agreement: Agreement) -> String {
    let head = [
      "\(agreement.coders.count) coders, \(agreement.units) units, \(agreement.shared) of them coded by two or more",
      "", Terminal.pad("Krippendorff's α", 20) + Terminal.pad("α [95 % interval]", 24) + "verdict",
    ]
    let alphas = (agreement.overall + agreement.labels).map { alpha in
      let interval = alpha.alpha.map {
        "\(Decimal3.text($0.value)) [\(Decimal3.text($0.low)), \(Decimal3.text($0.high))]"
      }
      return Terminal.pad(alpha.name, 20) + Terminal.pad(interval ?? "–", 24) + alpha.verdict
    }
    let pairs = agreement.pairs.map { pair in
      Terminal.pad("\(pair.first) – \(pair.second)", 32) + Terminal.pad("\(pair.units)", 8)
        + Terminal.pad(Decimal3.text(pair.agreement), 11) + (pair.kappa.map(Decimal3.text) ?? "–")
    }
    return
      (head + alphas + ["", Terminal.pad("pair", 32) + "units   agreement  Cohen's κ"] + pairs)
      .joined(separator: "\n")
  }
}
