internal import Synchronization

/// Brings states of the output onto the disk while the run goes on: first the data, then the line of the journal.
///
/// Where the system gives no thread for it, the run stands still for every commit.
final class Committer: Sendable {
  private let files: [DurableFile]
  private let journal: Journal
  private let thread: SerialThread
  private let failure = Mutex<(any Error)?>(nil)
  private let isBusy = Mutex(false)
  private let spent = Mutex(Duration.zero)

  /// Creates a committer.
  ///
  /// - Parameters:
  ///   - files: the files of the output.
  ///   - journal: the journal.
  ///   - start: what begins its thread.
  init(
    files: [DurableFile], journal: Journal,
    start: @escaping BackgroundThread.Start = BackgroundThread.start
  ) {
    self.files = files
    self.journal = journal
    thread = SerialThread("ff-commit", start: start)
  }

  /// The time in which a commit was on its way, beside the run.
  var seconds: Double { spent.withLock { $0 / .seconds(1) } }

  /// Whether a commit is still on its way.
  var isCommitting: Bool { isBusy.withLock { $0 } }

  /// Begins to commit a state; the files hold all of it already.
  func commit(_ entry: JournalEntry) {
    isBusy.withLock { $0 = true }
    thread.perform {
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
    thread.wait()
    try check()
  }
}
