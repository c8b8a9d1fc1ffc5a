internal import ArgumentParser
internal import FourfieldCore
internal import FourfieldPipeline
internal import Foundation

/// Which lexicon a command uses.
struct LexiconOptions: ParsableArguments {
  @Option(name: .long, help: "The lexicon: a folder, or a name under Lexicons/.")
  var lexicon = "four-field"

  func load() throws -> Lexicon { try LexiconFolder.load(try LexiconOptions.folder(lexicon)) }

  /// The folder of a lexicon: a path as it stands, else a name under `Lexicons/` here or beside the program.
  static func folder(_ name: String) throws -> String {
    if FileManager.default.fileExists(atPath: name + "/lexicon.yaml") { return name }
    var base = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    var tried = ["Lexicons/" + name]
    for _ in 0..<5 {
      base = base.deletingLastPathComponent()
      tried.append(base.appending(path: "Lexicons/" + name).path)
    }
    for path in tried where FileManager.default.fileExists(atPath: path + "/lexicon.yaml") {
      return path
    }
    throw RunError(
      "found no lexicon '\(name)', expected a folder with a lexicon.yaml or a name under Lexicons/")
  }

  /// Runs a command's body and turns errors into one sentence and exit status 2.
  static func reporting(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let exit as ExitCode {
      throw exit
    } catch {
      Terminal.say("fourfield: \(error)")
      throw ExitCode(2)
    }
  }
}
