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
      """)

  @Argument(
    help: """
      Files, folders and patterns: text, HTML, XML, JSONL, CSV, TSV, each also as .gz or .zst; - for stdin to stdout.
      """)
  var inputs: [String]

  @OptionGroup var lexicon: LexiconOptions

  @Option(
    help:
      "The unit that is tagged: sentence, paragraph, section, document, window (default: the pipeline's)."
  )
  var unit: Segmentation.Unit?

  @Option(help: "How much of a page is taken: main, all, recall, precision (default: the pipeline's).")
  var content: ContentMode?

  @Option(help: "The output folder (default: Output/<name of the input>-<time>).")
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
    if let threads, threads < 1 { throw ValidationError("--threads needs a number of 1 or more") }
  }

  @Flag(help: "Write into an output folder that already holds something.")
  var overwrite = false

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say also what is in force.")
  var verbose = false

  func run() throws {
    try LexiconOptions.reporting {
      var (settings, loaded) = try lexicon.load()
      override(&settings)
      let count = threads ?? ProcessInfo.processInfo.activeProcessorCount
      let run = Run(settings: settings, lexicon: loaded.compiled, threads: count)
      run.lexicons = loaded.stamps
      if verbose {
        for stamp in loaded.stamps {
          Terminal.say("lexicon \(stamp.name) \(stamp.version), sha256 \(stamp.sha256)")
        }
        Terminal.say("unit \(settings.segmentation.unit.rawValue), \(count) threads")
      }
      if inputs == ["-"], out == nil {
        signal(SIGPIPE, SIG_IGN)
        try run.tagToStandardOutput(inputs)
      } else {
        try write(run, themes: loaded.compiled.lexicon.themes)
      }
      if run.summary.rejected > 0 { throw ExitCode(1) }
    }
  }

  /// Tags into a folder, with a progress bar and a summary.
  private func write(_ run: Run, themes: [Theme]) throws {
    let folder = out ?? defaultFolder()
    if out == nil, !quiet { Terminal.say("writing to \(folder)") }
    let bar = ProgressBar()
    if !quiet, Terminal.showsProgress { run.onProgress = { bar.show($0) } }
    defer { bar.clear() }
    try run.tag(inputs, into: folder, overwrites: overwrite)
    bar.clear()
    if !quiet { Terminal.say(SummaryTable(summary: run.summary, themes: themes).text) }
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
    let name = URL(filePath: inputs[0]).deletingPathExtension().lastPathComponent
    let time = Date().formatted(.iso8601.timeSeparator(.omitted).dateSeparator(.omitted))
    return "Output/\(name)-\(time)"
  }
}

extension Segmentation.Unit: ExpressibleByArgument {}
extension InputFormat: ExpressibleByArgument {}
extension OffsetUnit: ExpressibleByArgument {}
