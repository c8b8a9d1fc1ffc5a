internal import Glibc

/// Writes passages to stdout as soon as they are done, rejects to stderr.
///
/// Stdout holds passages alone: one kind of record, so that a pipe behind it needs no switch.
struct StandardOutput: Sink {
  /// The reader at the other end of the pipe has gone: no error, just the end.
  struct Closed: Error {}

  func write(_ bytes: [UInt8], to file: OutputFile) throws {
    switch file {
    case .passages: try write(bytes, STDOUT_FILENO)
    case .rejects: try write(bytes, STDERR_FILENO)
    case .documents, .signatures: break
    }
  }

  private func write(_ bytes: [UInt8], _ descriptor: Int32) throws {
    var start = 0
    while start < bytes.count {
      let written = unsafe bytes[start...].withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
      }
      if written >= 0 {
        start += written
      } else if errno == EPIPE {
        throw Closed()
      } else if errno != EINTR {
        throw RunError(
          "cannot write to standard output: \(unsafe String(cString: strerror(errno)))")
      }
    }
  }

  func reach(_ mark: InputMark, _ summary: RunSummary) throws {}
  func note(_ fault: Fault, at mark: InputMark, _ summary: RunSummary) throws {}
  func stop(_ state: (mark: InputMark, summary: RunSummary)?) throws {}
  func finish(_ mark: InputMark, _ summary: RunSummary, manifest: Manifest) throws {}
  func end(of file: OutputFile) -> Int { 0 }
  func line(of file: OutputFile, at place: Int) throws -> [UInt8] { [] }
}
