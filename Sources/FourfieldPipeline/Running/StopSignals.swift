internal import Dispatch
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

  private let received = Received()
  private var sources: [any DispatchSourceSignal] = []

  /// Listens to `SIGINT`, `SIGTERM` and `SIGHUP`.
  ///
  /// - Parameters:
  ///   - onFirst: called once, on a thread of its own.
  ///   - onSecond: called for every further one.
  public init(
    onFirst: @escaping @Sendable () -> Void = {}, onSecond: @escaping @Sendable () -> Void
  ) {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(
        signal: number, queue: .global(qos: .userInteractive))
      source.setEventHandler { [received] in
        if received.take(number) { onFirst() } else { onSecond() }
      }
      source.resume()
      sources.append(source)
    }
  }

  /// The first signal, 0 where there was none.
  public var number: Int32 { received.number.load(ordering: .sequentiallyConsistent) }
}
