internal import Glibc
internal import Synchronization

/// The wish that a run ends: the first signal is one to end in good order, the second to end at once.
public final class StopSignals {
  private final class Received: Sendable {
    let number = Atomic<Int32>(0)

    /// Takes a signal; false where there was one before.
    func take(_ signal: Int32) -> Bool {
      number.compareExchange(
        expected: 0, desired: signal, ordering: .sequentiallyConsistent
      ).exchanged
    }
  }

  private static let numbers = [SIGINT, SIGTERM, SIGHUP]

  private let received = Received()

  /// Listens to `SIGINT`, `SIGTERM` and `SIGHUP`, for the life of the process.
  ///
  /// Threads that exist already must have them blocked, as the pipeline's own have. Where the system gives no thread to listen on, the signals
  /// keep their meaning and end the process: what was committed stands.
  ///
  /// - Parameters:
  ///   - onFirst: called once, on a thread of its own.
  ///   - onSecond: called for every further one.
  public init(
    onFirst: @escaping @Sendable () -> Void = {}, onSecond: @escaping @Sendable () -> Void
  ) {
    var (signals, before) = (sigset_t(), sigset_t())
    unsafe sigemptyset(&signals)
    for number in StopSignals.numbers { unsafe sigaddset(&signals, number) }
    unsafe pthread_sigmask(SIG_BLOCK, &signals, &before)
    let isThere = BackgroundThread.start("ff-signals", .small) { [received, signals] in
      while true {
        let number = StopSignals.next(of: signals)
        if received.take(number) { onFirst() } else { onSecond() }
      }
    }
    guard isThere else {
      unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
      return
    }
    // A process that is started from here is deaf to them until it listens by itself; here they are blocked, and so waited for all the same.
    for number in StopSignals.numbers { signal(number, SIG_IGN) }
  }

  /// Waits for one of some signals.
  private static func next(of signals: sigset_t) -> Int32 {
    var (signals, number) = (signals, Int32(0))
    while unsafe sigwait(&signals, &number) != 0 {}
    return number
  }

  /// The first signal, 0 where there was none.
  public var number: Int32 { received.number.load(ordering: .sequentiallyConsistent) }
}
