internal import CLinux
internal import Dispatch
internal import Glibc
internal import Synchronization

/// A thread beside the caller's, of which is known at once whether the system gave it.
///
/// A queue of libdispatch sleeps and asks again, for ever, where the system has no thread to give, as at a limit of memory or of processes;
/// here the caller is told and does the work itself. The thread is detached: nobody waits for its end, and what it was given is let go there.
enum BackgroundThread {
  /// How much room a thread has for its calls.
  enum Stack: Sendable {
    /// For what reads and parses documents: as much as the main thread has, and never less than is usual.
    case main
    /// For what only waits, writes and counts. Addresses are scarce where memory is limited.
    case small

    /// In bytes.
    var size: Int {
      switch self {
      case .main: max(1 << 23, Stack.standard)
      case .small: 1 << 18
      }
    }

    /// What the system gives a thread by itself: by `ulimit -s`, as to the main thread.
    private static var standard: Int {
      var size = 0
      let code = unsafe withAttributes { unsafe pthread_attr_getstacksize($0, &size) }
      return code == 0 ? size : 0
    }
  }

  /// What begins a thread: the system, or in tests something that refuses.
  typealias Start = @Sendable (String, Stack, @escaping @Sendable () -> Void) -> Bool

  /// What a thread is to do, on the way to it.
  private final class Order: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(_ name: String, _ body: @escaping @Sendable () -> Void) {
      self.name = name
      self.body = body
    }

    func carryOut() {
      unsafe ff_name_thread(name)
      body()
    }
  }

  /// Begins a thread.
  ///
  /// - Parameters:
  ///   - name: what debuggers show; 15 bytes at most.
  ///   - stack: its room.
  ///   - body: what it does.
  /// - Returns: whether there is one; where not, `body` is not called.
  static func start(_ name: String, _ stack: Stack, _ body: @escaping @Sendable () -> Void) -> Bool
  {
    let order = unsafe Unmanaged.passRetained(Order(name, body))
    let code = unsafe withAttributes { attributes in
      let code = unsafe pthread_attr_setstacksize(attributes, stack.size)
      return code == 0 ? withoutSignals { unsafe create(attributes, order.toOpaque()) } : code
    }
    if code != 0 { unsafe order.release() }
    return code == 0
  }

  private static func create(
    _ attributes: UnsafeMutablePointer<pthread_attr_t>, _ order: UnsafeMutableRawPointer
  ) -> Int32 {
    var thread = pthread_t()
    unsafe pthread_attr_setdetachstate(attributes, Int32(PTHREAD_CREATE_DETACHED))
    return unsafe pthread_create(
      &thread, attributes,
      { order in
        if let order = unsafe order {
          unsafe Unmanaged<Order>.fromOpaque(order).takeRetainedValue().carryOut()
        }
        return nil
      }, order)
  }

  /// Calls with attributes as the system sets them; gives the code of the first call that failed, 0 where none did.
  private static func withAttributes(
    _ body: (UnsafeMutablePointer<pthread_attr_t>) -> Int32
  ) -> Int32 {
    unsafe withUnsafeTemporaryAllocation(of: pthread_attr_t.self, capacity: 1) { room in
      guard let attributes = room.baseAddress else { return ENOMEM }
      let code = unsafe pthread_attr_init(attributes)
      guard code == 0 else { return code }
      defer { unsafe pthread_attr_destroy(attributes) }
      return unsafe body(attributes)
    }
  }

  /// Makes a thread that hears no signals: they are for the one that waits for them (``StopSignals``). Those of faults stay, so that a crash is
  /// reported as one, and the one by which the runtime's backtracer stops the other threads.
  private static func withoutSignals(_ make: () -> Int32) -> Int32 {
    var (blocked, before) = (sigset_t(), sigset_t())
    unsafe sigfillset(&blocked)
    for fault in [SIGILL, SIGTRAP, SIGFPE, SIGBUS, SIGSEGV, SIGSYS, SIGABRT, SIGPROF] {
      unsafe sigdelset(&blocked, fault)
    }
    unsafe pthread_sigmask(SIG_SETMASK, &blocked, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    return make()
  }
}

extension BackgroundThread {
  /// Does something for every number below `count`, on some threads and the caller's, and waits until all is done.
  ///
  /// - Parameters:
  ///   - count: how many there are.
  ///   - threads: on how many threads, the caller's included; on fewer where the system gives no more.
  ///   - start: what begins a thread.
  ///   - body: what is done; in any order.
  static func perform(
    _ count: Int, on threads: Int, _ start: Start = BackgroundThread.start,
    _ body: @escaping @Sendable (Int) -> Void
  ) {
    let (next, ended) = (Counter(), DispatchSemaphore(value: 0))
    var others = 0
    while others + 1 < min(threads, count),
      start(
        "ff-extract", .main,
        {
          next.each(below: count, body)
          ended.signal()
        })
    { others += 1 }
    next.each(below: count, body)
    for _ in 0..<others { ended.wait() }
  }

  /// Gives every number once, whoever asks.
  private final class Counter: Sendable {
    private let next = Atomic(0)

    func each(below count: Int, _ body: (Int) -> Void) {
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        body(index)
      }
    }
  }
}
