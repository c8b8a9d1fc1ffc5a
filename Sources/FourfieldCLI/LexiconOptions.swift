internal import ArgumentParser
internal import FourfieldPipeline
internal import FourfieldTagging
internal import Foundation

/// Which lexicon a command uses.
struct LexiconOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .singleValue,
    help: """
      A lexicon: a folder, or a name under Lexicons/; given several times, they are put together (default: the pipeline's).
      """
  )
  var lexicon: [String] = []

  @Option(name: .long, help: "The pipeline: a file, or a name under Pipelines/.")
  var pipeline = "four-field"

  /// The pipeline's settings and the lexicons in force.
  func load() throws -> (settings: Settings, lexicons: LoadedLexicon) {
    let file = try PipelineFile(path: try LexiconOptions.pipelinePath(pipeline))
    let names = lexicon.isEmpty ? file.lexicons : lexicon
    let folders = try names.map { try LexiconOptions.folder($0) }
    let loaded = try LexiconStore.load(folders, cache: LexiconStore.defaultCache)
    var settings = file.settings
    if !file.setsThreshold { settings.threshold = loaded.model.threshold }
    return (settings, loaded)
  }

  /// The folders that may hold `Lexicons/` and `Pipelines/`: the working folder, and those above the program.
  static var bases: [String] {
    var base = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    var bases = [FileManager.default.currentDirectoryPath]
    for _ in 0..<5 {
      base = base.deletingLastPathComponent()
      bases.append(base.path)
    }
    return bases
  }

  /// The file of a pipeline.
  static func pipelinePath(_ name: String) throws -> String {
    if name.hasSuffix(".yaml"), FileManager.default.fileExists(atPath: name) { return name }
    for base in bases {
      let path = "\(base)/Pipelines/\(name).yaml"
      if FileManager.default.fileExists(atPath: path) { return path }
    }
    throw RunError("found no pipeline '\(name)', expected a file or a name under Pipelines/")
  }

  /// The folder of a lexicon: a path as it stands, else a name under `Lexicons/` here or beside the program.
  static func folder(_ name: String) throws -> String {
    if FileManager.default.fileExists(atPath: name + "/lexicon.yaml") { return name }
    for base in bases {
      let path = "\(base)/Lexicons/\(name)"
      if FileManager.default.fileExists(atPath: path + "/lexicon.yaml") { return path }
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
