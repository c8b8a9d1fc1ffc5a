internal import FourfieldEvaluation
internal import FourfieldPipeline
internal import Foundation

/// The run that a command looks at: the folder of one, or inputs that are tagged first.
struct RunSource {
  /// The run's records.
  let records: RunRecords

  /// Reads the folder of a run, or tags files into a folder that is removed again.
  init(_ inputs: [String], lexicon: LexiconOptions) throws {
    if let folder = inputs.first, inputs.count == 1, RunSource.isRun(folder) {
      records = try RunSource.read(folder)
      return
    }
    let (settings, loaded) = try lexicon.load()
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "fourfield-\(UUID().uuidString)").path
    defer { RunSource.remove(folder) }
    let run = Run(
      settings: settings, lexicon: loaded.compiled, model: loaded.model,
      threads: ProcessInfo.processInfo.activeProcessorCount)
    run.lexicons = loaded.stamps
    _ = try run.tag(inputs, into: folder)
    if run.summary.rejected > 0 {
      Terminal.say("\(run.summary.rejected) of \(run.summary.items) items could not be read")
    }
    records = try RunSource.read(folder)
  }

  /// Whether a folder holds a run.
  static func isRun(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path + "/passages.jsonl")
  }

  /// The bytes of a file.
  static func contents(_ path: String) throws -> Data {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw RunError("cannot read '\(path)'")
    }
    return data
  }

  private static func read(_ folder: String) throws -> RunRecords {
    try RunRecords(
      documents: try contents(folder + "/documents.jsonl"),
      passages: try contents(folder + "/passages.jsonl"))
  }

  /// A folder that stays behind in the system's place for such is no error of the command.
  private static func remove(_ folder: String) {
    do {
      try FileManager.default.removeItem(atPath: folder)
    } catch {
      Terminal.say("could not remove \(folder)")
    }
  }
}
