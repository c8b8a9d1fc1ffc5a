internal import FourfieldCore
public import FourfieldMatching
public import FourfieldTagging
internal import Foundation
internal import Glibc

/// Tags the files of one run and writes its folder.
///
/// Output order is input order, and the bytes are the same for any number of threads and however often the run was cut off. A document that
/// cannot be read becomes a line of `rejects.jsonl` and the run goes on; items read = documents + rejects + dropped.
public final class Run {
  /// How far a run is.
  public struct Progress: Hashable, Sendable {
    /// Documents and rejects written.
    public var items = 0
    /// Bytes read.
    public var bytes = 0
    /// Bytes of all inputs; 0 where standard input is among them.
    public var total = 0
  }

  /// What became of a run.
  public enum Outcome: Hashable, Sendable {
    /// It is complete.
    case done
    /// It had been complete before: nothing was changed.
    case wasDone
    /// It was asked to stop; the same command goes on from there.
    case stopped
  }

  private let settings: Settings
  private let lexicon: CompiledLexicon
  private let model: ClassifierModel
  private let threads: Int
  private var ids: FreeIDs
  private var finder: DuplicateFinder?
  /// The other id that the last document was given: it may go on in the next part of its batch.
  private var openID: String?
  private var progress = Progress()
  /// Everything before it is written.
  private var written = InputMark()
  /// What had been counted there, while a batch is written in parts.
  private var before: RunSummary?
  /// What was done so far.
  public private(set) var summary = RunSummary()
  /// How many inputs could not be read for a reason that may pass; the same command tries them again.
  public private(set) var faults = 0
  /// What the manifest says of the lexicons.
  public var lexicons: [LexiconStamp] = []
  /// A file of more inputs, one a line or set apart by NUL.
  public var filesFrom: String?
  /// The arguments of the command, for the journal.
  public var command: [String]?
  /// The documents that are tagged, nil for all; where they are given, their files are read and no others.
  public var selection: Selection?
  /// The line to the supervisor of this process, if it has one.
  public var link: WorkerLink?
  /// Called after every batch.
  public var onProgress: ((Progress) -> Void)?
  /// Called when the inputs are found and the output folder is ours.
  public var onStart: (() -> Void)?
  /// Called where a run is taken up that had been cut off, with what it had done.
  public var onResume: ((RunSummary) -> Void)?
  /// Called once where hidden files are left out, with their number and the first names.
  public var onHidden: ((Int, [String]) -> Void)?
  /// Asked again and again; where it is true, the run stops in good order.
  public var shouldStop: () -> Bool = { false }

  /// What begins the threads.
  var startThread: BackgroundThread.Start = BackgroundThread.start

  /// How many bytes a batch holds at least.
  private static let batchBytes = 1 << 18

  /// Creates a run.
  ///
  /// - Parameters:
  ///   - settings: what is in force.
  ///   - lexicon: the lexicon.
  ///   - model: the numbers of the classifier.
  ///   - threads: how many threads tag; at least one.
  public init(
    settings: Settings, lexicon: CompiledLexicon, model: ClassifierModel = .standard,
    threads: Int = 1
  ) {
    self.settings = settings
    self.lexicon = lexicon
    self.model = model
    self.threads = threads
    let folder = FileManager.default.temporaryDirectory.path
    ids = FreeIDs(folder: folder)
    finder = settings.deduplication.map { DuplicateFinder($0, folder: folder) }
  }

  /// Tags files and folders into a folder.
  ///
  /// - Parameters:
  ///   - inputs: files, folders, patterns, `-`.
  ///   - output: the folder; made if it is not there.
  ///   - existing: what becomes of a run that the folder holds.
  /// - Returns: what became of the run.
  /// - Throws: ``RunError`` when there is nothing to read, the output cannot be written or holds another run.
  public func tag(
    _ inputs: [String], into output: String, existing: ExistingRun = .resume
  ) throws -> Outcome {
    let list = try list(of: inputs)
    let inventory = try list.inventory()
    if inventory.hidden > 0 { onHidden?(inventory.hidden, inventory.hiddenNames) }
    var fingerprint = fingerprint(of: inventory)
    fingerprint.command = command
    fingerprint.folder = FileManager.default.currentDirectoryPath
    let folder = try OutputFolder(
      output, existing: existing, hasThreads: threads > 1, start: startThread)
    ids = FreeIDs(folder: output)
    finder = settings.deduplication.map { DuplicateFinder($0, folder: output) }
    switch try folder.start(fingerprint, lasts: Run.lasts) {
    case .beginning: onStart?()
    case .commit(let commit): try resume(commit, folder)
    case .finished(let commit, let faults):
      summary = commit.summary
      self.faults = faults
      return .wasDone
    }
    faults = folder.faults
    return try tag(list, inventory, sink: folder, batchBytes: Run.batchBytes)
  }

