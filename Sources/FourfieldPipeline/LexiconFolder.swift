public import FourfieldCore
internal import FourfieldLexicons
internal import Foundation
internal import Glibc

/// Loads a lexicon from its folder.
public struct LexiconFolder {
  /// The files: `lexicon.yaml` first, then every other `.yaml` file beside it and `entries.tsv`, in order of name; also those whose names only look
  /// like that, which are mistakes.
  private let files: [(path: String, bytes: [UInt8])]
  /// SHA-256 of the lines that `sha256sum` prints for the files, `lexicon.yaml` first, then the others by name, then `model.json`.
  public let sha256: String
  private let modelFile: (path: String, bytes: [UInt8])?

  /// Reads the files of a folder.
  ///
  /// - Throws: ``RunError`` if a file cannot be read.
  public init(_ path: String) throws {
    var contents: [(path: String, bytes: [UInt8])] = []
    let names = try LexiconFolder.names(path)
    sha256 = try LexiconFolder.digest(path, names) { file, bytes in
      if contents.last?.path != file { contents.append((file, [])) }
      contents[contents.count - 1].bytes += bytes
    }
    modelFile = names.last == LexiconFolder.modelName ? contents.popLast() : nil
    files = contents
  }

  /// The name of the model's file.
  public static let modelName = "model.json"

  /// ``sha256`` of a folder, whose files are read for it but not held.
  ///
  /// - Throws: ``RunError`` if a file cannot be read.
  static func digest(_ path: String) throws -> String {
    try digest(path, try names(path)) { _, _ in }
  }

  private static func names(_ path: String) throws -> [String] {
    guard FileManager.default.fileExists(atPath: file("lexicon.yaml", in: path)) else {
      throw RunError("found no lexicon.yaml in \(path), expected a lexicon's folder")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    return ["lexicon.yaml"] + names.filter(looksLikePart) + names.filter { $0 == modelName }
  }

  private static func file(_ name: String, in path: String) -> String {
    path.hasSuffix("/") ? path + name : "\(path)/\(name)"
  }

  /// Hashes files and hands out what they hold, a piece at a time, the first of them empty.
  private static func digest(
    _ path: String, _ names: [String], _ body: @escaping (String, [UInt8]) -> Void
  ) throws -> String {
    let lines = Digest()
    for name in names {
      let file = file(name, in: path)
      try requireFile(file)
      let digest = Digest()
      body(file, [])
      do {
        let source = try ByteSource(InputFile(path: Array(file.utf8), kind: .regular)) {
          digest.update($0)
          body(file, $0)
        }
        while try !source.next().isEmpty {}
      } catch {
        throw RunError("cannot read \(file)")
      }
      lines.update(Array("\(digest.finish())  \(name)\n".utf8))
    }
    return lines.finish()
  }

  /// Refuses a folder, a pipe or a device, which may have no end.
  private static func requireFile(_ path: String) throws {
    var facts = stat()
    guard unsafe stat(path, &facts) == 0 else {
      throw RunError("cannot read \(path): found no file behind the name")
    }
    guard facts.st_mode & S_IFMT == S_IFREG else {
      let isFolder = facts.st_mode & S_IFMT == S_IFDIR
      throw RunError(
        "cannot read \(path): found \(isFolder ? "a folder" : "a pipe or device"), expected a file")
    }
  }

  /// The lexicon that the files hold, with the shares of its weights that the model gives, and the fitted model beside the files, if there is one.
  ///
  /// - Throws: `LexiconErrors` with all mistakes of both.
  func read() throws -> (lexicon: Lexicon, model: ModelFile?) {
    var mistakes: [LexiconError] = []
    func noting<Value>(_ body: () throws -> Value) throws -> Value? {
      do {
        return try body()
      } catch let found as LexiconErrors {
        mistakes += found.errors
        return nil
      }
    }
    let lexicon = try noting(writtenLexicon)
    let model =
      try noting { try modelFile.map { try ModelFile(file: $0.path, json: $0.bytes) } } ?? nil
    guard var lexicon, mistakes.isEmpty else { throw LexiconErrors(mistakes) }
    model?.apply(to: &lexicon)
    return (lexicon, model)
  }

  /// The lexicon as people wrote it.
  private func writtenLexicon() throws -> Lexicon {
    guard let main = files.first else { throw RunError("found no lexicon.yaml") }
    var reader = LexiconReader(file: main.path)
    if let text = LexiconFolder.text(main, &reader) { reader.addHeader(yaml: text) }
    for file in files.dropFirst() {
      guard LexiconFolder.isPart(file.path) else {
        reader.add(
          LexiconError(
            SourceLocation(file: file.path),
            "found a name that is not read, expected one that ends in .yaml, entries.tsv or model.json"
          ))
        continue
      }
      guard let text = LexiconFolder.text(file, &reader) else { continue }
      if file.path.hasSuffix(".tsv") {
        reader.addTable(file: file.path, tsv: text)
      } else {
        reader.addTheme(file: file.path, yaml: text)
      }
    }
    return try reader.finish()
  }

  /// Reads a lexicon.
  ///
  /// - Throws: `LexiconErrors` with all mistakes, ``RunError`` if a file cannot be read.
  public static func load(_ path: String) throws -> Lexicon {
    try LexiconFolder(path).read().lexicon
  }

  /// Whether a file is read, by its name or path.
  private static func isPart(_ name: String) -> Bool {
    name.hasSuffix("entries.tsv") || name.hasSuffix(".yaml")
  }

  /// Whether a file is read, or somebody may think that it is.
  private static func looksLikePart(_ name: String) -> Bool {
    // Editors keep hidden files beside those that are open.
    guard !name.hasPrefix("."), name != modelName else { return false }
    let small = name.lowercased()
    return ["entries.tsv", "entries.csv", modelName].contains(small) || small.hasSuffix(".yml")
      || small.hasSuffix(".yaml") && name != "lexicon.yaml"
  }

  /// The text of a file; nil where it has none, which the reader is told.
  ///
  /// Behind a byte order mark the text is there all the same, and what else is wrong in it can be told.
  private static func text(
    _ file: (path: String, bytes: [UInt8]), _ reader: inout LexiconReader
  ) -> String? {
    func refuse(_ message: String, line: Int = 1, column: Int = 1) {
      reader.add(
        LexiconError(SourceLocation(file: file.path, line: line, column: column), message))
    }
    var bytes = file.bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      refuse("found a byte order mark, expected UTF-8 without one")
      bytes.removeFirst(3)
    }
    if let name = wideEncoding(bytes) {
      refuse("found \(name), expected UTF-8")
      return nil
    }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    let (line, column) = firstMistake(bytes)
    refuse("found bytes that are not UTF-8, expected UTF-8", line: line, column: column)
    return nil
  }

  /// The encoding of more than one byte a letter that a text begins in, with or without a mark: what is read of a lexicon begins with two ASCII characters.
  private static func wideEncoding(_ bytes: [UInt8]) -> String? {
    let first = Array(bytes.prefix(4))
    if first == [0xFF, 0xFE, 0, 0] || first == [0, 0, 0xFE, 0xFF] { return "UTF-32" }
    if first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
    switch first.map({ $0 == 0 }) {
    case [false, true, true, true], [true, true, true, false]: return "UTF-32"
    case [false, true, false, true], [true, false, true, false]: return "UTF-16"
    default: return nil
    }
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
