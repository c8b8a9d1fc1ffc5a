internal import ArgumentParser
internal import FourfieldCore
internal import FourfieldMatching
internal import FourfieldPipeline
internal import Foundation

/// `fourfield explain`: one text with every match and the arithmetic.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Shows the matches of a text and how they add up.",
    discussion: """
      EXAMPLES
        fourfield explain "Exports to China grew by 4 % last year."
        fourfield explain article.html --json
        curl -s https://example.org/page | fourfield explain -
      """)

  @Argument(help: "A text, a file, or - for standard input.")
  var text: String

  @OptionGroup var lexicon: LexiconOptions

  @Option(
    help:
      "The language: en, es, pt or zh (default: identified; of a text in the command that is too short for it, en)."
  )
  var language: String?

  @Flag(help: "Print the records of the passages, one a line, as passages.jsonl holds them.")
  var json = false

  func run() throws {
    try LexiconOptions.reporting {
      var (settings, loaded) = try lexicon.load()
      let (bytes, name, isTyped) = try content()
      // A file is explained as a run would tag it; of a few words typed here nobody wants to hear that they are few.
      if isTyped { settings.minWords = 0 }
      let examined = try Examination.examine(
        bytes, name: name, language: language.map { Language($0) },
        isTyped: isTyped, settings: settings,
        lexicon: loaded.compiled, model: loaded.model
      ) { Terminal.say("fourfield: \($0)") }
      for examination in examined {
        if json {
          print(examination.record)
        } else {
          let slice = Array(examination.document.text[examination.passage.range.indices])
          print(
            Explanation(
              lexicon: loaded.compiled, text: slice,
              language: examination.passage.language, tag: examination.tag
            ).text)
        }
      }
    }
  }

  /// Whether the argument looks more like a file's name than like words.
  private var looksLikeName: Bool {
    let url = URL(filePath: text)
    return !text.contains(where: \.isWhitespace) && (1...5).contains(url.pathExtension.utf8.count)
  }

  /// What is to be explained, how it is called, and whether it was typed into the command.
  private func content() throws -> (bytes: [UInt8], name: String, isTyped: Bool) {
    if text == "-" {
      return (try contents(of: .standardInput, "standard input"), "stdin", false)
    }
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: text, isDirectory: &isFolder) else {
      if looksLikeName {
        Terminal.say("fourfield: there is no file '\(text)'; it is explained as a text")
      }
      return (Array(text.utf8), "text", true)
    }
    if isFolder.boolValue { throw RunError("found a folder, '\(text)', expected a text or a file") }
    guard let file = FileHandle(forReadingAtPath: text) else {
      throw RunError("cannot read '\(text)'")
    }
    return (try contents(of: file, "'\(text)'"), text, false)
  }

  /// The bytes of a file, of no more than a document may have.
  private func contents(of file: FileHandle, _ name: String) throws -> [UInt8] {
    let most = Limits().documentBytes
    var data = Data()
    while data.count <= most {
      do {
        // Nil at the end.
        guard let more = try file.read(upToCount: 1 << 20), !more.isEmpty else {
          return [UInt8](data)
        }
        data += more
      } catch {
        throw RunError("cannot read \(name)")
      }
    }
    throw RunError("found more than \(most) bytes in \(name), expected no more in one text")
  }
}
