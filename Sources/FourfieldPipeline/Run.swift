public import FourfieldCore
internal import Foundation
public import FourfieldMatching
public import FourfieldTagging

/// Tags the files of one run and writes the four output files.
///
/// Output order is input order, and the bytes are the same for any number of threads. A document that cannot be read becomes a line of
/// `rejects.jsonl` and the run goes on; items read = documents + rejects.
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

  private let settings: Settings
  private let lexicon: CompiledLexicon
  private let model: ClassifierModel
  private let pool: WorkerPool
  private var batch = Batch()
  private var ids = IDSet()
  private let inputDigest = Digest()
  private var progress = Progress()
  /// What was done so far.
  public private(set) var summary = RunSummary()
  /// What the manifest says of the lexicons.
  public var lexicons: [LexiconStamp] = []
  /// Called after every batch.
  public var onProgress: ((Progress) -> Void)?

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
    pool = WorkerPool(threads: threads, settings: settings, lexicon: lexicon, model: model)
  }

  /// Tags files and folders into a folder.
  ///
  /// - Parameters:
  ///   - inputs: files, folders, patterns, `-`.
  ///   - output: the folder; made if it is not there.
  ///   - overwrites: whether a folder that holds something may be written to.
  /// - Throws: ``RunError`` when there is nothing to read or the output cannot be written.
  public func tag(_ inputs: [String], into output: String, overwrites: Bool) throws {
    let files = try InputFiles.find(inputs)
    let sink = try OutputFolder(output, overwrites: overwrites)
    do {
      try tag(files, sink: sink, batchBytes: Run.batchBytes)
    } catch {
      sink.abandon()
      throw error
    }
  }

  /// Tags files and standard input (`-`) to standard output: one passage a line, as soon as its document is done.
  ///
  /// A reader that closes the pipe ends the run without an error.
  ///
  /// - Throws: ``RunError`` when there is nothing to read.
  public func tagToStandardOutput(_ inputs: [String]) throws {
    do {
      try tag(try InputFiles.find(inputs), sink: StandardOutput(), batchBytes: 1)
    } catch is StandardOutput.Closed {}
  }

  private func tag(_ files: [String], sink: some Sink, batchBytes: Int) throws {
    let clock = ContinuousClock()
    let start = clock.now
    progress.total = files.contains("-") ? 0 : files.reduce(0) { $0 + Run.size($1) }
    summary.files = files.count
    let input = InputFiles(format: settings.format) { chunk in
      self.inputDigest.update(chunk)
      self.summary.bytes += chunk.count
    }
    for file in files {
      do {
        try input.items(of: file) { item in
          batch.append(item)
          if batch.bytes >= batchBytes { try submit(sink) }
        }
      } catch let rejection as Rejection {
        batch.append(
          SourceItem(source: ItemSource(path: file), content: .rejected(rejection), bytes: []))
      }
    }
    try submit(sink)
    try pool.drain { try take($0, $1, sink) }
    let seconds = (clock.now - start) / .seconds(1)
    try sink.finish(
      manifest: Manifest(
        settings: settings, lexicons: lexicons, summary: summary,
        inputDigest: inputDigest.finish(), seconds: seconds))
  }

  private static func size(_ path: String) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.size] as? Int ?? 0
  }

  private func submit(_ sink: some Sink) throws {
    let full = batch
    batch = Batch()
    try pool.submit(full) { try take($0, $1, sink) }
  }

  /// Writes what became of a batch; where an id was there before, the batch is made again under another.
  private func take(_ batch: Batch, _ first: BatchResult, _ sink: some Sink) throws {
    var renamed: [Int: String] = [:]
    for (position, id) in first.ids.enumerated() {
      if let free = freeID(for: id) { renamed[position] = free }
    }
    let result = renamed.isEmpty ? first : pool.process(batch, renamed: renamed)
    summary.add(result.summary)
    try sink.write(result.passages, to: .passages)
    try sink.write(result.documents, to: .documents)
    try sink.write(result.rejects, to: .rejects)
    progress.items = summary.items
    progress.bytes = summary.bytes
    onProgress?(progress)
  }

  /// Nil where the id is new; else the first suffixed one that is.
  private func freeID(for id: String) -> String? {
    if ids.insert(id) { return nil }
    summary.repeatedIDs += 1
    var number = 2
    while !ids.insert("\(id)~\(number)") { number += 1 }
    return "\(id)~\(number)"
  }
}

extension Run {
  /// The passages of a document with their tags, and the number of its words.
  public static func tagPassages(
    of document: Document, settings: Settings, lexicon: CompiledLexicon,
    model: ClassifierModel = .standard
  ) -> (passages: [Passage], tags: [Tag], words: Int) {
    var worker = Worker(settings: settings, lexicon: lexicon, model: model)
    return worker.tagPassages(of: document)
  }
}
