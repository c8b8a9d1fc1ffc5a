internal import FourfieldCore
internal import FourfieldText
internal import Foundation

/// The folder of a run: files grow under temporary names and get their own when the run is complete.
///
/// Every second the state is committed: the data is on the disk before the journal says so. A run that was cut off is taken up at its last
/// commit, and what was written behind it is cut off.
final class OutputFolder: Sink {
  /// Where a run begins.
  enum Start {
    case beginning
    case commit(Commit)
    /// The run is complete; how many faults of it last.
    case finished(Commit, faults: Int)
  }

  private let folder: String
  private let startThread: BackgroundThread.Start
  /// Where digests are computed; nil for the thread that writes.
  private let digests: SerialThread?
  private let lock: FolderLock
  private var journal: Journal
  private var outputs: [Output] = []
  private var committer: Committer?
  private var uncommitted = 0
  private var last = ContinuousClock.now
  private let began = ContinuousClock.now
  /// How long the run stood still for commits.
  private var held = Duration.zero
  /// How many faults the journal holds.
  private(set) var faults = 0

  /// A commit follows the one before after this time or this part of the run's time, whichever is longer, or after this many bytes. So the
  /// journal of a run of days has some thousand lines.
  private static let interval = Duration.seconds(1)
  private static let share = 500
  private static let bytes = 1 << 28

