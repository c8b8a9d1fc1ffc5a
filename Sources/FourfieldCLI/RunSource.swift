internal import FourfieldEvaluation
internal import FourfieldPipeline
internal import Foundation

/// The run that a command looks at: the folder of one, or inputs that are tagged first.
struct RunSource {
  /// The run's records.
  let records: RunRecords

  /// Reads the folder of a run, or tags files into a folder that is removed again.
  init(
    _ inputs: [String], lexicon: LexiconOptions, keeping kept: RunReader.Kept = .all,
    texts keepsText: Bool = true
  ) throws {
    let reader = RunReader(kept, keepsText: keepsText)
    if let folder = inputs.first, inputs.count == 1, RunSource.isRun(folder) {
      records = try RunSource.read(folder, reader)
      return
    }
    let (settings, loaded) = try lexicon.load()
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "fourfield-\(UUID().uuidString)").path
    defer { RunSource.remove(folder) }
    let run = Run(
      settings: settings, lexicon: loaded.compiled, model: loaded.model,
      threads: ThreadCount.of(nil))
    run.lexicons = loaded.stamps
    _ = try run.tag(inputs, into: folder)
    if run.summary.rejected > 0 {
      Terminal.say("\(run.summary.rejected) of \(run.summary.items) items could not be read")
    }
    records = try RunSource.read(folder, reader)
  }

  /// Whether a folder holds a run.
  static func isRun(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path + "/passages.jsonl")
  }

  /// The bytes of a file.
  static func contents(_ path: String) throws -> Data {
    guard let data = FileManager.default.contents(atPath: path) else {
      let isThere = FileManager.default.fileExists(atPath: path)
      throw RunError("cannot read '\(path)'\(isThere ? "" : ": there is no such file")")
    }
    return data
  }

  private static func read(_ folder: String, _ empty: RunReader) throws -> RunRecords {
    var reader = empty
    try forEachLine(folder + "/documents.jsonl") { try reader.addDocument($0, number: $1) }
    try forEachLine(folder + "/passages.jsonl") { try reader.addPassage($0, number: $1) }
    return reader.finish()
  }

  /// How much of a file is read at a time.
  private static let chunk = 1 << 20

  /// Calls a function with every line of a file and its number.
  private static func forEachLine(_ path: String, _ body: (Data, Int) throws -> Void) throws {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw RunError("cannot read '\(path)'")
    }
    var rest = Data()
    var number = 0
    while let more = try file.read(upToCount: chunk), !more.isEmpty {
      rest += more
      var start = rest.startIndex
      while let end = rest[start...].firstIndex(of: 0x0A) {
        number += 1
        if end > start { try body(rest[start..<end], number) }
        start = end + 1
      }
      rest = Data(rest[start...])
    }
    if !rest.isEmpty { try body(rest, number + 1) }
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
