public import FourfieldCore
public import FourfieldMatching
public import FourfieldTagging

/// Tags the files of one run and writes the four output files.
///
/// Output order is input order, and the bytes are the same for any number of threads. A document that cannot be read becomes a line of
/// `rejects.jsonl` and the run goes on; items read = documents + rejects.
public struct Run {
  private let settings: Settings
  private let lexicon: CompiledLexicon
  private let model: ClassifierModel
  private let threads: Int
  private let pool: WorkerPool
  private var pending: [SourceItem] = []
  private var pendingBytes = 0
  private var seen: Set<String> = []
  /// What was done so far.
  public private(set) var summary = RunSummary()

  /// How many bytes of items each thread gets at a time.
  private static let share = 1 << 19

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
    self.threads = max(1, threads)
    pool = WorkerPool(threads: threads, settings: settings, lexicon: lexicon, model: model)
  }

  /// Tags files and folders into a folder.
  ///
  /// - Parameters:
  ///   - inputs: files and folders.
  ///   - output: the folder; made if it is not there.
  ///   - overwrites: whether a folder that holds something may be written to.
  /// - Throws: ``RunError`` when there is nothing to read or the output cannot be written.
  public mutating func tag(_ inputs: [String], into output: String, overwrites: Bool) throws {
    let files = try InputFiles.find(inputs)
    let sink = try OutputFolder(output, overwrites: overwrites)
    try tag(files, sink: sink, window: threads * Run.share)
  }

  /// Tags files and standard input (`-`) to standard output: one passage a line, as soon as its document is done.
  ///
  /// A reader that closes the pipe ends the run without an error.
  ///
  /// - Throws: ``RunError`` when there is nothing to read.
  public mutating func tagToStandardOutput(_ inputs: [String]) throws {
    do {
      try tag(try InputFiles.find(inputs), sink: StandardOutput(), window: 1)
    } catch is StandardOutput.Closed {}
  }

  /// The passages of a document with their tags, and the number of its words.
  public func tagPassages(
    of document: Document
  ) -> (passages: [Passage], tags: [Tag], words: Int) {
    var worker = Worker(settings: settings, lexicon: lexicon, model: model)
    return worker.tagPassages(of: document)
  }

  private mutating func tag(_ files: [String], sink: some Sink, window: Int) throws {
    for file in files {
      do {
        try InputFiles.items(of: file) { item in
          pending.append(item)
          pendingBytes += item.bytes.count
          if pendingBytes >= window { try flush(sink) }
        }
      } catch let rejection as Rejection {
        try flush(sink)
        try emit(
          .rejected(code: rejection.code, line: rejection.record(path: file, line: nil)), sink)
      }
    }
    try flush(sink)
    try sink.finish(
      manifest: Manifest(settings: settings, lexicon: lexicon.lexicon, summary: summary))
  }

  /// Processes what is pending and writes it.
  private mutating func flush(_ sink: some Sink) throws {
    let items = pending
    pending.removeAll(keepingCapacity: true)
    summary.bytes += pendingBytes
    pendingBytes = 0
    for (item, outcome) in zip(items, pool.process(items)) {
      guard case .written(let written) = outcome, let id = freeID(for: written.id) else {
        try emit(outcome, sink)
        continue
      }
      try emit(pool.process(item, id: id), sink)
    }
  }

  private mutating func emit(_ outcome: Worker.Outcome, _ sink: some Sink) throws {
    summary.items += 1
    switch outcome {
    case .rejected(let code, let line):
      summary.rejects[code, default: 0] += 1
      try sink.write(line, to: .rejects)
    case .written(let written):
      summary.add(written)
      try sink.write(written.passages, to: .passages)
      try sink.write(written.document, to: .documents)
    }
  }

  /// Nil where the id is new; else the first suffixed one that is.
  private mutating func freeID(for id: String) -> String? {
    if seen.insert(id).inserted { return nil }
    summary.repeatedIDs += 1
    var number = 2
    while !seen.insert("\(id)~\(number)").inserted { number += 1 }
    return "\(id)~\(number)"
  }
}
