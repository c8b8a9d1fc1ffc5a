internal import Glibc

/// The right of one process to write to a folder: the lock of the system on `.lock`, which holds the owner's process id.
///
/// The system gives the lock back when the process ends, however it ends.
final class FolderLock {
  /// The name of the file.
  static let name = ".lock"

  private let path: String
  private var descriptor: Int32 = -1

  /// Takes the lock; waits a moment for an owner that is about to end.
  ///
  /// - Throws: ``RunError`` naming the owner where another process holds it.
  init(folder: String) throws {
    path = folder + "/" + FolderLock.name
    for attempt in 0..<40 {
      if try take() { return }
      if attempt < 39 { usleep(50_000) }
    }
    throw RunError(
      "process \(owner) is writing to '\(folder)'; wait for it or name another folder")
  }

  deinit { release() }

  /// Takes the file away and gives the lock back.
  func release() {
    guard descriptor >= 0 else { return }
    unsafe unlink(path)
    close(descriptor)
    descriptor = -1
  }

  private func take() throws -> Bool {
    do {
      descriptor = try SystemError.checking {
        unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
      }
    } catch {
      throw RunError("cannot write \(path): \(error.sentence)")
    }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0, isCurrent() {
      sign()
      return true
    }
    close(descriptor)
    descriptor = -1
    return false
  }

  /// Whether the file that is locked is the one of that name: another owner may have taken it away in the meantime.
  private func isCurrent() -> Bool {
    var (own, named) = (stat(), stat())
    guard unsafe fstat(descriptor, &own) == 0, unsafe stat(path, &named) == 0 else { return false }
    return own.st_ino == named.st_ino && own.st_dev == named.st_dev
  }

  /// Writes the process id, for whoever comes next; the lock holds without it.
  private func sign() {
    let text = Array("\(getpid())\n".utf8)
    _ = ftruncate(descriptor, 0)
    unsafe text.withUnsafeBytes { unsafe _ = pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }

  /// The owner's process id as it stands in the file.
  private var owner: String {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { return "?" }
    defer { close(file) }
    var text = [UInt8](repeating: 0, count: 20)
    let count = unsafe text.withUnsafeMutableBytes { unsafe read(file, $0.baseAddress, $0.count) }
    let digits = text.prefix(max(0, count)).prefix { (0x30...0x39).contains($0) }
    return digits.isEmpty ? "?" : String(decoding: digits, as: UTF8.self)
  }
}
