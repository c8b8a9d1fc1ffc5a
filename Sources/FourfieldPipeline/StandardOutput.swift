internal import Foundation

/// Writes passages to stdout as soon as they are done, rejects to stderr.
///
/// Stdout holds passages alone: one kind of record, so that a pipe behind it needs no switch.
struct StandardOutput: Sink {
  /// The reader at the other end of the pipe has gone: no error, just the end.
  struct Closed: Error {}

  func write(_ bytes: [UInt8], to file: OutputFile) throws {
    if bytes.isEmpty { return }
    switch file {
    case .passages:
      do {
        try FileHandle.standardOutput.write(contentsOf: Data(bytes))
      } catch {
        throw Closed()
      }
    case .rejects: FileHandle.standardError.write(Data(bytes))
    case .documents: break
    }
  }

  func finish(manifest: Manifest) throws {}
}
