internal import Glibc

/// Everything in a folder and the folders in it, in the order of the paths' bytes, one folder in memory at a time.
///
/// Links to files are read; links to folders are named and not followed, so that no loop has an end of its own. Hidden names are marked as such.
struct FolderWalk {
  private struct Level {
    let prefix: [UInt8]
    /// The names, sorted, those of folders with `/` behind them.
    let names: [[UInt8]]
    var next = 0
  }

  private let root: [UInt8]

  init(_ root: [UInt8]) { self.root = root }

  /// Calls `body` for every file.
  func forEach(_ body: (InputFile) throws -> Void) rethrows {
    _ = try contains { file in
      try body(file)
      return false
    }
  }

  /// Whether there is a file for which `isMatch` holds; stops at it.
  func contains(where isMatch: (InputFile) throws -> Bool) rethrows -> Bool {
    let slash = UInt8(ascii: "/")
    let (first, failure) = FolderWalk.list(root.last == slash ? root : root + [slash])
    if let failure { return try isMatch(failure) }
    var levels = [first]
    while let level = levels.last {
      guard level.next < level.names.count else {
        levels.removeLast()
        continue
      }
      levels[levels.count - 1].next += 1
      let path = level.prefix + level.names[level.next]
      if path.last == slash {
        let (inner, failure) = FolderWalk.list(path)
        levels.append(inner)
        if let failure, try isMatch(failure) { return true }
      } else if try isMatch(FolderWalk.look(path, level.names[level.next])) {
        return true
      }
    }
    return false
  }

  /// The bytes of a path that a record names: where a name is no UTF-8, the record has U+FFFD in it and the folder is searched for what it stands for.
  ///
  /// - Returns: the path, or the name's own bytes where nothing is found.
  static func path(named name: String) -> [UInt8] {
    let own = Array(name.utf8)
    guard name.contains("\u{FFFD}"), InputFile.isMissing(own) else { return own }
    var path: [UInt8] = []
    for (number, part) in name.split(separator: "/", omittingEmptySubsequences: false).enumerated()
    {
      if number > 0 { path.append(UInt8(ascii: "/")) }
      var bytes = Array(part.utf8)
      if part.contains("\u{FFFD}") {
        let names = list(path.isEmpty ? Array("./".utf8) : path).0.names
        let found = names.lazy.map { $0.last == UInt8(ascii: "/") ? $0.dropLast() : $0[...] }
          .first { String(decoding: $0, as: UTF8.self) == part }
        guard let found else { return own }
        bytes = Array(found)
      }
      path += bytes
    }
    return path
  }

  private static func look(_ path: [UInt8], _ name: [UInt8]) -> InputFile {
    if name.first == UInt8(ascii: ".") { return InputFile(path: path, kind: .hidden) }
    let file = InputFile.look(path, isNamed: false)
    if case .other(InputFile.folder) = file.kind {
      return InputFile(path: path, kind: .other("a link to a folder, which is not followed"))
    }
    return file
  }

  /// The names in a folder; where it cannot be listed, what stands in its place.
  private static func list(_ path: [UInt8]) -> (Level, InputFile?) {
    let name = path.map { CChar(bitPattern: $0) } + [0]
    guard let folder = unsafe opendir(name) else {
      let error = SystemError.last
      let words = "a folder that cannot be listed: \(error.sentence)"
      let file = InputFile(path: path, kind: error.isPassing ? .unlisted(words) : .other(words))
      return (Level(prefix: path, names: []), file)
    }
    defer { unsafe closedir(folder) }
    var names: [[UInt8]] = []
    while let entry = unsafe readdir(folder) {
      var name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe Array(bytes.prefix { $0 != 0 })
      }
      if name == [0x2E] || name == [0x2E, 0x2E] { continue }
      if name[0] != 0x2E, isFolder(path + name, unsafe entry.pointee.d_type) {
        name.append(UInt8(ascii: "/"))
      }
      names.append(name)
    }
    return (Level(prefix: path, names: names.sorted { $0.lexicographicallyPrecedes($1) }), nil)
  }

  /// Whether a name is a folder itself; a link to one is not.
  private static func isFolder(_ path: [UInt8], _ type: UInt8) -> Bool {
    if Int(type) != DT_UNKNOWN { return Int(type) == DT_DIR }
    var facts = stat()
    let name = path.map { CChar(bitPattern: $0) } + [0]
    return unsafe lstat(name, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }
}
