internal import ArgumentParser
internal import FourfieldPipeline
internal import Foundation

/// `fourfield verify`: whether a run still is what its manifest says, and comes out the same again.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Holds a finished run against its manifest and tags a sample of it again.",
    discussion: """
      EXAMPLES
        fourfield verify Output/examples
        fourfield verify Output/examples --sample 200
      """)

  @Argument(help: ArgumentHelp("The folder of a run.", valueName: "run"))
  var folder: String

  @Option(help: "How many documents are tagged again from their sources; 0 for none.")
  var sample = 20

  func run() throws {
    try LexiconOptions.reporting {
      // In full: the sample is tagged in the folder where the run was made.
      let path = URL(filePath: folder).standardizedFileURL.path
      var verification = try Verification(try RunFolder(path), sample: sample)
      if sample > 0 { try replay(&verification) }
      for finding in verification.findings { Terminal.say(finding) }
      for problem in verification.problems { Terminal.say("wrong: \(problem)") }
      if !verification.problems.isEmpty { throw ExitCode(1) }
      Terminal.say("the run holds")
    }
  }

  /// Tags the sample as the run's own command would.
  private func replay(_ verification: inout Verification) throws {
    guard let made = verification.command, made.arguments.first == "tag",
      let command = try TagCommand.parseAsRoot(Array(made.arguments.dropFirst())) as? TagCommand
    else {
      Terminal.say("the journal does not tell the command of the run: nothing was tagged again")
      return
    }
    guard FileManager.default.changeCurrentDirectoryPath(made.folder) else {
      throw RunError("cannot go to '\(made.folder)', where the run was made")
    }
    try verification.replay(try command.makeRun(threads: 1))
  }
}
