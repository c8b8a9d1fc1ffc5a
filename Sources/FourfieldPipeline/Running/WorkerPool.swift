internal import Dispatch
internal import FourfieldMatching
internal import FourfieldTagging
internal import Synchronization

/// Processes batches on several threads and gives the results in the order of the batches.
///
/// A few batches a thread are in flight at most, and of large ones fewer, so memory does not depend on the corpus. With one thread
/// everything happens on the caller's.
final class WorkerPool {
  /// A worker with the watch over it.
  final class Lane: Sendable {
    let worker: Mutex<Worker>
    let watch: DocumentWatch

    init(_ worker: sending Worker, _ watch: DocumentWatch) {
      self.worker = Mutex(worker)
      self.watch = watch
    }

    func process(_ batch: Batch) -> BatchResult { worker.withLock { $0.process(batch) } }
  }

  private final class Job: Sendable {
    let batch: Batch
    let result = Mutex<BatchResult?>(nil)
    let done = DispatchSemaphore(value: 0)
    init(_ batch: Batch) { self.batch = batch }
  }

  /// The jobs that no lane has taken yet.
  private final class Waiting: Sendable {
    let jobs = Mutex<[Job]>([])
    let count = DispatchSemaphore(value: 0)

    func add(_ job: Job) {
      jobs.withLock { $0.append(job) }
      count.signal()
    }

    /// The next job; nil where there are to be no more.
    func next() -> Job? {
      count.wait()
      return jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
  }

  /// Lanes with threads of their own; none where everything happens on the caller's.
  private let lanes: [Lane]
  /// The lane of the caller's thread.
  private let own: Lane
  private let waiting = Waiting()
  private var jobs: [Job] = []
  private var bytes = 0

  /// Where so many bytes are in flight, the oldest are waited for.
  private static let bytesInFlight = 1 << 24

  /// Whether batches are processed one after another, on the caller's thread.
  var isCareful = false

  /// Creates a pool.
  ///
  /// - Parameters:
  ///   - threads: how many threads tag.
  ///   - makeLane: makes a lane; true for that of the caller's thread.
  init(threads: Int, makeLane: (Bool) -> Lane) {
    own = makeLane(true)
    lanes = threads > 1 ? (0..<threads).map { _ in makeLane(false) } : []
    for lane in lanes { WorkerPool.run(lane, waiting) }
  }

  /// What looks after the threads.
  var watches: [DocumentWatch] { [own.watch] + lanes.map(\.watch) }

  deinit { for _ in lanes { waiting.count.signal() } }

  private static func run(_ lane: Lane, _ waiting: Waiting) {
    DispatchQueue(label: "fourfield.worker").async {
      while let job = waiting.next() {
        let result = lane.process(job.batch)
        job.result.withLock { $0 = result }
        job.done.signal()
      }
    }
  }

  /// Takes a batch; hands on the oldest results where enough are waiting.
  func submit(_ batch: Batch, _ body: (Batch, BatchResult) throws -> Void) throws {
    if lanes.isEmpty || isCareful {
      try drain(body)
      return try body(batch, own.process(batch))
    }
    while !jobs.isEmpty,
      jobs.count >= 3 * lanes.count || bytes + batch.bytes > WorkerPool.bytesInFlight
    {
      try takeOldest(body)
    }
    let job = Job(batch)
    jobs.append(job)
    bytes += batch.bytes
    waiting.add(job)
  }

  /// Hands on all results that are left.
  func drain(_ body: (Batch, BatchResult) throws -> Void) throws {
    while !jobs.isEmpty { try takeOldest(body) }
  }

  private func takeOldest(_ body: (Batch, BatchResult) throws -> Void) throws {
    let job = jobs.removeFirst()
    bytes -= job.batch.bytes
    job.done.wait()
    guard let result = job.result.withLock({ $0 }) else { return }
    try body(job.batch, result)
  }
}
