internal import Dispatch
internal import FourfieldMatching
internal import FourfieldTagging
internal import Synchronization

/// Processes batches on several threads and gives the results in the order of the batches.
///
/// A few batches a thread are in flight at most, and of large ones fewer, so memory does not depend on the corpus. With one thread, or where
/// the system gives none, everything happens on the caller's.
final class WorkerPool {
  /// A worker with the watch over it.
  final class Lane: Sendable {
    let worker: Mutex<Worker>
    let watch: DocumentWatch

    init(_ worker: sending Worker, _ watch: DocumentWatch) {
      self.worker = Mutex(worker)
      self.watch = watch
    }

    func process(_ batch: Batch, _ emit: @Sendable (BatchResult) -> Void) {
      worker.withLock { $0.process(batch, emit) }
    }
  }

  /// A batch and the parts of its result that have not been taken yet: one at most, so that a batch of many documents takes no room.
  private final class Job: Sendable {
    let batch: Batch
    private let parts = Mutex<[BatchResult]>([])
    private let ready = DispatchSemaphore(value: 0)
    private let room = DispatchSemaphore(value: 0)
    private let isGivenUp = Atomic(false)

    init(_ batch: Batch) {
      self.batch = batch
      room.signal()
    }

    /// Hands over a part; waits until the one before is taken.
    func put(_ part: BatchResult) {
      room.wait()
      // Nobody takes what follows either.
      if isGivenUp.load(ordering: .acquiring) {
        room.signal()
        return
      }
      parts.withLock { $0.append(part) }
      ready.signal()
    }

    /// Says that no part will be taken any more.
    func giveUp() {
      isGivenUp.store(true, ordering: .releasing)
      room.signal()
    }

    /// The next part, as soon as it is there.
    func take() -> BatchResult {
      ready.wait()
      defer { room.signal() }
      return parts.withLock { $0.removeFirst() }
    }
  }

  /// The jobs that no lane has taken yet.
  private final class Waiting: Sendable {
    let jobs = Mutex<[Job]>([])
    let count = DispatchSemaphore(value: 0)

    func add(_ job: Job) {
      jobs.withLock { $0.append(job) }
      count.signal()
    }

    /// Takes back what no lane has begun.
    func removeAll() { jobs.withLock { $0.removeAll() } }

    /// The next job; nil where there are to be no more.
    func next() -> Job? {
      count.wait()
      return jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
  }

  /// Lanes with threads of their own, once they are started; none where everything happens on the caller's.
  private var lanes: [Lane]
  /// The worker of the caller's thread.
  private var own: Worker
  private let watch: DocumentWatch
  private let waiting = Waiting()
  private var jobs: [Job] = []
  private var bytes = 0

  /// Where so many bytes are in flight, the oldest are waited for.
  private static let bytesInFlight = 1 << 24

  /// Whether batches are processed one after another, on the caller's thread.
  var isCareful = false

  /// Creates a pool; ``start(_:)`` gives it its threads.
  ///
  /// - Parameters:
  ///   - threads: how many threads tag.
  ///   - own: the worker of the caller's thread.
  ///   - watch: the watch over it.
  ///   - makeLane: makes a lane.
  init(threads: Int, own: Worker, watch: DocumentWatch, makeLane: () -> Lane) {
    self.own = own
    self.watch = watch
    lanes = threads > 1 ? (0..<threads).map { _ in makeLane() } : []
  }

  /// Begins the threads; where the system refuses one, those that are there do its work.
  ///
  /// - Parameter start: what begins a thread.
  func start(_ start: BackgroundThread.Start = BackgroundThread.start) {
    let refused = lanes.firstIndex { !WorkerPool.run($0, waiting, start) }
    lanes.removeSubrange((refused ?? lanes.count)...)
  }

  /// What looks after the threads.
  var watches: [DocumentWatch] { [watch] + lanes.map(\.watch) }

  /// A run that was stopped leaves jobs behind, whose lanes would wait for ever for somebody to take what they have.
  deinit {
    waiting.removeAll()
    for job in jobs { job.giveUp() }
    for _ in lanes { waiting.count.signal() }
  }

  private static func run(
    _ lane: Lane, _ waiting: Waiting, _ start: BackgroundThread.Start
  ) -> Bool {
    start("ff-tag", .main) {
      while let job = waiting.next() {
        lane.process(job.batch) { job.put($0) }
      }
    }
  }

  /// Takes a batch; hands on the oldest results where enough are waiting.
  func submit(_ batch: Batch, _ body: (Batch, BatchResult) throws -> Void) throws {
    if lanes.isEmpty || isCareful {
      try drain(body)
      return try process(batch, body)
    }
    while !jobs.isEmpty,
      jobs.count >= 6 * lanes.count || bytes + batch.bytes > WorkerPool.bytesInFlight
    {
      try takeOldest(body)
    }
    let job = Job(batch)
    jobs.append(job)
    bytes += batch.bytes
    waiting.add(job)
  }

  /// Processes a batch on the caller's thread.
  private func process(
    _ batch: Batch, _ body: (Batch, BatchResult) throws -> Void
  ) throws {
    var failure: (any Error)?
    own.process(batch) { part in
      guard failure == nil else { return }
      do {
        try body(batch, part)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// Hands on all results that are left.
  func drain(_ body: (Batch, BatchResult) throws -> Void) throws {
    while !jobs.isEmpty { try takeOldest(body) }
  }

  private func takeOldest(_ body: (Batch, BatchResult) throws -> Void) throws {
    let job = jobs.removeFirst()
    bytes -= job.batch.bytes
    while true {
      let part = job.take()
      try body(job.batch, part)
      if part.isLast { return }
    }
  }
}
