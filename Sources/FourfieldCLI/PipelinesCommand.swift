internal import ArgumentParser
internal import FourfieldPipeline
internal import Foundation

/// `fourfield pipelines`: what is there, and what it resolves to.
struct PipelinesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipelines", abstract: "Lists the pipelines and shows one in its resolved form.",
    subcommands: [List.self, Show.self], defaultSubcommand: List.self)

  /// Lists the names.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Lists the pipelines.")

    func run() throws {
      var names: Set<String> = []
      for base in LexiconOptions.bases {
        let files = try? FileManager.default.contentsOfDirectory(atPath: base + "/Pipelines")
        for file in files ?? [] where file.hasSuffix(".yaml") {
          names.insert(String(file.dropLast(5)))
        }
      }
      for name in names.sorted() { print(name) }
    }
  }

  /// Shows one.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Prints a pipeline with every key.")
    @Argument(help: "The pipeline: a file, or a name under Pipelines/.")
    var name: String

    func run() throws {
      try LexiconOptions.reporting {
        print(try PipelineFile(path: try LexiconOptions.pipelinePath(name)).resolved)
      }
    }
  }
}
