internal import Dispatch
internal import Synchronization

/// Brings states of the output onto the disk while the run goes on: first the data, then the line of the journal.
final class Committer: Sendable {
  private let files: [DurableFile]
  private let journal: Journal
  private let queue = DispatchQueue(label: "fourfield.commit")
  private let failure = Mutex<(any Error)?>(nil)
  private let isBusy = Mutex(false)
  private let spent = Mutex(Duration.zero)

  init(files: [DurableFile], journal: Journal) {
    self.files = files
    self.journal = journal
  }

  /// The time in which a commit was on its way, beside the run.
  var seconds: Double { spent.withLock { $0 / .seconds(1) } }

  /// Whether a commit is still on its way.
  var isCommitting: Bool { isBusy.withLock { $0 } }

  /// Begins to commit a state; the files hold all of it already.
  func commit(_ entry: JournalEntry) {
    isBusy.withLock { $0 = true }
    queue.async {
      let start = ContinuousClock.now
      do {
        // After a failure nothing more may be called safe.
        if self.failure.withLock({ $0 == nil }) {
          for file in self.files { try file.synchronize() }
          try self.journal.append(entry)
        }
      } catch {
        self.failure.withLock { $0 = error }
      }
      self.spent.withLock { $0 += ContinuousClock.now - start }
      self.isBusy.withLock { $0 = false }
    }
  }

  /// Throws what went wrong in a commit that has ended.
  func check() throws {
    if let error = failure.withLock({ $0 }) { throw error }
  }

  /// Waits for what was begun.
  ///
  /// - Throws: what went wrong.
  func wait() throws {
    queue.sync {}
    try check()
  }
}
