/// What a journal says of a run.
struct JournalState {
  /// What the run is; nil where it never began.
  private(set) var fingerprint: Fingerprint?
  /// The state that it can go on from; nil for the beginning.
  private(set) var commit: Commit?
  /// The faults since the beginning, each with the state before it and the number of entries up to there.
  private(set) var faults: [(fault: Fault, before: Commit?, entries: Int)] = []
  /// Whether all inputs were read.
  private(set) var isSealed = false

  init(_ entries: [JournalEntry]) {
    for (index, entry) in entries.enumerated() {
      switch entry {
      case .begin(let value): fingerprint = value
      case .commit(let value): commit = value
      case .fault(let value): faults.append((value, commit, index))
      case .sealed: isSealed = true
      }
    }
  }
}
