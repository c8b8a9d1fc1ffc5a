public import FourfieldCore
internal import FourfieldLexicons
internal import Foundation

/// Loads a lexicon from its folder.
public enum LexiconFolder {
  /// Reads `lexicon.yaml` and every other `.yaml` file beside it, in order of name.
  ///
  /// - Throws: ``LexiconError`` for the first mistake, ``RunError`` if a file cannot be read.
  public static func load(_ path: String) throws -> Lexicon {
    let folder = URL(filePath: path)
    let main = folder.appending(path: "lexicon.yaml")
    guard FileManager.default.fileExists(atPath: main.path) else {
      throw RunError("found no lexicon.yaml in \(path), expected a lexicon's folder")
    }
    var reader = try LexiconReader(file: main.relativePath, yaml: try text(main))
    let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    for name in names where name.hasSuffix(".yaml") && name != "lexicon.yaml" {
      let file = folder.appending(path: name)
      try reader.addTheme(file: file.relativePath, yaml: try text(file))
    }
    return reader.finish()
  }

  private static func text(_ file: URL) throws -> String {
    do {
      return try String(contentsOf: file, encoding: .utf8)
    } catch {
      throw RunError("cannot read \(file.relativePath) as UTF-8")
    }
  }
}
