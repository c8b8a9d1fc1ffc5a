internal import ArgumentParser
internal import FourfieldPipeline
internal import Glibc

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

  /// Runs the command that the arguments name, and tells where its output could not be written.
  static func main() {
    do {
      var command = try parseAsRoot()
      // A command that prints to a pipe which nobody reads any more goes on to its end.
      signal(SIGPIPE, SIG_IGN)
      let result = Result { try command.run() }
      try LexiconOptions.reporting { try Terminal.flush() }
      try result.get()
    } catch {
      exit(withError: error)
    }
  }
}
