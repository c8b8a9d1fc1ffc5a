internal import Glibc
internal import Synchronization

/// What one thread is working on, and whether a document is to be begun at all.
final class DocumentWatch: Sendable {
  private struct State {
    var source: ItemSource?
    /// Counts the documents, so that two of one name are told apart.
    var number = 0
    /// The clock that counts the thread's computing.
    var clock: clockid_t?
  }

  private let state = Mutex(State())
  private let verdicts: [ItemSource: WorkerOrders.Verdict]
  private let only: Set<ItemSource>?
  private let link: WorkerLink?

  /// Creates a watch.
  ///
  /// - Parameters:
  ///   - verdicts: the documents that are refused.
  ///   - only: the documents that are processed, nil for all.
  ///   - link: where every document is named before it is begun.
  init(
    verdicts: [WorkerOrders.Verdict] = [], only: Set<ItemSource>? = nil,
    link: WorkerLink? = nil
  ) {
    self.verdicts = Dictionary(verdicts.map { ($0.source, $0) }) { $1 }
    self.only = only
    self.link = link
  }

  /// Notes that a document is begun.
  ///
  /// - Returns: whether it is to be processed; else it is passed over.
  func admit(_ source: ItemSource) -> Bool {
    if let only, !only.contains(source), !only.contains(ItemSource(path: source.path)) {
      return false
    }
    link?.announce(source)
    state.withLock { state in
      state.source = source
      state.number += 1
      if state.clock == nil { state.clock = DocumentWatch.threadClock() }
    }
    return true
  }

  /// The reject that stands in the place of an item which is refused, nil for any other.
  func refused(_ item: SourceItem) -> SourceItem? {
    guard !verdicts.isEmpty, let verdict = verdicts[item.source] else { return nil }
    let rejection = Rejection(
      stage: "run", code: "crashed", message: verdict.message, isPassing: verdict.isPassing)
    return SourceItem(
      source: item.source, content: .rejected(rejection), bytes: item.bytes, range: item.range)
  }

  /// Notes that another document of the same item is begun, so that a file of many is not taken for one that takes long.
  func next() { state.withLock { $0.number += 1 } }

  /// Whether the result of a batch may be handed on in parts: not where a document of it may have been refused for a reason that may pass, since the
  /// state before the batch is then gone back to.
  var mayPart: Bool { verdicts.isEmpty }

  /// Does something that may wait, which is no time of the document's.
  func pause(_ body: () -> Void) {
    let source = state.withLock { state in
      defer { state.source = nil }
      return state.source
    }
    body()
    state.withLock { state in
      state.source = source
      state.number += 1
    }
  }

  /// Notes that the thread does something else.
  func end() {
    state.withLock { $0.source = nil }
    link?.finish()
  }

  /// What the thread is at: a document, its number and the seconds that the thread has computed so far.
  var current: (source: ItemSource, number: Int, seconds: Double)? {
    state.withLock { state in
      guard let source = state.source, let clock = state.clock else { return nil }
      var time = timespec()
      guard unsafe clock_gettime(clock, &time) == 0 else { return nil }
      return (source, state.number, Double(time.tv_sec) + Double(time.tv_nsec) / 1e9)
    }
  }

  private static func threadClock() -> clockid_t? {
    var clock = clockid_t()
    return unsafe pthread_getcpuclockid(pthread_self(), &clock) == 0 ? clock : nil
  }
}
