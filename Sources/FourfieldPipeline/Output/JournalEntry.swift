/// One line of a run's journal.
enum JournalEntry: Hashable, Codable {
  /// The run begins: what it is.
  case begin(Fingerprint)
  /// Everything up to here is on the disk.
  case commit(Commit)
  /// The next item could not be had for a reason that may pass: another run tries again.
  case fault(Fault)
  /// All inputs have been read; what is left is to give the files their names.
  case sealed
}

/// A state of the output that a run can go on from.
struct Commit: Hashable, Codable, Sendable {
  /// A file of the output as far as it belongs to the state.
  struct Output: Hashable, Codable, Sendable {
    var bytes = 0
    var sha256 = ""
  }

  /// How far the inputs are read.
  var mark = InputMark()
  /// The files, in the order of ``OutputFile``.
  var outputs: [Output] = []
  /// What was counted.
  var summary = RunSummary()
}

/// Something that went wrong and may go well the next time.
struct Fault: Hashable, Codable, Sendable {
  /// The file, as bytes: a name may be no UTF-8.
  var path: [UInt8]
  /// What went wrong.
  var message: String
  /// Whether reading the file shows whether it still does.
  var isReading: Bool
}

extension Fault {
  /// The fault of a document that was refused by name.
  init(_ rejection: Rejection, of source: ItemSource) {
    self.init(path: Array(source.path.utf8), message: rejection.message, isReading: false)
  }
}
