public import ArgumentParser
internal import FourfieldCore
internal import FourfieldMarkup
internal import FourfieldMatching
public import FourfieldPipeline
public import FourfieldText
internal import Foundation

/// `fourfield tag`: the main job.
struct TagCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tag", abstract: "Tags files and folders and writes JSONL.",
    discussion: """
      EXAMPLES
        fourfield tag Examples --out Output/examples
        fourfield tag 'news/*.jsonl.gz' --text-field body --threads 4
        cat articles.jsonl | fourfield tag - --format jsonl > passages.jsonl

      The same command again goes on where a run was cut off. Documentation/runs.md says what a run promises.
      """)

  @Argument(
    help: """
      Files, folders and patterns: text, HTML, XML, JSONL, CSV, TSV, each also as .gz or .zst; - for stdin to stdout.
      """)
  var inputs: [String] = []

  @Option(
    help: """
      A file of more inputs, one a line or set apart by NUL (find -print0); - for stdin.
      """)
  var filesFrom: String?

  @OptionGroup var lexicon: LexiconOptions

  @Option(
    help:
      "The unit that is tagged: sentence, paragraph, section, document, window (default: the pipeline's)."
  )
  var unit: Segmentation.Unit?

  @Option(
    help: "How much of a page is taken: main, all, recall, precision (default: the pipeline's).")
  var content: ContentMode?

  @Option(
    help:
      "The output folder (default: Output/<name of the input>-<time>); - for passages to stdout.")
  var out: String?

  @Option(help: "The format of all inputs: text, html, xml, jsonl, csv, tsv (default: by content).")
  var format: InputFormat?

  @Option(help: "What offsets count: codepoints, utf8 (bytes), utf16 (code units).")
  var offsets = OffsetUnit.codepoints

  @Option(help: "The field or column that holds the text (default: text, body, content).")
  var textField: String?

  @Option(help: "The field that holds the id (default: id).")
  var idField: String?

  @Option(help: "The field that holds the title (default: title, headline).")
  var titleField: String?

  @Option(help: "The field that holds the date (default: date, published).")
  var dateField: String?

  @Option(help: "The field that holds the language (default: language, lang).")
  var languageField: String?

  @Option(help: "How many threads tag (default: all cores); the output is the same for any number.")
  var threads: Int?

  func validate() throws {
    try ThreadCount.check(threads)
    if retryRejects != nil, !inputs.isEmpty || filesFrom != nil {
      throw ValidationError("--retry-rejects names the inputs by itself")
    }
  }

  /// Refuses a call that names nothing to read, in one sentence.
  private func requireInputs() throws {
    guard inputs.isEmpty, filesFrom == nil, retryRejects == nil else { return }
    Terminal.say(
      "fourfield: found no input, expected files, folders, patterns, - for standard input, or --files-from LIST"
    )
    throw ExitCode.validationFailure
  }

  @Flag(help: "Write into an output folder that already holds something, and begin afresh.")
  var overwrite = false

  @Option(help: "Tag only what the run in this folder rejected (default output: RUN-retry).")
  var retryRejects: String?

  @Option(
    help: """
      process: a process of its own does the work, so that a crash costs one document; none: one process does everything.
      """)
  var isolation = Isolation.process

  @Flag(help: .private)
  var worker = false

  @Flag(help: "Begin the run of the output folder afresh, where it would be taken up or refused.")
  var restart = false

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say also what is in force.")
  var verbose = false

  func run() throws {
    try requireInputs()
    try LexiconOptions.reporting {
      if try supervise() { return }
      Allocator.keepBuffers()
      Allocator.shareScarceAddresses()
      let link = worker ? try WorkerLink() : nil
      let (settings, loaded) = try load()
      let count = ThreadCount.of(threads)
      let run = try makeRun(settings, loaded, threads: count)
      run.link = link
      run.command = recordedCommand
      if verbose {
        for stamp in loaded.stamps {
          Terminal.say("lexicon \(stamp.name) \(stamp.version), sha256 \(stamp.sha256)")
        }
        Terminal.say("unit \(settings.segmentation.unit.rawValue), \(count) threads")
      }
      let outcome = isPiped ? try pipe(run) : try write(run, themes: loaded.compiled.outline.themes)
      if outcome != .done || run.summary.rejected > 0 || run.faults > 0 { throw ExitCode(1) }
    }
  }

  /// The settings and lexicons in force.
  private func load() throws -> (settings: Settings, loaded: LoadedLexicon) {
    var (settings, loaded) = try lexicon.load()
    override(&settings)
    return (settings, loaded)
  }

  /// A run by this command.
  func makeRun(threads: Int) throws -> Run {
    let (settings, loaded) = try load()
    return try makeRun(settings, loaded, threads: threads)
  }

  private func makeRun(
    _ settings: Settings, _ loaded: LoadedLexicon, threads: Int
  ) throws -> Run {
    let run = Run(
      settings: settings, lexicon: loaded.compiled, model: loaded.model, threads: threads)
    run.lexicons = loaded.stamps
    run.filesFrom = filesFrom
    if let retryRejects {
      let selection = try RunFolder(retryRejects).rejected()
      if selection.paths.isEmpty { throw RunError("'\(retryRejects)' has no rejects") }
      run.selection = selection
    }
    return run
  }

  /// The command without what the supervisor added.
  private var recordedCommand: [String] {
    var arguments = Array(CommandLine.arguments.dropFirst())
    let options = arguments.prefix { $0 != "--" }
    if let added = options.lastIndex(of: "--worker") { arguments.remove(at: added) }
    return arguments
  }

  /// Whether passages go to stdout.
  private var isPiped: Bool { out == "-" || (inputs == ["-"] && out == nil) }

  /// Leaves the work to a process of its own where that can be started again; false where this process is to do it.
  private func supervise() throws -> Bool {
    // What came through a pipe is gone when the process is.
    let isRepeatable =
      !isPiped && !(inputs + [filesFrom].compactMap(\.self)).contains(where: Run.isReadOnce)
    guard isolation == .process, !worker, isRepeatable else { return false }
    var arguments = CommandLine.arguments
    if out == nil { arguments = Supervisor.adding(["--out", defaultFolder()], to: arguments) }
    let supervisor = Supervisor(arguments: arguments, namesFolder: out == nil) {
      Terminal.say("fourfield: \($0)")
    }
    // A signal to both processes may end the working one before it is asked to stop: who asks is not to end of that.
    signal(SIGPIPE, SIG_IGN)
    let status = try supervisor.run()
    if status != 0 { throw ExitCode(status) }
    return true
  }

  private func pipe(_ run: Run) throws -> Run.Outcome {
    signal(SIGPIPE, SIG_IGN)
    return try run.tagToStandardOutput(inputs)
  }

  /// Tags into a folder, with a progress bar and a summary.
  private func write(_ run: Run, themes: [Theme]) throws -> Run.Outcome {
    let folder = out ?? defaultFolder()
    // A file that grows past the limit of the shell is an error like a full disk, not the end.
    signal(SIGXFSZ, SIG_IGN)
    let link = run.link
    // In a process that is supervised the supervisor decides what a second signal means.
    let signals = StopSignals { if link == nil { _exit(130) } }
    let bar = ProgressBar()
    if !quiet, Terminal.showsProgress { run.onProgress = { bar.show($0) } }
    defer { bar.clear() }
    run.shouldStop = { signals.number != 0 || link?.shouldStop ?? false }
    run.onStart = {
      if out == nil || link?.namesFolder == true, !quiet { Terminal.say("writing to \(folder)") }
    }
    run.onResume = { done in
      if !quiet { Terminal.say("going on behind \(done.items) items of '\(folder)'") }
    }
    run.onHidden = { count, names in
      let rest = count > names.count ? " and \(count - names.count) more" : ""
      if !quiet { Terminal.say("skipped hidden: \(names.joined(separator: ", "))\(rest)") }
    }
    let existing: ExistingRun = overwrite ? .overwrite : restart ? .restart : .resume
    let outcome = try run.tag(inputs, into: folder, existing: existing)
    bar.clear()
    report(outcome, run, folder, themes)
    // Threads may be at work: no cleaning up under their hands.
    if outcome == .stopped { _exit(128 + max(signals.number, SIGINT)) }
    return outcome == .wasDone ? .done : outcome
  }

  /// Says what became of the run.
  private func report(_ outcome: Run.Outcome, _ run: Run, _ folder: String, _ themes: [Theme]) {
    if outcome == .stopped {
      Terminal.say(
        "stopped behind \(run.summary.items) items; the same command goes on from there")
    } else if !quiet {
      if outcome == .wasDone {
        Terminal.say("'\(folder)' is complete already; nothing was changed")
      }
      Terminal.say(SummaryTable(summary: run.summary, themes: themes).text)
    }
    if run.faults > 0 {
      Terminal.say(
        "\(run.faults) inputs could not be read this time (rejects.jsonl); the same command tries them again"
      )
    }
  }

  /// Flags go before the pipeline's file.
  private func override(_ settings: inout Settings) {
    settings.offsets = offsets
    if let format { settings.format = format }
    if let content { settings.content = content }
    if let unit { settings.segmentation.unit = unit }
    if let textField { settings.textFields = [textField] }
    if let idField { settings.idFields = [idField] }
    if let titleField { settings.titleFields = [titleField] }
    if let dateField { settings.dateFields = [dateField] }
    if let languageField { settings.languageFields = [languageField] }
  }

  private func defaultFolder() -> String {
    if let retryRejects { return retryRejects + "-retry" }
    let name = URL(filePath: inputs.first ?? "list").deletingPathExtension().lastPathComponent
    let time = Date().formatted(.iso8601.timeSeparator(.omitted).dateSeparator(.omitted))
    return "Output/\(name)-\(time)"
  }
}

/// What keeps a crash from ending a run.
enum Isolation: String, ExpressibleByArgument, CaseIterable { case process, none }

extension Segmentation.Unit: ExpressibleByArgument {}
extension InputFormat: ExpressibleByArgument {}
extension OffsetUnit: ExpressibleByArgument {}
