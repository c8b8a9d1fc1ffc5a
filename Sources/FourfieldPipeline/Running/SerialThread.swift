internal import Dispatch
internal import Synchronization

/// Does one thing after another on a thread of its own, or on the caller's where the system gives none.
///
/// The thread begins with the first thing that is to be done and ends with the value.
/// - Note: All is handed over by one thread at a time, and waited for by it.
final class SerialThread: Sendable {
  /// What is to be done. The thread holds on to it and not to its owner, so that the owner's end is its end.
  private final class Work: Sendable {
    private let bodies = Mutex<[@Sendable () -> Void]>([])
    private let count = DispatchSemaphore(value: 0)

    func add(_ body: @escaping @Sendable () -> Void) {
      bodies.withLock { $0.append(body) }
      count.signal()
    }

    /// There is to be no more.
    func end() { count.signal() }

    /// Does everything until there is to be no more.
    func carryOut() {
      while let body = next() { body() }
    }

    private func next() -> (@Sendable () -> Void)? {
      count.wait()
      return bodies.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
  }

  private let name: String
  private let start: BackgroundThread.Start
  private let work = Work()
  /// Whether there is a thread; nil where none was needed yet.
  private let hasThread = Mutex<Bool?>(nil)

  /// Creates one that has nothing to do.
  ///
  /// - Parameters:
  ///   - name: the name of the thread.
  ///   - start: what begins it.
  init(_ name: String, start: @escaping BackgroundThread.Start = BackgroundThread.start) {
    self.name = name
    self.start = start
  }

  deinit { work.end() }

  /// Does something behind all that was handed over before; where there is no thread, before it returns.
  func perform(_ body: @escaping @Sendable () -> Void) {
    // Asked once only: what was done here can never overtake what is done there.
    let isAside = hasThread.withLock { hasThread in
      let known = hasThread ?? start(name, .small) { [work] in work.carryOut() }
      hasThread = known
      return known
    }
    if isAside { work.add(body) } else { body() }
  }

  /// Waits until all that was handed over is done.
  func wait() {
    guard hasThread.withLock({ $0 == true }) else { return }
    let isDone = DispatchSemaphore(value: 0)
    work.add { isDone.signal() }
    isDone.wait()
  }
}
