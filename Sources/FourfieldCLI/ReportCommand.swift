internal import ArgumentParser
internal import FourfieldPipeline
internal import FourfieldReport
internal import Foundation

/// `fourfield report`: one page about a run.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Writes one offline HTML file about a run.")

  @Argument(help: "The folder of a run, written with code point offsets.")
  var folder: String

  @Option(help: "The file to write (default: report.html in the run's folder).")
  var out: String?

  func run() throws {
    try LexiconOptions.reporting {
      guard RunSource.isRun(folder) else {
        throw RunError("found no run in '\(folder)', expected a folder that fourfield tag wrote")
      }
      let data = try RunSource.contents("\(folder)/passages.jsonl")
      let name = URL(filePath: folder).lastPathComponent
      let page = RunReport(jsonl: data, title: "Run \(name)").html
      let target = out ?? "\(folder)/report.html"
      guard FileManager.default.createFile(atPath: target, contents: Data(page.utf8)) else {
        throw RunError("cannot write '\(target)'")
      }
      Terminal.say("wrote \(target)")
    }
  }
}
