internal import ArgumentParser
internal import FourfieldPipeline

/// The program.
@main
struct FourfieldCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fourfield",
    abstract: "Tags news and policy texts by theme with weighted lexicons.",
    discussion: """
      EXAMPLES
        fourfield tag Examples --out Output/examples
        fourfield explain "Exports to China grew by 4 % last year."
        fourfield lexicon test
      """,
    version: FourfieldPipeline.version,
    subcommands: [
      TagCommand.self, ExtractCommand.self, ExplainCommand.self, EvaluateCommand.self,
      SampleCommand.self,
      AgreeCommand.self, PrevalenceCommand.self,
      ReportCommand.self, VerifyCommand.self,
      LexiconCommand.self, PipelinesCommand.self,
    ])
}
