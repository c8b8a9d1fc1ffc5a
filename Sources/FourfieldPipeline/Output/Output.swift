/// A file of lines while it grows, with the digest of what it holds.
struct Output {
  let file: DurableFile
  private let digest: RunningDigest
  private var buffer: [UInt8] = []
  /// How many bytes were written, those in the buffer left out.
  private(set) var count = 0

  /// Brings a file to a state that was committed.
  ///
  /// - Parameters:
  ///   - file: the file.
  ///   - state: the state.
  ///   - thread: where the digest is computed; nil for the thread that writes.
  /// - Throws: ``RunError`` where the file does not hold what it held then.
  init(_ file: DurableFile, at state: Commit.Output, digestOn thread: SerialThread? = nil) throws {
    self.file = file
    let digest = RunningDigest(on: thread)
    self.digest = digest
    count = try file.read(first: state.bytes) { digest.update($0) }
    guard count == state.bytes, count == 0 || digest.current == state.sha256 else {
      throw RunError(
        "\(file.path) does not hold what the journal says of it; say --restart to begin the run afresh"
      )
    }
    try file.truncate(to: count)
  }

  /// Where the next line begins, the buffer included.
  var end: Int { count + buffer.count }

  /// The state, the buffer left out.
  var state: Commit.Output { Commit.Output(bytes: count, sha256: digest.current) }

  /// Takes lines; they reach the file 64 kilobytes at a time or more.
  mutating func write(_ bytes: [UInt8]) throws {
    // What is large by itself is not copied.
    if bytes.count > 1 << 16 {
      try flush()
      return try put(bytes)
    }
    buffer += bytes
    if buffer.count > 1 << 16 { try flush() }
  }

  /// Writes what is waiting.
  mutating func flush() throws {
    if buffer.isEmpty { return }
    try put(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private mutating func put(_ bytes: [UInt8]) throws {
    // Before they are written: while they are in the processor's cache.
    digest.update(bytes)
    try file.write(bytes)
    count += bytes.count
  }
}
