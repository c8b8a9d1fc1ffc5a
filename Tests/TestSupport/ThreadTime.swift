import Glibc

/// The processor time that a thread takes, which other work of the machine does not lengthen as it does the wall's.
///
/// Linear time is told from quadratic by a limit that is tens of times what the first takes: `#expect(time.seconds < ThreadTime.limit)`.
/// A limit of the trait `.timeLimit` counts the waiting for other tests too, and fails where the machine is busy.
public struct ThreadTime {
  /// What no test of linear time comes near, in seconds.
  public static let limit = 60.0

  private let start: Double

  /// Begins to count on this thread.
  public init() { start = ThreadTime.now() }

  /// The seconds since the beginning; only to be asked on the thread that it was made on.
  public var seconds: Double { ThreadTime.now() - start }

  private static func now() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
