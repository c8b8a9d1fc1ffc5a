internal import Glibc

/// The bytes of one input file, decompressed where it is gzip or zstd, a chunk at a time.
final class ByteSource {
  /// How many bytes are asked of the file at a time.
  static let chunk = 1 << 18

  private let descriptor: Int32
  private var decoder: (any Decompressor)?
  private var isFirst = true
  private let note: ([UInt8]) -> Void

  /// Opens a file; `-` is standard input.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - note: called with every chunk as it stands in the file.
  /// - Throws: ``Rejection`` where it cannot be opened.
  init(_ path: String, note: @escaping ([UInt8]) -> Void) throws {
    self.note = note
    descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Rejection(stage: "ingest", code: "unreadable", message: "cannot open the file")
    }
  }

  deinit {
    if descriptor != STDIN_FILENO { close(descriptor) }
  }

  /// The next bytes, empty at the end.
  ///
  /// - Throws: ``Rejection`` where the file cannot be read or is not what it says it is.
  func next() throws -> [UInt8] {
    while true {
      let raw = try read()
      if isFirst {
        isFirst = false
        if raw.starts(with: [0x1F, 0x8B]) { decoder = GzipDecoder() }
        if raw.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { decoder = ZstdDecoder() }
      }
      guard let decoder else { return raw }
      let bytes = raw.isEmpty ? try decoder.finish() : try decoder.decode(raw)
      if !bytes.isEmpty || raw.isEmpty { return bytes }
    }
  }

  private func read() throws -> [UInt8] {
    var count = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: ByteSource.chunk) { buffer, filled in
      repeat {
        count = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      } while count < 0 && errno == EINTR
      filled = max(0, count)
    }
    guard count >= 0 else {
      throw Rejection(stage: "ingest", code: "unreadable", message: "cannot read the file")
    }
    note(bytes)
    return bytes
  }
}
