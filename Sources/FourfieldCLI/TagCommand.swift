public import ArgumentParser
internal import FourfieldCore
internal import FourfieldMatching
internal import FourfieldPipeline
public import FourfieldText
internal import Foundation

/// `fourfield tag`: the main job.
struct TagCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tag", abstract: "Tags files and folders and writes JSONL.")

  @Argument(help: "Files and folders of text, HTML, JSONL, CSV, TSV; - for stdin to stdout.")
  var inputs: [String]

  @OptionGroup var lexicon: LexiconOptions

  @Option(
    help:
      "The unit that is tagged: sentence, paragraph, section, document, window (default: the pipeline's)."
  )
  var unit: Segmentation.Unit?

  @Option(help: "The output folder (default: Output/<name of the input>-<time>).")
  var out: String?

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

  func run() throws {
    try LexiconOptions.reporting {
      var (settings, loaded) = try lexicon.load()
      override(&settings)
      let run = Run(
        settings: settings, lexicon: CompiledLexicon(loaded),
        threads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
      if inputs == ["-"], out == nil {
        signal(SIGPIPE, SIG_IGN)
        try run.tagToStandardOutput(inputs)
        return
      }
      let folder = out ?? defaultFolder()
      if out == nil { Terminal.say("writing to \(folder)") }
      try run.tag(inputs, into: folder, overwrites: overwrite)
      Terminal.say(SummaryTable(summary: run.summary, themes: loaded.themes).text)
      if run.summary.rejected > 0 { throw ExitCode(1) }
    }
  }

  /// Flags go before the pipeline's file.
  private func override(_ settings: inout Settings) {
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
