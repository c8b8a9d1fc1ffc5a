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

  @Argument(help: "Files and folders: text, HTML, JSONL.")
  var inputs: [String]

  @OptionGroup var lexicon: LexiconOptions

  @Option(help: "The unit that is tagged: sentence, paragraph, section, document, window.")
  var unit = Segmentation.Unit.paragraph

  @Option(help: "The output folder (default: Output/<name of the input>-<time>).")
  var out: String?

  @Flag(help: "Write into an output folder that already holds something.")
  var overwrite = false

  func run() throws {
    try LexiconOptions.reporting {
      var settings = Settings()
      settings.segmentation.unit = unit
      let loaded = try lexicon.load()
      var run = Run(settings: settings, lexicon: CompiledLexicon(loaded))
      let folder = out ?? defaultFolder()
      if out == nil { Terminal.say("writing to \(folder)") }
      try run.tag(inputs, into: folder, overwrites: overwrite)
      Terminal.say(SummaryTable(summary: run.summary, themes: loaded.themes).text)
      if run.summary.rejected > 0 { throw ExitCode(1) }
    }
  }

  private func defaultFolder() -> String {
    let name = URL(filePath: inputs[0]).deletingPathExtension().lastPathComponent
    let time = Date().formatted(.iso8601.timeSeparator(.omitted).dateSeparator(.omitted))
    return "Output/\(name)-\(time)"
  }
}

extension Segmentation.Unit: ExpressibleByArgument {}
