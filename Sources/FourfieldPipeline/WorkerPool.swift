internal import Dispatch
internal import FourfieldMatching
internal import FourfieldTagging
internal import Synchronization

/// Processes batches on several threads and gives the results in the order of the batches.
///
/// At most a few batches a thread are in flight, so memory does not depend on the corpus. With one thread everything happens on the caller's.
final class WorkerPool {
  private final class Lane: Sendable {
    let worker: Mutex<Worker>
    let queue: DispatchQueue
    init(_ worker: sending Worker, _ number: Int) {
      self.worker = Mutex(worker)
      queue = DispatchQueue(label: "fourfield.worker.\(number)")
    }
  }

  private final class Job: Sendable {
    let batch: Batch
    let lane: Lane
    let result = Mutex<BatchResult?>(nil)
    let done = DispatchSemaphore(value: 0)
    init(_ batch: Batch, _ lane: Lane) {
      self.batch = batch
      self.lane = lane
    }
  }

  private let lanes: [Lane]
  private var next = 0
  private var jobs: [Job] = []

  init(threads: Int, settings: Settings, lexicon: CompiledLexicon, model: ClassifierModel) {
    lanes = (0..<max(1, threads)).map {
      Lane(Worker(settings: settings, lexicon: lexicon, model: model), $0)
    }
  }

  /// Takes a batch; hands on the oldest results where enough are waiting.
  func submit(_ batch: Batch, _ body: (Batch, BatchResult) throws -> Void) throws {
    let lane = lanes[next]
    next = (next + 1) % lanes.count
    if lanes.count == 1 {
      try body(batch, lane.worker.withLock { $0.process(batch) })
      return
    }
    let job = Job(batch, lane)
    jobs.append(job)
    lane.queue.async {
      let result = job.lane.worker.withLock { $0.process(job.batch) }
      job.result.withLock { $0 = result }
      job.done.signal()
    }
    while jobs.count > 3 * lanes.count { try takeOldest(body) }
  }

  /// Hands on all results that are left.
  func drain(_ body: (Batch, BatchResult) throws -> Void) throws {
    while !jobs.isEmpty { try takeOldest(body) }
  }

  /// Processes a batch again under other ids.
  func process(_ batch: Batch, renamed: [Int: String]) -> BatchResult {
    lanes[0].worker.withLock { $0.process(batch, renamed: renamed) }
  }

  private func takeOldest(_ body: (Batch, BatchResult) throws -> Void) throws {
    let job = jobs.removeFirst()
    job.done.wait()
    guard let result = job.result.withLock({ $0 }) else { return }
    try body(job.batch, result)
  }
}
