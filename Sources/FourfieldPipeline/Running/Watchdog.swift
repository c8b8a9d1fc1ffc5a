internal import Glibc

/// Looks every second whether a thread has been computing at one document for too long.
///
/// What counts is the thread's own computing: a busy machine, a sleeping laptop or a stopped process are no hang.
final class Watchdog: Sendable {
  private let watches: [DocumentWatch]
  private let limit: Int
  private let onHang: @Sendable (ItemSource) -> Void

  /// Creates a watchdog; ``start()`` lets it loose.
  ///
  /// - Parameters:
  ///   - watches: one for each thread.
  ///   - limit: the seconds of a document.
  ///   - onHang: called with the document that took longer.
  init(
    _ watches: [DocumentWatch], limit: Int, onHang: @escaping @Sendable (ItemSource) -> Void
  ) {
    self.watches = watches
    self.limit = limit
    self.onHang = onHang
  }

  /// Begins to look; goes on until the process ends or the watchdog is let go.
  ///
  /// - Parameter start: what begins the thread.
  /// - Throws: ``RunError`` where there is none: a document that hangs would be waited for for ever.
  func start(_ start: BackgroundThread.Start = BackgroundThread.start) throws {
    let isThere = start("ff-watchdog", .small) { [weak self] in
      var seen: [Int: (number: Int, seconds: Double, ticks: Int)] = [:]
      while true {
        sleep(1)
        guard let self else { return }
        self.look(&seen)
      }
    }
    if !isThere { throw RunError.noThread }
  }

  private func look(_ seen: inout [Int: (number: Int, seconds: Double, ticks: Int)]) {
    for (index, watch) in watches.enumerated() {
      guard let current = watch.current else {
        seen[index] = nil
        continue
      }
      guard let first = seen[index], first.number == current.number else {
        seen[index] = (current.number, current.seconds, 0)
        continue
      }
      seen[index]?.ticks += 1
      // One that waits for ever computes nothing; its turns are counted instead.
      if current.seconds - first.seconds > Double(limit) || first.ticks > 20 * limit {
        onHang(current.source)
      }
    }
  }
}