  /// Takes a folder.
  ///
  /// - Parameters:
  ///   - folder: the folder; made if it is not there.
  ///   - existing: what becomes of a run that it holds.
  ///   - hasThreads: whether the digests of what is written may be computed on a thread of their own.
  ///   - start: what begins threads.
  /// - Throws: ``RunError`` where it is not ours to write to.
  init(
    _ folder: String, existing: ExistingRun, hasThreads: Bool,
    start: @escaping BackgroundThread.Start = BackgroundThread.start
  ) throws {
    self.folder = folder
    startThread = start
    digests = hasThreads ? SerialThread("ff-digest", start: start) : nil
    var isFolder: ObjCBool = false
    let exists = unsafe FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder)
    if exists, !isFolder.boolValue {
      throw RunError("the output '\(folder)' is a file, expected a folder")
    }
    if exists, existing != .overwrite { try OutputFolder.refuseForeign(folder) }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw RunError("cannot make the output folder '\(folder)'")
    }
    lock = try FolderLock(folder: folder)
    journal = try Journal(folder: folder)
    if existing != .resume { try journal.cut(to: 0) }
  }

  /// A folder that holds something but no run is not ours to write to.
  private static func refuseForeign(_ folder: String) throws {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let own = [FolderLock.name, Journal.name] + OutputFile.allCases.map(\.partName)
    if names.allSatisfy(own.contains) || names.contains(Journal.name) { return }
    throw RunError(
      "the output folder '\(folder)' already holds something; name another or say --overwrite")
  }

  /// Finds out where the run begins.
  ///
  /// - Parameters:
  ///   - fingerprint: what the run is.
  ///   - lasts: whether a fault is still there.
  /// - Returns: the state to begin from.
  /// - Throws: ``RunError`` where the folder holds another run than this.
  func start(_ fingerprint: Fingerprint, lasts: (Fault) -> Bool) throws -> Start {
    let state = JournalState(journal.entries)
    guard let earlier = state.fingerprint else {
      try journal.cut(to: 0)
      try journal.append(.begin(fingerprint))
      try open(nil)
      return .beginning
    }
    try refuseChanges(fingerprint, since: earlier)
    faults = state.faults.count
    if let mended = state.faults.first(where: { !lasts($0.fault) }) {
      try journal.cut(to: mended.entries)
      faults = state.faults.count { $0.entries < mended.entries }
      try open(mended.before)
      return mended.before.map { .commit($0) } ?? .beginning
    }
    if state.isSealed, let commit = state.commit, has("manifest.json") {
      lock.release()
      return .finished(commit, faults: faults)
    }
    try open(state.commit)
    return state.commit.map { .commit($0) } ?? .beginning
  }

  private func refuseChanges(_ fingerprint: Fingerprint, since earlier: Fingerprint) throws {
    let changes = fingerprint.changes(since: earlier)
    if changes.isEmpty {
      guard fingerprint.inputs.hasStandardInput, !has("manifest.json") else { return }
      throw RunError(
        "'\(folder)' holds a run that was cut off while it read standard input, which cannot be read again; say --restart"
      )
    }
    throw RunError(
      "'\(folder)' holds a run of something else: changed \(changes.count == 1 ? "is" : "are") "
        + changes.joined(separator: ", ") + "; say --restart to begin it afresh")
  }

  /// Opens the files and brings them to a state.
  private func open(_ commit: Commit?) throws {
    for name in [
      "manifest.json", "timings.json", Journal.name + ".tmp", "manifest.json.tmp",
      "timings.json.tmp",
    ]
    where has(name) {
      try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
    try removeScratch()
    for (index, file) in OutputFile.allCases.enumerated() {
      if has(file.name) {
        if commit != nil, !has(file.partName) {
          try DurableFile.move(path(file), to: part(file))
        } else {
          try FileManager.default.removeItem(atPath: path(file))
        }
      }
      let handle = try DurableFile(part(file))
      let state = commit?.outputs[index] ?? Commit.Output()
      outputs.append(try Output(handle, at: state, digestOn: digests))
    }
    try DurableFile.synchronize(folder: folder)
    committer = Committer(files: outputs.map(\.file), journal: journal, start: startThread)
  }

  /// Takes away what a killed process may have left in the moment between making a file and taking its name.
  private func removeScratch() throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder)
    where name.hasPrefix(ScratchFile.prefix) && name.hasSuffix(ScratchFile.suffix) {
      try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
  }

  private func has(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder)/\(name)")
  }

  private func path(_ file: OutputFile) -> String { "\(folder)/\(file.name)" }
  private func part(_ file: OutputFile) -> String { "\(folder)/\(file.partName)" }

  /// Hands on the ids of the documents that a resumed run has written.
  func ids(_ body: (String) throws -> Void) throws {
    try lines(of: .documents) { line, _ in
      if let id = OutputFolder.id(line) { try body(id) }
    }
  }

  /// Hands on the lines of a file as far as it was written, each with its place.
  func lines(
    of file: OutputFile, _ body: (ArraySlice<UInt8>, Int) throws -> Void
  ) throws {
    let output = outputs[file.index]
    var rest: [UInt8] = []
    var place = 0
    _ = try output.file.read(first: output.count) { piece in
      rest += piece
      var start = 0
      while let end = rest[start...].firstIndex(of: 0x0A) {
        try body(rest[start..<end], place + start)
        start = end + 1
      }
      place += start
      rest.removeFirst(start)
    }
    try output.file.truncate(to: output.count)
  }

  /// Where the next line of a file begins.
  func end(of file: OutputFile) -> Int { outputs[file.index].end }

  /// The line of a file that begins at a place.
  func line(of file: OutputFile, at place: Int) throws -> [UInt8] {
    try outputs[file.index].flush()
    return try outputs[file.index].file.line(at: place)
  }

  /// The id of a record: the value of its first key.
  private static func id(_ line: ArraySlice<UInt8>) -> String? {
    let start = line.startIndex + 6
    var end = start + 1
    while end < line.endIndex, line[end] != 0x22 { end += line[end] == 0x5C ? 2 : 1 }
    guard end < line.endIndex else { return nil }
    let string = Array(line[start...end])
    return String(
      decoding: JSONScanner.unescape(string, ByteRange(0, string.count), isMapped: false).utf8,
      as: UTF8.self)
  }

  func write(_ bytes: [UInt8], to file: OutputFile) throws {
    uncommitted += bytes.count
    try outputs[file.index].write(bytes)
  }

  func reach(_ mark: InputMark, _ summary: RunSummary) throws {
    guard let committer, !committer.isCommitting else { return }
    try committer.check()
    let now = ContinuousClock.now
    let interval = max(OutputFolder.interval, (now - began) / OutputFolder.share)
    guard uncommitted >= OutputFolder.bytes || now - last >= interval else { return }
    try commit(mark, summary)
  }

  /// Begins to commit a state.
  private func commit(_ mark: InputMark, _ summary: RunSummary) throws {
    let start = ContinuousClock.now
    defer { held += ContinuousClock.now - start }
    for index in outputs.indices { try outputs[index].flush() }
    committer?.commit(.commit(Commit(mark: mark, outputs: outputs.map(\.state), summary: summary)))
    uncommitted = 0
    last = .now
  }

  func note(_ fault: Fault, at mark: InputMark, _ summary: RunSummary) throws {
    try commit(mark, summary)
    committer?.commit(.fault(fault))
    faults += 1
  }

  func stop(_ state: (mark: InputMark, summary: RunSummary)?) throws {
    if let state { try commit(state.mark, state.summary) }
    try committer?.wait()
    lock.release()
  }

  /// Gives the files their names and writes the manifest last.
  func finish(_ mark: InputMark, _ summary: RunSummary, manifest: Manifest) throws {
    try commit(mark, summary)
    let start = ContinuousClock.now
    committer?.commit(.sealed)
    try committer?.wait()
    for file in OutputFile.published { try DurableFile.move(part(file), to: path(file)) }
    try DurableFile.synchronize(folder: folder)
    let states = outputs.map(\.state)
    try compact(Commit(mark: mark, outputs: states, summary: summary))
    held += ContinuousClock.now - start
    let timings = manifest.timings(
      commits: held / .seconds(1), syncs: committer?.seconds ?? 0)
    try DurableFile.place(timings, at: folder + "/timings.json", in: folder)
    let json = manifest.json(
      outputs: zip(OutputFile.published, states).map { ($0.name, $1.bytes, $1.sha256) },
      faults: faults)
    try FileManager.default.removeItem(atPath: part(.signatures))
    // Last: with it the run is complete.
    try DurableFile.place(json, at: folder + "/manifest.json", in: folder)
    lock.release()
  }

  /// Leaves of the journal what a later run must know, so that it is the same however often this one was cut off.
  private func compact(_ commit: Commit) throws {
    guard faults == 0, let first = try Journal(folder: folder).entries.first else { return }
    let bytes = try Journal.bytes([first, .commit(commit), .sealed])
    try DurableFile.place(bytes, at: "\(folder)/\(Journal.name)", in: folder)
  }
}
