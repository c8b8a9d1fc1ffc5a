public import FourfieldCore
internal import FourfieldLexicons
internal import Foundation

/// Loads a lexicon from its folder.
public struct LexiconFolder {
  /// The files: `lexicon.yaml` first, then every other `.yaml` file beside it and `entries.tsv`, in order of name.
  private let files: [(path: String, bytes: [UInt8])]
  /// SHA-256 over the names and contents of the files and of `model.json`.
  public let sha256: String
  private let modelFile: (path: String, bytes: [UInt8])?

  /// Reads the files of a folder.
  ///
  /// - Throws: ``RunError`` if a file cannot be read.
  public init(_ path: String) throws {
    let folder = URL(filePath: path)
    let main = folder.appending(path: "lexicon.yaml")
    guard FileManager.default.fileExists(atPath: main.path) else {
      throw RunError("found no lexicon.yaml in \(path), expected a lexicon's folder")
    }
    let digest = Digest()
    let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    files = try (["lexicon.yaml"] + names.filter(LexiconFolder.isPart)).map {
      try LexiconFolder.read($0, in: folder, digest)
    }
    modelFile =
      try names.contains(LexiconFolder.modelName)
      ? LexiconFolder.read(LexiconFolder.modelName, in: folder, digest) : nil
    sha256 = digest.finish()
  }

  /// The name of the model's file.
  public static let modelName = "model.json"

  private static func read(
    _ name: String, in folder: URL, _ digest: Digest
  ) throws -> (path: String, bytes: [UInt8]) {
    let file = folder.appending(path: name)
    guard let bytes = FileManager.default.contents(atPath: file.path).map({ [UInt8]($0) }) else {
      throw RunError("cannot read \(file.relativePath)")
    }
    digest.update(Array("\(name)\n\(bytes.count)\n".utf8))
    digest.update(bytes)
    return (file.relativePath, bytes)
  }

  /// The fitted model beside the files, if there is one.
  ///
  /// - Throws: ``RunError`` if `model.json` is no model.
  public func model() throws -> ModelFile? {
    try modelFile.map { try ModelFile(file: $0.path, json: $0.bytes) }
  }

  /// The lexicon that the files hold, with the shares of its weights that the model gives.
  ///
  /// - Throws: `LexiconErrors` with all mistakes, ``RunError`` if a file is not UTF-8.
  public func lexicon() throws -> Lexicon { try lexicon(model()) }

  /// The same with a model that was read already.
  func lexicon(_ model: ModelFile?) throws -> Lexicon {
    guard let main = files.first else { throw RunError("found no lexicon.yaml") }
    var reader = try LexiconReader(file: main.path, yaml: try LexiconFolder.text(main))
    for file in files.dropFirst() {
      let text = try LexiconFolder.text(file)
      if file.path.hasSuffix(".tsv") {
        reader.addTable(file: file.path, tsv: text)
      } else {
        reader.addTheme(file: file.path, yaml: text)
      }
    }
    var lexicon = try reader.finish()
    model?.apply(to: &lexicon)
    return lexicon
  }

  /// Reads a lexicon.
  ///
  /// - Throws: `LexiconErrors` with all mistakes, ``RunError`` if a file cannot be read.
  public static func load(_ path: String) throws -> Lexicon { try LexiconFolder(path).lexicon() }

  private static func isPart(_ name: String) -> Bool {
    name == "entries.tsv" || name.hasSuffix(".yaml") && name != "lexicon.yaml"
  }

  private static func text(_ file: (path: String, bytes: [UInt8])) throws -> String {
    if file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw RunError("\(file.path):1:1: found a byte order mark, expected UTF-8 without one")
    }
    if file.bytes.starts(with: [0xFF, 0xFE]) || file.bytes.starts(with: [0xFE, 0xFF]) {
      throw RunError("\(file.path):1:1: found UTF-16, expected UTF-8")
    }
    if let text = String(validating: file.bytes, as: UTF8.self) { return text }
    let (line, column) = firstMistake(file.bytes)
    throw RunError("\(file.path):\(line):\(column): found bytes that are not UTF-8, expected UTF-8")
  }

  /// The line and column of the first byte that makes no UTF-8.
  private static func firstMistake(_ bytes: [UInt8]) -> (line: Int, column: Int) {
    var count = bytes.count
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      count = error.byteOffsets.lowerBound
    }
    let before = bytes[..<count]
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return (before.count { $0 == 0x0A } + 1, before[start...].count { $0 & 0xC0 != 0x80 } + 1)
  }
}
