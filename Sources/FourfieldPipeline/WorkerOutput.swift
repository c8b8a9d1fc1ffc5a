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

  /// Nothing, with room for what comes of some bytes of input.
  init(capacity: Int) {
    passages = JSONWriter(capacity: 4 * capacity)
    documents = JSONWriter(capacity: 2 * capacity)
  }

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