  /// The files to be read: those that are named, or those of the documents that are meant.
  private func list(of inputs: [String]) throws -> InputList {
    if let selection { return InputList(selection) }
    return try InputList(inputs, filesFrom: filesFrom)
  }

  /// Whether what a path leads to is gone when it has been read: standard input, a pipe, a device.
  public static func isReadOnce(_ path: String) -> Bool {
    var facts = stat()
    if path == "-" { return true }
    guard unsafe stat(path, &facts) == 0 else { return false }
    return ![S_IFREG, S_IFDIR].contains(facts.st_mode & S_IFMT)
  }

  /// What a run over some inputs is.
  func fingerprint(of inventory: Inventory) -> Fingerprint {
    var fingerprint = Fingerprint(
      settings: settings, lexicons: lexicons, model: model, inputs: inventory)
    fingerprint.settings["selection"] = selection?.digest
    return fingerprint
  }

  /// Tags files and standard input (`-`) to standard output: one passage a line, as soon as its document is done.
  ///
  /// A reader that closes the pipe ends the run without an error.
  ///
  /// - Throws: ``RunError`` when there is nothing to read.
  public func tagToStandardOutput(_ inputs: [String]) throws -> Outcome {
    do {
      let list = try list(of: inputs)
      return try tag(list, try list.inventory(), sink: StandardOutput(), batchBytes: 1)
    } catch is StandardOutput.Closed {
      return .done
    }
  }

  private func resume(_ commit: Commit, _ folder: OutputFolder) throws {
    written = commit.mark
    summary = commit.summary
    try folder.ids { try ids.insert($0) }
    if finder != nil {
      try folder.lines(of: .signatures) { line, place in
        if let read = DuplicateFinder.read(line) { try finder?.insert(read.signature, at: place) }
      }
    }
    onStart?()
    onResume?(summary)
  }

  /// Whether a file that could not be read still cannot be.
  private static func lasts(_ fault: Fault) -> Bool {
    guard fault.isReading else { return false }
    do {
      let file = InputFile.look(fault.path, isNamed: true)
      let source = try ByteSource(file) { _ in }
      while try !source.next().isEmpty {}
      return false
    } catch let rejection as Rejection {
      return rejection.isPassing
    } catch {
      return true
    }
  }

  /// Thrown from within the reading to end it.
  private struct Stop: Error {}

  private func tag(
    _ list: InputList, _ inventory: Inventory, sink: some Sink, batchBytes: Int
  ) throws -> Outcome {
    let start = ContinuousClock.now
    progress.total = inventory.hasStandardInput ? 0 : inventory.bytes
    summary.files = inventory.files
    let pool = makePool()
    let watchdog = try makeWatchdog(pool)
    // Last: a run can do with fewer of these threads, and not without the others.
    pool.start(startThread)
    defer { withExtendedLifetime(watchdog) {} }
    let reader = BatchReader(settings: settings, size: batchBytes, from: written) { batch in
      if self.shouldStop() { throw Stop() }
      self.link?.report(read: batch.read)
      pool.isCareful = batch.read <= self.link?.orders.carefulBytes ?? 0
      try pool.submit(batch) { try self.take($0, $1, sink) }
    }
    do {
      let end = try reader.read(list)
      try pool.drain { try take($0, $1, sink) }
      written = end
    } catch is Stop {
      if let before { summary = before }
      try sink.stop(before == nil ? (written, summary) : nil)
      return .stopped
    }
    summary.bytes = written.bytes
    try checkSums()
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    try sink.finish(
      written, summary,
      manifest: Manifest(
        settings: settings, lexicons: lexicons, summary: summary,
        inputDigest: written.digest, seconds: seconds))
    return .done
  }

