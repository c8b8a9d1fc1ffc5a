/// What is needed of a document to drop it.
struct Part: Sendable {
  let signature: DocumentSignature
  let source: ItemSource
  /// What the document added to the counts of its batch.
  let summary: RunSummary
  /// How many bytes of the result's rejects stand before it.
  let rejects: Int
}

/// The lines of a batch, or of a part of one that gives many, and what the summary counts of it.
struct BatchResult: Sendable {
  var passages: [UInt8] = []
  var documents: [UInt8] = []
  var rejects: [UInt8] = []
  /// The ids of the documents, in order.
  var ids: [String] = []
  /// Their hashes, as ``IDSet`` has them.
  var hashes: [UInt64] = []
  /// Where each document's line ends, and each passage's.
  var documentEnds: [Int] = []
  var passageEnds: [Int] = []
  /// How many lines of passages each document has.
  var passageCounts: [Int] = []
  var summary = RunSummary()
  /// One for each document, where the run drops duplicates.
  var parts: [Part] = []
  /// How many passages of the first document stand in the parts before; 0 where it begins here.
  var continued = 0
  /// Whether the last document goes on in the next part, which has its line too.
  var isOpen = false
  /// Set where a document was refused for a reason that may pass.
  var fault: Fault?
  /// Whether nothing more comes of the batch.
  var isLast = true
}
