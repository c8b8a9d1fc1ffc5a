/// Reads the inputs of a run into batches, from a mark on.
final class BatchReader {
  private let settings: Settings
  private let size: Int
  private let emit: (Batch) throws -> Void
  private let start: InputMark
  private var mark: InputMark
  private var batch = Batch()
  private var fileDigest = Digest()
  private var fileBytes = 0

  /// Creates a reader.
  ///
  /// - Parameters:
  ///   - settings: what is in force.
  ///   - size: how many bytes a batch holds at least.
  ///   - start: what is before it is read past.
  ///   - emit: called with every batch.
  init(
    settings: Settings, size: Int, from start: InputMark, _ emit: @escaping (Batch) throws -> Void
  ) {
    self.settings = settings
    self.size = size
    self.start = start
    self.emit = emit
    mark = InputMark()
    mark.bytes = start.bytes
    mark.digest = start.digest
  }

  /// Reads all files.
  ///
  /// - Returns: the mark behind the last.
  func read(_ list: InputList) throws -> InputMark {
    try list.forEach { file in
      if mark.files < start.files {
        mark.files += 1
      } else {
        try read(file)
      }
    }
    try submit()
    return mark
  }

  private func read(_ file: InputFile) throws {
    fileDigest = Digest()
    fileBytes = 0
    let reader = InputReader(format: settings.format, limits: settings.limits) { chunk in
      self.fileDigest.update(chunk)
      self.fileBytes += chunk.count
    }
    mark.items = 0
    do {
      try reader.items(of: file) { try take($0) }
    } catch let rejection as Rejection {
      try take(rejection, of: file)
    }
    mark.files += 1
    mark.items = 0
    mark.bytes += fileBytes
    mark.digest = Digest.hex(Array((mark.digest + fileDigest.finish()).utf8))
    batch.end = mark
  }

  private func take(_ item: SourceItem) throws {
    mark.items += 1
    // In the file that the run stopped in, what was done is read again and passed over.
    if mark.files == start.files, mark.items <= start.items { return }
    batch.append(item)
    batch.end = mark
    if batch.bytes >= size { try submit() }
  }

  private func take(_ rejection: Rejection, of file: InputFile) throws {
    let item = SourceItem(
      source: ItemSource(path: file.name), content: .rejected(rejection), bytes: [])
    guard rejection.isPassing else { return try take(item) }
    // By itself, so that the state before it can be gone back to.
    try submit()
    batch.fault = Fault(path: file.path, message: rejection.message, isReading: true)
    try take(item)
    try submit()
  }

  private func submit() throws {
    guard !batch.items.isEmpty else { return }
    batch.read = mark.bytes + fileBytes
    let full = batch
    batch = Batch()
    batch.end = full.end
    try emit(full)
  }
}
