internal import Foundation

/// What the supervisor tells a process that it starts: where care is needed, and what is not to be touched again.
struct WorkerOrders: Hashable, Codable, Sendable {
  /// A document that broke the process twice.
  struct Verdict: Hashable, Codable, Sendable {
    let source: ItemSource
    let message: String
    /// Whether something else may have been the reason, as a lack of memory.
    let isPassing: Bool
  }

  /// Up to so many bytes of input every document is named before it is begun, one at a time.
  var carefulBytes = 0
  var verdicts: [Verdict] = []
  /// Whether the process is to name the output folder, because the user did not.
  var namesFolder = false

  /// As an argument of the command line.
  var argument: String {
    get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
  }

  init() {}

  init(argument: String) throws {
    self = try JSONDecoder().decode(WorkerOrders.self, from: Data(argument.utf8))
  }
}
