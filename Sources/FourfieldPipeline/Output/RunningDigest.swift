internal import Synchronization

/// The digest of a file that grows, computed where its bytes are written or aside.
///
/// All that a run writes goes through one thread. Where several tag, half of that thread's time would be digests, and the others would wait for it.
final class RunningDigest: Sendable {
  private let digest = Mutex(Digest())
  private let thread: SerialThread?
  /// The bytes that are on their way to the thread.
  private let waiting = Atomic(0)
  /// With so many on their way the caller waits, so that memory is bounded.
  private static let most = 1 << 23

  /// Creates the digest of nothing.
  ///
  /// - Parameter thread: where it is computed, beside others if need be; nil for the caller's.
  init(on thread: SerialThread? = nil) { self.thread = thread }

  /// Feeds bytes, in the order of the calls; may return before they are taken.
  func update(_ bytes: [UInt8]) {
    guard let thread else { return digest.withLock { $0.update(bytes) } }
    let sum = waiting.add(bytes.count, ordering: .relaxed).newValue
    thread.perform {
      self.digest.withLock { $0.update(bytes) }
      self.waiting.subtract(bytes.count, ordering: .relaxed)
    }
    if sum > RunningDigest.most { thread.wait() }
  }

  /// The digest of all that was fed so far; more may be fed.
  var current: String {
    thread?.wait()
    return digest.withLock { $0.current }
  }
}
