public import ArgumentParser
internal import FourfieldMarkup
public import FourfieldPipeline
internal import Foundation

/// `fourfield extract`: only the text and the metadata of pages.
struct ExtractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract", abstract: "Writes the text and the metadata of pages to stdout.",
    discussion: """
      EXAMPLES
        fourfield extract page.html
        fourfield extract pages/ --threads 2 > pages.jsonl
        curl -s https://example.org/page | fourfield extract - --format markdown
      """)

  @Argument(
    help: """
      Files, folders and patterns: HTML, XML, text, JSONL, CSV, TSV, each also as .gz or .zst; - for stdin.
      """)
  var inputs: [String]

  @Option(help: "What is written: jsonl, markdown, or features (for fitting the model).")
  var format = Extraction.Format.jsonl

  @Option(help: "How much of a page is taken: main, all, recall, precision.")
  var content = ContentMode.main

  @Option(
    help: "How many threads extract (default: all cores); the output is the same for any number.")
  var threads: Int?

  @Option(
    help: "A file of Tools/fit-content-model.py: the content model that pages are judged by.")
  var model: String?

  func validate() throws {
    try ThreadCount.check(threads)
  }

  func run() throws {
    try LexiconOptions.reporting {
      signal(SIGPIPE, SIG_IGN)
      Allocator.shareScarceAddresses()
      var settings = Settings()
      settings.content = content
      let count = ThreadCount.of(threads)
      let summary = try Extraction(
        settings: settings, format: format, threads: count, model: model
      ).writeToStandardOutput(inputs)
      for reject in summary.rejects { Terminal.say("fourfield: \(reject)") }
      if !summary.rejects.isEmpty { throw ExitCode(1) }
    }
  }
}

extension Extraction.Format: ExpressibleByArgument {}
extension ContentMode: ExpressibleByArgument {}