  private func makePool() -> WorkerPool {
    let orders = link?.orders ?? WorkerOrders()
    let link = orders.carefulBytes > 0 ? link : nil
    // Only where documents are taken one at a time the last that was named is the one to blame.
    let own = DocumentWatch(verdicts: orders.verdicts, only: selection?.sources, link: link)
    let worker = Worker(settings: settings, lexicon: lexicon, model: model, watch: own)
    return WorkerPool(threads: threads, own: worker, watch: own) {
      let watch = DocumentWatch(verdicts: orders.verdicts, only: selection?.sources)
      let worker = Worker(settings: settings, lexicon: lexicon, model: model, watch: watch)
      return WorkerPool.Lane(worker, watch)
    }
  }

  private func makeWatchdog(_ pool: WorkerPool) throws -> Watchdog {
    let (link, seconds) = (link, settings.limits.seconds)
    let watchdog = Watchdog(pool.watches, limit: seconds) { source in
      if let link { link.giveUp(source) }
      // Where nobody can be told the run ends all the same.
      try? FileHandle.standardError.write(
        contentsOf: Data(
          "fourfield: \(source.id) took longer than \(seconds) seconds; what was committed stands\n"
            .utf8))
      _exit(2)
    }
    try watchdog.start(startThread)
    return watchdog
  }

  /// Nothing is lost: items read = documents + rejects + dropped.
  private func checkSums() throws {
    guard summary.items == summary.documents + summary.rejected + summary.dropped else {
      throw RunError(
        "\(summary.items) items were read, but \(summary.documents) documents and \(summary.rejected) rejects written and \(summary.dropped) dropped; please report this"
      )
    }
  }

  /// Writes what became of a batch, or of a part of it; where an id was there before, the document gets another.
  private func take(_ batch: Batch, _ first: BatchResult, _ sink: some Sink) throws {
    if shouldStop() { throw Stop() }
    if let fault = batch.fault ?? first.fault {
      try sink.note(fault, at: written, summary)
      faults += 1
    }
    let earlier = summary
    summary.add(first.summary)
    var rewriting = Rewriting()
    var rejects: [UInt8] = []
    var done = 0
    for (position, id) in first.ids.enumerated() {
      if let line = try drop(first.parts, position, sink) {
        rewriting.dropped.insert(position)
        // In the order of the items, wherever the batch begins.
        rejects += first.rejects[done..<first.parts[position].rejects] + line
        done = first.parts[position].rejects
        continue
      }
      let isContinued = position == 0 && first.continued > 0
      let free = isContinued ? openID : try ids.enter(id, hash: first.hashes[position])
      if free != nil, !isContinued { summary.repeatedIDs += 1 }
      if let free { rewriting.ids.append(Rewriting.Renaming(position: position, id: free)) }
      openID = free
      try remember(first.parts, position, free ?? id, sink)
    }
    let result = rewriting.isEmpty ? first : rewriting.apply(to: first)
    try sink.write(result.passages, to: .passages)
    try sink.write(result.documents, to: .documents)
    try sink.write(rejects + result.rejects[done...], to: .rejects)
    // In the midst of a batch there is no state to go on from.
    guard first.isLast else {
      before = before ?? earlier
      return
    }
    before = nil
    written = batch.end
    try sink.reach(written, summary)
    progress.items = summary.items
    progress.bytes = batch.read
    onProgress?(progress)
  }

  /// The line that says what a document repeats; nil where it is new.
  private func drop(_ parts: [Part], _ position: Int, _ sink: some Sink) throws -> [UInt8]? {
    guard position < parts.count,
      let found = try finder?.duplicate(
        of: parts[position].signature, line: { try sink.line(of: .signatures, at: $0) })
    else { return nil }
    let line = try sink.line(of: .signatures, at: found.place)
    let other = DuplicateFinder.read(line[...])?.id ?? "?"
    let rejection = Rejection(
      stage: "deduplicate", code: found.isExact ? "exact-duplicate" : "near-duplicate",
      message: "the document repeats \(other)", detail: other)
    var json = JSONWriter()
    rejection.write(parts[position].source, into: &json)
    summary.drop(parts[position].summary)
    return json.bytes
  }

  private func remember(
    _ parts: [Part], _ position: Int, _ id: String, _ sink: some Sink
  ) throws {
    guard position < parts.count else { return }
    try finder?.insert(parts[position].signature, at: sink.end(of: .signatures))
    try sink.write(DuplicateFinder.line(parts[position].signature, id: id), to: .signatures)
  }
}
