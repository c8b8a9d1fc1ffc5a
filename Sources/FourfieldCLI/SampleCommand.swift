internal import ArgumentParser
internal import FourfieldCore
internal import FourfieldEvaluation
internal import FourfieldMatching
internal import FourfieldPipeline
internal import FourfieldReport
internal import Foundation

/// `fourfield sample`: passages for human coding.
struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: "Draws a blind sample of passages for human coding.",
    discussion: """
      Passages are drawn by theme, band of probability and language, and from those without any match. The folder gets a coding sheet (one HTML file that works offline),
      a table, and files for doccano, Label Studio and INCEpTION. None of them holds a tag; what every passage was drawn as stands in key.jsonl, which is not for coders.

      EXAMPLE
        fourfield sample Output/news --per-theme 60 --zero-hit 40
      """)

  @Argument(help: "The folder of a run, or files to be tagged first.")
  var inputs: [String]

  @Option(help: "Passages a theme.")
  var perTheme = 50

  @Option(help: "Passages in which nothing matched.")
  var zeroHit = 50

  @Option(help: "Where the drawing begins; the same seed draws the same passages.")
  var seed: UInt64 = 1

  @Option(help: "The folder to write (default: sample in the run's folder).")
  var out: String?

  @OptionGroup var lexicon: LexiconOptions

  func validate() throws {
    if perTheme < 0 || zeroHit < 0 || perTheme + zeroHit == 0 {
      throw ValidationError("--per-theme and --zero-hit need numbers of 0 or more, not both 0")
    }
  }

  func run() throws {
    try LexiconOptions.reporting {
      let run = try RunSource(inputs, lexicon: lexicon).records
      let sample = Sample(
        run, plan: SamplePlan(perTheme: perTheme, zeroHit: zeroHit, seed: seed))
      if sample.passages.isEmpty { throw RunError("found no passage with text to draw from") }
      let lexicon = try self.lexicon.load().lexicons.compiled.lexicon
      let themes = lexicon.themes.filter { run.themes.contains($0.id) }
      let folder =
        out
        ?? (inputs.first.map { RunSource.isRun($0) ? $0 + "/sample" : "Output/sample" }
          ?? "Output/sample")
      try write(sample, themes, lexicon, into: folder)
      Terminal.say("drew \(sample.passages.count) passages into \(folder)")
    }
  }

  /// What coders read where the lexicon has no code book.
  private static let rules =
    "A passage gets every theme that it substantively talks about, none to all. A theme counts when at least one full statement is about it, not when a word merely occurs."

  private func write(
    _ sample: Sample, _ themes: [Theme], _ lexicon: Lexicon, into folder: String
  ) throws {
    let manager = FileManager.default
    do {
      try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw RunError("cannot make the folder '\(folder)'")
    }
    let export = CodingExport(
      sample, themes: themes.map { CodingTheme(id: $0.id, rule: $0.description) })
    let sheet = CodingSheet(
      title: "Coding: \(lexicon.name), seed \(seed)",
      items: sample.passages.map {
        SheetItem(id: $0.record.id, language: $0.record.language, text: $0.record.text)
      },
      themes: themes.map {
        SheetTheme(
          id: $0.id, title: $0.titles["en"] ?? $0.id, rule: $0.description, color: $0.color)
      },
      rules: lexicon.codebook.isEmpty ? SampleCommand.rules : lexicon.codebook)
    let files = try export.files + [("coding-sheet.html", Data(try sheet.html.utf8))]
    for file in files {
      guard manager.createFile(atPath: "\(folder)/\(file.name)", contents: file.bytes) else {
        throw RunError("cannot write '\(folder)/\(file.name)'")
      }
    }
  }
}
