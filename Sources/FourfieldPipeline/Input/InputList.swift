internal import Foundation
internal import FourfieldCore
internal import Glibc

/// The files that the arguments of a run name: files as they are, patterns by the shell's rules, folders with everything in them, sorted by
/// path; hidden files are left out.
///
/// Folders are listed as they are come to, so that memory depends on the largest folder and not on the number of files.
struct InputList: Sendable {
  private let arguments: [[UInt8]]
  private let named: [UInt8]

  /// Creates a list.
  ///
  /// - Parameters:
  ///   - arguments: files, folders, patterns, `-`.
  ///   - list: a file of more names, one a line, or set apart by NUL where it holds one; `-` for standard input.
  /// - Throws: ``RunError`` where an argument names nothing.
  init(_ arguments: [String], filesFrom list: String? = nil) throws {
    var found: [[UInt8]] = []
    for argument in arguments {
      if argument == "-" || FileManager.default.fileExists(atPath: argument) {
        found.append(Array(argument.utf8))
      } else {
        let isPattern = argument.contains { "*?[".contains($0) }
        let names = isPattern ? InputList.matches(argument) : []
        if names.isEmpty {
          throw RunError("found no file or folder '\(argument)', expected one that exists")
        }
        found += names
      }
    }
    self.arguments = found
    guard let list else {
      named = []
      return
    }
    named = try InputList.contents(list)
  }

  /// Creates the list of the files that some documents come from.
  init(_ selection: Selection) {
    arguments = []
    named = selection.files.flatMap { $0 + [0] }
  }

  /// The bytes of a file of names, which may be a pipe: `--files-from <(find . -print0)`.
  private static func contents(_ list: String) throws -> [UInt8] {
    do {
      let kind: InputFile.Kind = list == "-" ? .standardInput : .regular
      let source = try ByteSource(InputFile(path: Array(list.utf8), kind: kind)) { _ in }
      var bytes: [UInt8] = []
      while true {
        let chunk = try source.next()
        if chunk.isEmpty { return bytes }
        bytes += chunk
      }
    } catch let rejection as Rejection {
      throw RunError("cannot read the list of files '\(list)': \(rejection.message)")
    }
  }

  /// The files that a shell pattern names, sorted.
  private static func matches(_ pattern: String) -> [[UInt8]] {
    var found = unsafe glob_t()
    defer { unsafe globfree(&found) }
    guard unsafe glob(pattern, 0, nil, &found) == 0 else { return [] }
    return unsafe (0..<Int(found.gl_pathc)).compactMap { index in
      unsafe found.gl_pathv[index].map { unsafe Array(String(cString: $0).utf8) }
    }
  }

  /// Calls `body` for every file to be read, always in the same order.
  func forEach(_ body: (InputFile) throws -> Void) throws {
    try forEachName { if $0.kind != .hidden { try body($0) } }
  }

  private func forEachName(_ body: (InputFile) throws -> Void) throws {
    for argument in arguments {
      if argument == [UInt8(ascii: "-")] {
        try body(InputFile(path: argument, kind: .standardInput))
      } else {
        try visit(argument, body)
      }
    }
    let separator: UInt8 = named.contains(0) ? 0 : 0x0A
    for name in named.split(separator: separator) {
      let path = separator == 0x0A && name.last == 0x0D ? name.dropLast() : name
      if !path.isEmpty { try visit(Array(path), body) }
    }
  }

  private func visit(_ path: [UInt8], _ body: (InputFile) throws -> Void) throws {
    let file = InputFile.look(path, isNamed: true)
    if case .other(InputFile.folder) = file.kind {
      try FolderWalk(path).forEach(body)
    } else {
      try body(file)
    }
  }

  /// Looks through all files without reading one.
  ///
  /// - Throws: ``RunError`` where a folder holds nothing that can be read.
  func inventory() throws -> Inventory {
    for argument in arguments { try refuseEmpty(argument) }
    var inventory = Inventory()
    let digest = Digest()
    try forEachName { file in
      if file.kind == .hidden {
        inventory.hidden += 1
        if inventory.hiddenNames.count < 20 { inventory.hiddenNames.append(file.name) }
        return
      }
      if case .unlisted(let words) = file.kind { throw RunError("\(file.name): found \(words)") }
      inventory.files += 1
      inventory.bytes += file.size
      if file.kind == .standardInput { inventory.hasStandardInput = true }
      digest.update(file.path + [0] + Array("\(file.kind) \(file.size) \(file.changed)\n".utf8))
    }
    inventory.digest = digest.finish()
    return inventory
  }

  private func refuseEmpty(_ argument: [UInt8]) throws {
    guard case .other(InputFile.folder) = InputFile.look(argument, isNamed: true).kind else {
      return
    }
    let isFound = FolderWalk(argument).contains { file in
      let name = file.path.map { CChar(bitPattern: $0) } + [0]
      return unsafe file.kind == .regular && access(name, R_OK) == 0
    }
    if !isFound {
      throw RunError(
        "found no readable file in the folder '\(String(decoding: argument, as: UTF8.self))', expected text, HTML, XML, JSONL, CSV, TSV or archives"
      )
    }
  }
}
