/// The lines of a batch that a ``Worker`` has written so far.
struct WorkerOutput {
  var passages: JSONWriter
  var documents: JSONWriter
  var rejects = JSONWriter()
  var result = BatchResult()
  /// The document whose line has not been written yet.
  private var open: (id: String, hash: UInt64)?
  /// How many passages belong to documents that are closed.
  private var counted = 0

  /// How many bytes of lines there are.
  struct Size {
    var passages = 0
    var documents = 0
  }

  /// The most that was taken at a time.
  private(set) var largest = Size()

  /// Nothing, with room for what comes of some bytes of input, or for a little more than came of others.
  init(capacity: Int, like last: Size = Size()) {
    passages = JSONWriter(capacity: max(4 * capacity, WorkerOutput.room(last.passages)))
    documents = JSONWriter(capacity: max(2 * capacity, WorkerOutput.room(last.documents)))
  }

  /// One huge document does not make the room for all that follow.
  private static func room(_ last: Int) -> Int { min(last + last / 8, 1 << 24) }

  /// The bytes of passages and documents.
  var count: Int { passages.count + documents.count }

  /// Notes that the lines of a document follow.
  mutating func begin(_ id: String, hash: UInt64) {
    open = (id, hash)
    result.ids.append(id)
    result.hashes.append(hash)
  }

  /// Notes that the line of the document is written.
  mutating func end() {
    close()
    result.summary.documents += 1
    open = nil
  }

  private mutating func close() {
    result.documentEnds.append(documents.count)
    result.passageCounts.append(result.passageEnds.count - counted)
    counted = result.passageEnds.count
  }

  /// What was written, which is taken away; a document that is open goes on in what follows.
  mutating func take() -> BatchResult {
    if open != nil { close() }
    var taken = BatchResult()
    swap(&taken, &result)
    largest.passages = max(largest.passages, passages.count)
    largest.documents = max(largest.documents, documents.count)
    taken.passages = passages.take()
    taken.documents = documents.take()
    taken.rejects = rejects.take()
    counted = 0
    if let open {
      // What follows is likely as long.
      passages = JSONWriter(capacity: taken.passages.count)
      taken.isOpen = true
      result.ids = [open.id]
      result.hashes = [open.hash]
      let earlier = taken.ids.count == 1 ? taken.continued : 0
      result.continued = earlier + (taken.passageCounts.last ?? 0)
    }
    return taken
  }
}
