/// The lines of a batch and what the summary counts of it.
struct BatchResult: Sendable {
  var passages: [UInt8] = []
  var documents: [UInt8] = []
  var rejects: [UInt8] = []
  /// The ids of the documents, in order.
  var ids: [String] = []
  var summary = RunSummary()
  /// Set where a document was refused for a reason that may pass.
  var fault: Fault?
}
