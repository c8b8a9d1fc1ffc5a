internal import Glibc

/// The bytes of one input file as they stand in it, a chunk at a time.
///
/// A regular file is always read in the same chunks, whatever the system gives at a time.
final class ByteSource: Chunks {
  /// How many bytes are asked of the file at a time.
  static let chunk = 1 << 18

  private let descriptor: Int32
  private let isStandardInput: Bool
  private let note: ([UInt8]) -> Void

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - file: the file, or standard input.
  ///   - note: called with every chunk.
  /// - Throws: ``Rejection`` where it cannot be opened.
  init(_ file: InputFile, note: @escaping ([UInt8]) -> Void) throws {
    self.note = note
    isStandardInput = file.kind == .standardInput
    descriptor = isStandardInput ? STDIN_FILENO : try ByteSource.open(file.path)
  }

  deinit { if !isStandardInput { close(descriptor) } }

  private static func open(_ path: [UInt8]) throws -> Int32 {
    let name = path.map { CChar(bitPattern: $0) } + [0]
    do {
      return try SystemError.retrying { unsafe Glibc.open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY) }
    } catch {
      throw Rejection.unreadable("cannot open the file: \(error.sentence)")
    }
  }

  func next() throws -> [UInt8] {
    var failure: SystemError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: ByteSource.chunk) { buffer, filled in
      while filled < buffer.count, failure == nil {
        do throws(SystemError) {
          let count = try SystemError.retrying {
            unsafe Glibc.read(
              descriptor, buffer.baseAddress.map { unsafe $0 + filled }, buffer.count - filled)
          }
          filled += count
          if count == 0 || isStandardInput { return }
        } catch {
          failure = error
        }
      }
    }
    if let failure { throw Rejection.unreadable("cannot read the file: \(failure.sentence)") }
    note(bytes)
    return bytes
  }

  /// Some bytes from anywhere in the file, fewer where it ends before.
  func read(_ count: Int, at offset: Int) throws -> [UInt8] {
    var failure: SystemError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count, failure == nil {
        do throws(SystemError) {
          let read = try SystemError.retrying {
            unsafe pread(
              descriptor, buffer.baseAddress.map { unsafe $0 + filled }, count - filled,
              offset + filled)
          }
          filled += read
          if read == 0 { return }
        } catch {
          failure = error
        }
      }
    }
    if let failure { throw Rejection.unreadable("cannot read the file: \(failure.sentence)") }
    return bytes
  }
}

extension Rejection {
  static func unreadable(_ message: String) -> Rejection {
    Rejection(stage: "ingest", code: "unreadable", message: message, isPassing: true)
  }
}
