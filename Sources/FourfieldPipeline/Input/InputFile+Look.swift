internal import Glibc

/// Asking the system what stands at a path.
extension InputFile {
  /// What a folder is called.
  static let folder = "a folder"

  /// Whether there is nothing at a path.
  static func isMissing(_ path: [UInt8]) -> Bool {
    if case .other(nothing) = look(path, isNamed: true).kind { return true }
    return false
  }

  private static let nothing = "nothing: no such file"

  /// What stands at a path.
  ///
  /// - Parameters:
  ///   - path: the path.
  ///   - isNamed: whether the user named it: then a pipe of the shell's (`<(…)`) is read too.
  /// - Returns: the file with its kind; where there is none, its kind says so.
  static func look(_ path: [UInt8], isNamed: Bool) -> InputFile {
    var facts = stat()
    let name = path.map { CChar(bitPattern: $0) } + [0]
    guard unsafe stat(name, &facts) == 0 else {
      switch errno {
      case ELOOP: return InputFile(path: path, kind: .other("a link that leads to itself"))
      case ENOENT, ENOTDIR, ENAMETOOLONG:
        return InputFile(path: path, kind: .other(nothing))
      // What is wrong shows when it is opened.
      default: return InputFile(path: path, kind: .regular)
      }
    }
    let isShellPipe =
      isNamed
      && (path.starts(with: "/dev/fd/".utf8) || path.starts(with: "/proc/self/fd/".utf8)
        || path.elementsEqual("/dev/stdin".utf8))
    switch facts.st_mode & S_IFMT {
    case S_IFREG:
      return InputFile(
        path: path, kind: .regular, size: Int(facts.st_size),
        changed: facts.st_mtim.tv_sec * 1_000_000_000 + facts.st_mtim.tv_nsec)
    case S_IFDIR: return InputFile(path: path, kind: .other(folder))
    case S_IFIFO where isShellPipe: return InputFile(path: path, kind: .regular)
    case S_IFIFO: return InputFile(path: path, kind: .other("a pipe"))
    case S_IFSOCK: return InputFile(path: path, kind: .other("a socket"))
    default: return InputFile(path: path, kind: .other("a device"))
    }
  }
}
