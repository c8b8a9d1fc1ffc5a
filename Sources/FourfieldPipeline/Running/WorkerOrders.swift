internal import CLinux
internal import Foundation
internal import Glibc

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

  init() {}

  /// Reads what ``makeFile()`` wrote.
  ///
  /// - Parameter descriptor: the file, which is closed.
  /// - Throws: where it cannot be read or is none of orders.
  init(descriptor: Int32) throws {
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    self = try JSONDecoder().decode(WorkerOrders.self, from: file.readToEnd() ?? Data())
  }

  /// The orders in a file that lies in memory: an argument of a command has room for a few hundred verdicts only.
  ///
  /// - Returns: the file, to be read from the beginning.
  /// - Throws: where there is no memory for it.
  func makeFile() throws -> Descriptor {
    let number = try SystemError.checking { unsafe ff_memory_file("fourfield-orders") }
    let descriptor = Descriptor(number)
    let file = FileHandle(fileDescriptor: number, closeOnDealloc: false)
    try file.write(contentsOf: JSONEncoder().encode(self))
    try file.seek(toOffset: 0)
    return try descriptor.raised()
  }
}
