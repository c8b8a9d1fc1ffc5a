internal import ArgumentParser
internal import FourfieldEvaluation
internal import FourfieldPipeline
internal import Foundation

/// `fourfield evaluate`: a run held against human coding.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Holds a run's tags against human coding.",
    discussion: """
      The gold file is JSONL with id and label (one theme) or labels (any number) in every line; ids are those of documents or of passages.

      EXAMPLE
        fourfield evaluate Output/news --gold coded.jsonl
      """)

  @Argument(help: "The folder of a run.")
  var folder: String

  @Option(help: "The file with the human coding.")
  var gold: String

  @Flag(help: "Print JSON in place of the table.")
  var json = false

  func run() throws {
    try LexiconOptions.reporting {
      let coded = try GoldSet(jsonl: try contents(gold), name: gold)
      let evaluation = try Evaluation(try tagging(for: coded), gold: coded)
      print(json ? try EvaluationTable(evaluation).json : EvaluationTable(evaluation).text)
    }
  }

  /// The documents, or the passages where the gold has their ids.
  private func tagging(for gold: GoldSet) throws -> Tagging {
    let documents = try records("documents.jsonl")
    if gold.items.contains(where: { documents.items[$0.id] != nil }) { return documents }
    return try records("passages.jsonl")
  }

  private func records(_ name: String) throws -> Tagging {
    let path = "\(folder)/\(name)"
    return try Tagging(jsonl: try contents(path), name: path)
  }

  private func contents(_ path: String) throws -> Data {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw RunError("cannot read '\(path)'")
    }
    return data
  }
}
