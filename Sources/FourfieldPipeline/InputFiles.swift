internal import Foundation
internal import FourfieldCore
internal import FourfieldText

/// Finds the input files and cuts them into items.
enum InputFiles {
  /// The files that the arguments name: files as they are, folders recursively, sorted by path; hidden files are left out.
  static func find(_ arguments: [String]) throws -> [String] {
    var files: [String] = []
    for argument in arguments {
      if argument == "-" {
        files.append(argument)
        continue
      }
      var isFolder: ObjCBool = false
      guard unsafe FileManager.default.fileExists(atPath: argument, isDirectory: &isFolder) else {
        throw RunError("found no file or folder '\(argument)'")
      }
      guard isFolder.boolValue else {
        files.append(argument)
        continue
      }
      let names = try FileManager.default.subpathsOfDirectory(atPath: argument).sorted()
      let base = argument.hasSuffix("/") ? argument : argument + "/"
      var found: [String] = []
      for name in names where !name.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
        unsafe _ = FileManager.default.fileExists(atPath: base + name, isDirectory: &isFolder)
        if !isFolder.boolValue { found.append(base + name) }
      }
      if found.isEmpty { throw RunError("found no file in the folder '\(argument)'") }
      files += found
    }
    return files
  }

  /// Calls `body` for every item of a file; JSONL is streamed, everything else is read whole.
  static func items(of path: String, _ body: (SourceItem) throws -> Void) throws {
    let handle = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
    guard let file = handle else {
      throw Rejection(stage: "ingest", code: "unreadable", message: "cannot open the file")
    }
    defer { file.closeFile() }
    var buffer: [UInt8] = []
    var chunk = try read(file)
    let isRecords = isRecords(path, head: chunk)
    guard isRecords else {
      while !chunk.isEmpty {
        buffer += chunk
        chunk = try read(file)
      }
      if let separator = separator(path) {
        try rows(of: buffer, path: path, separator: separator, body)
      } else {
        let format: SourceItem.Format = isHTML(path, head: buffer) ? .html : .text
        try body(SourceItem(path: path, format: format, bytes: buffer))
      }
      return
    }
    var line = 0
    var offset = 0
    func emit(_ bytes: ArraySlice<UInt8>) throws {
      line += 1
      defer { offset += bytes.count + 1 }
      guard bytes.contains(where: { $0 > 0x20 }) else { return }
      try body(
        SourceItem(
          path: path, format: .record, bytes: Array(bytes), line: line,
          range: ByteRange(offset, offset + bytes.count)))
    }
    while !chunk.isEmpty {
      buffer += chunk
      var start = 0
      while let end = buffer[start...].firstIndex(of: 0x0A) {
        try emit(buffer[start..<end])
        start = end + 1
      }
      buffer.removeFirst(start)
      chunk = try read(file)
    }
    if !buffer.isEmpty { try emit(buffer[...]) }
  }

  /// The separator of a table, by the file's extension; nil where it is none.
  private static func separator(_ path: String) -> UInt8? {
    let lower = path.lowercased()
    return lower.hasSuffix(".csv") ? 0x2C : lower.hasSuffix(".tsv") ? 0x09 : nil
  }

  /// Calls `body` for every row behind the header.
  private static func rows(
    of bytes: [UInt8], path: String, separator: UInt8, _ body: (SourceItem) throws -> Void
  ) throws {
    let decoded = Decoder.decode(bytes)
    var reader = TableReader(decoded.utf8, separator: separator)
    guard let header = reader.next() else {
      throw Rejection(stage: "ingest", code: "empty", message: "the file is empty")
    }
    let names = header.fields.map { String(decoding: $0, as: UTF8.self) }
    while let row = reader.next() {
      let source = decoded.map.sourceRange(of: row.range)
      var item = SourceItem(
        path: path, format: .row, bytes: Array(bytes[source.indices]), line: row.line, range: source
      )
      if row.isBroken {
        item.rejection = Rejection(
          stage: "ingest", code: "broken-quote", message: "the row has a quote that is not closed")
      } else if row.fields.count != names.count {
        item.rejection = Rejection(
          stage: "ingest", code: "ragged-row",
          message: "the row has \(row.fields.count) fields, expected \(names.count)")
      }
      item.row = Array(zip(names, row.fields))
      try body(item)
    }
  }

  private static func read(_ file: FileHandle) throws -> [UInt8] {
    do {
      return [UInt8](try file.read(upToCount: 1 << 20) ?? Data())
    } catch {
      throw Rejection(stage: "ingest", code: "unreadable", message: "cannot read the file")
    }
  }

  /// Content first: a first line that is a JSON object; then the extension.
  private static func isRecords(_ path: String, head: [UInt8]) -> Bool {
    let first = head.drop { $0 <= 0x20 }.prefix { $0 != 0x0A }
    if first.first == UInt8(ascii: "{") {
      return (try? JSONScanner.members(Array(first))) != nil || path.hasSuffix(".jsonl")
    }
    return path.hasSuffix(".jsonl") || path.hasSuffix(".ndjson")
  }

  private static func isHTML(_ path: String, head: [UInt8]) -> Bool {
    let start = String(decoding: head.prefix(1024).filter { $0 < 0x80 && $0 != 0 }, as: UTF8.self)
      .lowercased()
    if start.contains("<!doctype html") || start.contains("<html") || start.contains("<body") {
      return true
    }
    return [".html", ".htm", ".xhtml"].contains { path.lowercased().hasSuffix($0) }
  }
}
