internal import Glibc

/// A file of numbers without a name: gone when the process is, however it ends.
final class ScratchFile {
  private let folder: String
  private let descriptor: Int32

  /// How the names begin and end that such a file has for a moment.
  static let (prefix, suffix) = ("scratch-", ".tmp")

  /// Makes an empty file.
  ///
  /// - Parameter folder: a folder with room for it.
  /// - Throws: ``RunError`` where there is none.
  init(in folder: String) throws {
    self.folder = folder
    var name = Array("\(folder)/\(ScratchFile.prefix)XXXXXX\(ScratchFile.suffix)".utf8CString)
    do throws(SystemError) {
      descriptor = try SystemError.checking {
        unsafe mkstemps(&name, Int32(ScratchFile.suffix.utf8.count))
      }
    } catch {
      throw RunError("cannot write a file in \(folder): \(error.sentence)")
    }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unsafe unlink(name)
  }

  deinit { close(descriptor) }

  /// Fills a buffer with the numbers from a position on; with zeros where nothing was written.
  func read(_ numbers: inout [UInt64], at position: Int) throws {
    try transfer(numbers.count, at: position) { done, offset in
      let read = unsafe numbers.withUnsafeMutableBytes {
        unsafe pread(descriptor, $0.baseAddress.map { unsafe $0 + done }, $0.count - done, offset)
      }
      guard read == 0 else { return read }
      // Behind the end.
      for index in done / 8..<numbers.count { numbers[index] = 0 }
      return numbers.count * 8 - done
    }
  }

  /// Writes numbers at a position.
  func write(_ numbers: [UInt64], at position: Int) throws {
    try transfer(numbers.count, at: position) { done, offset in
      unsafe numbers.withUnsafeBytes {
        unsafe pwrite(descriptor, $0.baseAddress.map { unsafe $0 + done }, $0.count - done, offset)
      }
    }
  }

  private func transfer(_ count: Int, at position: Int, _ body: (Int, Int) -> Int) throws {
    var done = 0
    while done < count * 8 {
      do throws(SystemError) {
        done += try SystemError.checking { body(done, position * 8 + done) }
      } catch {
        throw RunError("cannot use a file in \(folder): \(error.sentence)")
      }
    }
  }
}
