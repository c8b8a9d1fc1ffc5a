internal import ArgumentParser
internal import FourfieldCore
internal import FourfieldMatching
internal import FourfieldPipeline
internal import FourfieldTagging
internal import FourfieldText
internal import Foundation

/// `fourfield explain`: one text with every match and the arithmetic.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Shows the matches of a text and how they add up.")

  @Argument(help: "A text, or a file.")
  var text: String

  @OptionGroup var lexicon: LexiconOptions

  @Option(help: "The language: en, es, pt or zh (default: identified, else en).")
  var language: String?

  func run() throws {
    try LexiconOptions.reporting {
      var (settings, loaded) = try lexicon.load()
      let compiled = CompiledLexicon(loaded)
      let bytes = FileManager.default.contents(atPath: text).map { [UInt8]($0) } ?? Array(text.utf8)
      let plain = PlainText(Decoder.decode(bytes).utf8.span)
      var document = plain.document(id: "text", language: language.map { Language($0) })
      // A word or two hold no function words to tell a language by.
      if document.language == .other { document.language = .english }
      settings.minWords = 0
      settings.context = 0
      let (passages, tags, _) = Run.tagPassages(
        of: document, settings: settings, lexicon: compiled)
      for (passage, tag) in zip(passages, tags) {
        let slice = Array(document.text[passage.range.indices])
        print(
          Explanation(lexicon: compiled.lexicon, text: slice, language: passage.language, tag: tag)
            .text)
      }
    }
  }
}
