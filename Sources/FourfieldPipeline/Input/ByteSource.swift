internal import Glibc

/// The bytes of one input file, decompressed where it is gzip or zstd, a chunk at a time.
///
/// A regular file is always read in the same chunks, whatever the system gives at a time.
final class ByteSource {
  /// How many bytes are asked of the file at a time.
  static let chunk = 1 << 18

  private let descriptor: Int32
  private let isStandardInput: Bool
  private let limits: Limits
  private let note: ([UInt8]) -> Void
  private var decoder: (any Decompressor)?
  private var isFirst = true
  /// Bytes as they stand in the file, and decompressed.
  private var (read, given) = (0, 0)

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - file: the file, or standard input.
  ///   - limits: how much may come out of a compressed file.
  ///   - note: called with every chunk as it stands in the file.
  /// - Throws: ``Rejection`` where it cannot be opened.
  init(_ file: InputFile, limits: Limits, note: @escaping ([UInt8]) -> Void) throws {
    self.limits = limits
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

  /// The next bytes, empty at the end.
  ///
  /// - Throws: ``Rejection`` where the file cannot be read or is not what it says it is.
  func next() throws -> [UInt8] {
    while true {
      if let decoder {
        let bytes = try decoder.next()
        given += bytes.count
        try checkLimits()
        if !bytes.isEmpty { return bytes }
      }
      let raw = try readChunk()
      if isFirst {
        isFirst = false
        if raw.starts(with: [0x1F, 0x8B]) { decoder = GzipDecoder() }
        if raw.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { decoder = ZstdDecoder() }
      }
      guard let decoder else { return raw }
      if raw.isEmpty {
        if !decoder.isComplete { throw Rejection.truncated }
        return []
      }
      decoder.feed(raw)
    }
  }

  /// Everything from `head` on.
  ///
  /// - Throws: ``Rejection`` where it is more than `limit` bytes.
  func rest(after head: [UInt8], limit: Int) throws -> [UInt8] {
    var bytes = head
    while true {
      guard bytes.count <= limit else {
        throw Rejection.tooLarge("the file holds more bytes than a document may", limits)
      }
      let chunk = try next()
      if chunk.isEmpty { return bytes }
      bytes += chunk
    }
  }

  private func checkLimits() throws {
    if limits.decompressedBytes > 0, given > limits.decompressedBytes {
      throw Rejection.bomb(
        "more than \(limits.decompressedBytes) bytes come out of the compressed file, the limit decompressed_bytes"
      )
    }
    if given > 1 << 24, given / limits.ratio > read {
      throw Rejection.bomb(
        "more than \(limits.ratio) bytes come out of a compressed one, the limit ratio")
    }
  }

  private func readChunk() throws -> [UInt8] {
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
    read += bytes.count
    note(bytes)
    return bytes
  }
}

extension Rejection {
  static func unreadable(_ message: String) -> Rejection {
    Rejection(stage: "ingest", code: "unreadable", message: message, isPassing: true)
  }

  fileprivate static func bomb(_ message: String) -> Rejection {
    Rejection(stage: "ingest", code: "decompression-limit", message: message)
  }
}
