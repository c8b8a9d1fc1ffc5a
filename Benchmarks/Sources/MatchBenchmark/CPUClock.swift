internal import Glibc

/// CPU seconds of this process, which a busy machine stretches less than wall time.
struct CPUClock {
  private var last = CPUClock.now

  /// The seconds since the last lap.
  mutating func lap() -> Double {
    let now = CPUClock.now
    defer { last = now }
    return now - last
  }

  private static var now: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
