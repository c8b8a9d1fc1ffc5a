import Dispatch
import FourfieldCore
import FourfieldMatching
import FourfieldTagging
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import FourfieldPipeline

/// Threads of our own, and runs for which the system has fewer than they ask for.
@Suite struct ThreadTests {
  private static let lexicon = Result {
    try LexiconStore.load([Program.root.appending(path: "Lexicons/four-field").path], cache: nil)
  }

  @Test func aThreadDoesItsWorkAndLetsGoOfIt() {
    final class Held: Sendable {}
    let done = DispatchSemaphore(value: 0)
    weak var held: Held?
    do {
      let value = Held()
      held = value
      #expect(BackgroundThread.start("test", .small) { withExtendedLifetime(value) {} })
    }
    // The value goes with the thread's closure, a moment behind its last line.
    for _ in 0..<5_000 where held != nil { usleep(1_000) }
    #expect(held == nil)
    #expect(BackgroundThread.start("test", .main) { done.signal() })
    done.wait()
  }

  /// Documents are read on threads that have as much room as the main thread.
  @Test func lanesHaveTheRoomOfTheMainThread() {
    let done = DispatchSemaphore(value: 0)
    #expect(BackgroundThread.Stack.main.size >= 1 << 23)
    let isThere = BackgroundThread.start("test", .main) {
      unsafe withUnsafeTemporaryAllocation(byteCount: 7 << 20, alignment: 1) { room in
        for place in stride(from: 0, to: room.count, by: 4096) { unsafe room[place] = 1 }
      }
      done.signal()
    }
    #expect(isThere)
    done.wait()
  }

  /// A signal is for the thread that waits for it, wherever others are.
  @Test func threadsHearNoSignals() {
    let done = DispatchSemaphore(value: 0)
    let blocked = Mutex<[Bool]>([])
    let isThere = BackgroundThread.start("test", .small) {
      var mask = sigset_t()
      unsafe pthread_sigmask(SIG_SETMASK, nil, &mask)
      let found = [SIGINT, SIGTERM, SIGHUP, SIGSEGV].map { unsafe sigismember(&mask, $0) == 1 }
      blocked.withLock { $0 = found }
      done.signal()
    }
    #expect(isThere)
    done.wait()
    #expect(blocked.withLock(\.self) == [true, true, true, false])
  }

  @Test(arguments: [0, 1, 5])
  func everythingIsDoneOnce(threads: Int) {
    let seen = Mutex([Int](repeating: 0, count: 1_000))
    BackgroundThread.perform(1_000, on: 4, Refusing(after: threads).start) { index in
      seen.withLock { $0[index] += 1 }
    }
    #expect(seen.withLock { $0.allSatisfy { $0 == 1 } })
  }

  /// In the order in which it was handed over, with a thread and without.
  @Test(arguments: [0, 1])
  func oneThingFollowsAnother(threads: Int) {
    let seen = Mutex<[Int]>([])
    let thread = SerialThread("test", start: Refusing(after: threads).start)
    for index in 0..<1_000 { thread.perform { seen.withLock { $0.append(index) } } }
    thread.wait()
    #expect(seen.withLock(\.self) == Array(0..<1_000))
  }

  /// A thread that was refused is not asked for again: what is done here must not overtake what is done there.
  @Test func aThreadIsAskedForOnce() {
    let refusing = Refusing(after: 0)
    let thread = SerialThread("test", start: refusing.start)
    for _ in 0..<3 { thread.perform {} }
    #expect(refusing.asked == ["test"])
  }

  /// A run that is stopped takes no more results: threads that have more of them end all the same.
  @Test func threadsEndWithTheirPool() throws {
    final class Lanes {
      struct Seen { weak var lane: WorkerPool.Lane? }
      var seen: [Seen] = []
    }
    let compiled = try ThreadTests.lexicon.get().compiled
    let lanes = Lanes()
    let text = String(repeating: "Exports to China grew.\\n\\n", count: 200)
    let line = Array("{\"text\":\"\(text)\"}\n".utf8)
    do {
      let pool = WorkerPool(
        threads: 2, own: Worker(settings: Settings(), lexicon: compiled, model: .standard),
        watch: DocumentWatch()
      ) {
        var worker = Worker(settings: Settings(), lexicon: compiled, model: .standard)
        worker.outputBytes = 1
        let lane = WorkerPool.Lane(worker, DocumentWatch())
        lanes.seen.append(Lanes.Seen(lane: lane))
        return lane
      }
      pool.start()
      for number in 1...4 {
        var batch = Batch()
        batch.append(
          SourceItem(
            source: ItemSource(path: "a.jsonl", line: number),
            content: .lines(LineRun(bounds: 0..<line.count, ends: 1)), bytes: line,
            range: ByteRange(0, line.count)))
        try pool.submit(batch) { _, _ in }
      }
      // Both are in the midst of a batch.
      usleep(100_000)
      #expect(lanes.seen.allSatisfy { $0.lane != nil })
    }
    for _ in 0..<10_000 where lanes.seen.contains(where: { $0.lane != nil }) { usleep(1_000) }
    #expect(lanes.seen.allSatisfy { $0.lane == nil })
  }

  /// However many threads the system gives, one for the watchdog at least, the run is the same to the byte.
  @Test(arguments: [1, 2, 4, 100])
  func aRunDoesWithFewerThreads(threads: Int) throws {
    let folder = try TemporaryFolder()
    let input = try input(in: folder)
    let alone = try run(input, folder, threads: 1, Refusing(after: 100))
    let few = try run(input, folder, threads: 3, Refusing(after: threads))
    #expect(few == alone)
  }

  /// Without the thread that ends a document which takes too long, a run might never end.
  @Test func aRunNeedsItsWatchdog() throws {
    let folder = try TemporaryFolder()
    let input = try input(in: folder)
    #expect(throws: RunError.noThread) {
      try run(input, folder, threads: 3, Refusing(after: 0))
    }
  }

  /// Digests go aside where several threads tag, and not with one.
  @Test(arguments: [1, 2])
  func oneThreadComputesDigestsByItself(threads: Int) throws {
    let folder = try TemporaryFolder()
    let refusing = Refusing(after: 100)
    _ = try run(try input(in: folder), folder, threads: threads, refusing)
    #expect(refusing.asked.contains("ff-digest") == (threads > 1), "\(refusing.asked)")
    #expect(refusing.asked.count { $0 == "ff-tag" } == (threads > 1 ? threads : 0))
  }

  private func input(in folder: TemporaryFolder) throws -> String {
    // More than three batches.
    let filler = String(repeating: "The senate voted and exports grew. ", count: 60)
    let lines = (0..<400).map { "{\"id\":\"d\($0)\",\"text\":\"Item \($0). \(filler)\"}\n" }
    return try folder.file("in.jsonl", Array(lines.joined().utf8)).path
  }

  private func run(
    _ input: String, _ folder: TemporaryFolder, threads: Int, _ refusing: Refusing
  ) throws -> [Data] {
    let loaded = try ThreadTests.lexicon.get()
    let run = Run(
      settings: Settings(), lexicon: loaded.compiled, model: loaded.model, threads: threads)
    run.startThread = refusing.start
    let out = folder.url.appending(path: UUID().uuidString)
    #expect(try run.tag([input], into: out.path) == .done)
    return try ["passages.jsonl", "documents.jsonl", "rejects.jsonl", "manifest.json"].map {
      try Data(contentsOf: out.appending(path: $0))
    }
  }
}
