internal import Glibc

/// A file that is written to its end and can say when its bytes are on the disk.
///
/// Every failure is a ``RunError`` that names the file: nothing is written by halves in silence.
final class DurableFile: Sendable {
  /// Where it is.
  let path: String
  /// The system's number of the open file.
  let descriptor: Int32

  /// Opens a file for writing; makes it, empty, if it is not there.
  init(_ path: String) throws {
    self.path = path
    do {
      descriptor = try SystemError.checking {
        unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
      }
    } catch {
      throw RunError("cannot write \(path): \(error.sentence)")
    }
  }

  deinit { close(descriptor) }

  /// Writes all bytes behind those that were written before.
  func write(_ bytes: [UInt8]) throws {
    var start = 0
    while start < bytes.count {
      start += try attempt {
        unsafe bytes[start...].withUnsafeBytes { buffer in
          unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
        }
      }
    }
  }

  /// Waits until everything written is on the disk.
  func synchronize() throws { try attempt { Int(fdatasync(descriptor)) } }

  /// Cuts the file off and goes on writing there.
  func truncate(to length: Int) throws {
    try attempt { Int(ftruncate(descriptor, length)) }
    try attempt { lseek(descriptor, length, SEEK_SET) }
  }

  /// Hands on the first bytes of the file, a piece at a time.
  ///
  /// - Returns: how many bytes there were, at most `length`.
  func read(first length: Int, _ body: ([UInt8]) throws -> Void) throws -> Int {
    try attempt { lseek(descriptor, 0, SEEK_SET) }
    var done = 0
    while done < length {
      let wanted = min(1 << 20, length - done)
      var piece = [UInt8](repeating: 0, count: wanted)
      let count = try attempt {
        unsafe piece.withUnsafeMutableBytes {
          unsafe Glibc.read(descriptor, $0.baseAddress, wanted)
        }
      }
      if count == 0 { break }
      piece.removeLast(wanted - count)
      try body(piece)
      done += count
    }
    return done
  }

  /// The line that begins at a place, without its end.
  func line(at place: Int) throws -> [UInt8] {
    var line: [UInt8] = []
    while true {
      var piece = [UInt8](repeating: 0, count: 4096)
      let count = try attempt {
        unsafe piece.withUnsafeMutableBytes {
          unsafe pread(descriptor, $0.baseAddress, $0.count, place + line.count)
        }
      }
      if let end = piece[..<count].firstIndex(of: 0x0A) { return line + piece[..<end] }
      if count == 0 { return line }
      line += piece[..<count]
    }
  }

  @discardableResult
  private func attempt(_ body: () -> Int) throws -> Int {
    do {
      return try SystemError.checking(body)
    } catch {
      throw RunError("cannot write \(path): \(error.sentence)")
    }
  }
}

extension DurableFile {
  /// Writes a whole file so that it is there with all its bytes or not at all: temporary name, sync, rename, sync of the folder.
  static func place(_ bytes: [UInt8], at path: String, in folder: String) throws {
    let temporary = path + ".tmp"
    let file = try DurableFile(temporary)
    try file.truncate(to: 0)
    try file.write(bytes)
    try file.synchronize()
    try move(temporary, to: path)
    try synchronize(folder: folder)
  }

  /// Renames a file over another.
  static func move(_ path: String, to other: String) throws {
    if unsafe rename(path, other) != 0 {
      throw RunError("cannot rename \(path) to \(other): \(SystemError.last.sentence)")
    }
  }

  /// Waits until the names in a folder are on the disk.
  static func synchronize(folder: String) throws {
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    if descriptor < 0 || fsync(descriptor) != 0 {
      throw RunError("cannot write the folder \(folder): \(SystemError.last.sentence)")
    }
  }
}
