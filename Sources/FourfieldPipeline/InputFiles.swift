internal import Foundation
internal import FourfieldCore
internal import FourfieldText
internal import Glibc

/// Finds the input files and cuts them into items.
struct InputFiles {
  /// A file that is read whole may hold this many bytes.
  static let largestFile = 1 << 28

  /// The format of all files, or nil to look at each.
  let format: InputFormat?
  /// Called with every chunk as it is read.
  let note: ([UInt8]) -> Void

  /// The files that the arguments name: files as they are, patterns by the shell's rules, folders recursively, sorted by path; hidden
  /// files are left out.
  ///
  /// - Throws: ``RunError`` where an argument names nothing.
  static func find(_ arguments: [String]) throws -> [String] {
    var files: [String] = []
    for argument in arguments {
      if argument == "-" {
        files.append(argument)
      } else if FileManager.default.fileExists(atPath: argument) {
        files += try expand(argument)
      } else {
        let found = argument.contains(where: { "*?[".contains($0) }) ? matches(argument) : []
        if found.isEmpty { throw RunError("found no file or folder '\(argument)'") }
        for path in found { files += try expand(path) }
      }
    }
    return files
  }

  /// A file, or what a folder holds.
  private static func expand(_ path: String) throws -> [String] {
    var isFolder: ObjCBool = false
    unsafe _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    guard isFolder.boolValue else { return [path] }
    let base = path.hasSuffix("/") ? path : path + "/"
    var found: [String] = []
    for name in try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
    where !name.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
      unsafe _ = FileManager.default.fileExists(atPath: base + name, isDirectory: &isFolder)
      if !isFolder.boolValue { found.append(base + name) }
    }
    if !found.contains(where: { FileManager.default.isReadableFile(atPath: $0) }) {
      throw RunError("found no readable file in the folder '\(path)'")
    }
    return found
  }

  /// The files that a shell pattern names, sorted.
  private static func matches(_ pattern: String) -> [String] {
    var found = unsafe glob_t()
    defer { unsafe globfree(&found) }
    guard unsafe glob(pattern, 0, nil, &found) == 0 else { return [] }
    return unsafe (0..<Int(found.gl_pathc)).compactMap { index in
      unsafe found.gl_pathv[index].map { unsafe String(cString: $0) }
    }
  }

  /// Calls `body` for every item of a file: JSONL and tables are streamed, everything else is read whole.
  ///
  /// - Throws: ``Rejection`` where the file cannot be read to its end, and what `body` throws.
  func items(of path: String, _ body: (SourceItem) throws -> Void) throws {
    let source = try ByteSource(path, note: note)
    let head = try source.next()
    switch format ?? InputFormat.detect(path: path, head: head) {
    case .jsonl: try lines(of: source, path: path, head: head, body)
    case .csv: try rows(of: source, path: path, head: head, separator: 0x2C, body)
    case .tsv: try rows(of: source, path: path, head: head, separator: 0x09, body)
    case let format:
      let bytes = try whole(source, head: head)
      try body(SourceItem(source: ItemSource(path: path), content: .file(format), bytes: bytes))
    }
  }

  private func whole(_ source: ByteSource, head: [UInt8]) throws -> [UInt8] {
    var bytes = head
    var chunk = head
    while !chunk.isEmpty {
      chunk = try source.next()
      bytes += chunk
      guard bytes.count <= InputFiles.largestFile else {
        throw Rejection(
          stage: "ingest", code: "too-large",
          message:
            "the file is larger than \(InputFiles.largestFile) bytes, the most that is read whole",
          detail: "JSONL, CSV and TSV have no such limit")
      }
    }
    return bytes
  }

  /// Hands on runs of whole lines.
  private func lines(
    of source: ByteSource, path: String, head: [UInt8], _ body: (SourceItem) throws -> Void
  ) throws {
    var buffer: [UInt8] = []
    var chunk = head
    var line = 1
    var offset = 0
    func emit(_ bytes: [UInt8]) throws {
      let range = ByteRange(offset, offset + bytes.count)
      try body(
        SourceItem(
          source: ItemSource(path: path, line: line), content: .lines, bytes: bytes, range: range))
      line += bytes.count { $0 == 0x0A }
      offset += bytes.count
    }
    while !chunk.isEmpty {
      if let last = chunk.lastIndex(of: 0x0A) {
        buffer += chunk[...last]
        try emit(buffer)
        buffer = Array(chunk[(last + 1)...])
      } else {
        buffer += chunk
      }
      chunk = try source.next()
    }
    if !buffer.isEmpty { try emit(buffer) }
  }

  /// Hands on the rows behind the header.
  private func rows(
    of source: ByteSource, path: String, head: [UInt8], separator: UInt8,
    _ body: (SourceItem) throws -> Void
  ) throws {
    var reader = TableReader(separator: separator)
    let encoding = Decoder.detectedEncoding(head)
    var chunk = head
    if encoding.hasPrefix("UTF-16") {
      // Line ends and separators take two bytes here: decode first, without ranges into the file.
      chunk = Decoder.decode(try whole(source, head: head)).utf8
    }
    var names: [String]?
    while true {
      if chunk.isEmpty { reader.end() } else { reader.feed(chunk) }
      while let row = reader.next() {
        guard let columns = names else {
          names = row.fields.map {
            String(decoding: Decoder.decode($0.bytes, declared: encoding).utf8, as: UTF8.self)
          }
          continue
        }
        try body(item(row, names: columns, path: path, encoding: encoding))
      }
      if chunk.isEmpty { break }
      chunk = try source.next()
    }
    if names == nil {
      throw Rejection(stage: "ingest", code: "empty", message: "the file is empty")
    }
  }

  private func item(
    _ row: TableReader.Row, names: [String], path: String, encoding: String
  ) -> SourceItem {
    var content = SourceItem.Content.row(
      TableRow(names: names, fields: row.fields, encoding: encoding))
    if row.isBroken {
      content = .rejected(
        Rejection(
          stage: "ingest", code: "broken-quote", message: "the row has a quote that is not closed"))
    } else if row.fields.count != names.count {
      content = .rejected(
        Rejection(
          stage: "ingest", code: "ragged-row",
          message: "the row has \(row.fields.count) fields, expected \(names.count)"))
    }
    return SourceItem(
      source: ItemSource(path: path, line: row.line), content: content, bytes: row.bytes,
      range: encoding.hasPrefix("UTF-16") ? nil : row.range)
  }
}
