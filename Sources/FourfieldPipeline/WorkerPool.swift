internal import Dispatch
internal import FourfieldMatching
internal import FourfieldTagging
internal import Synchronization

/// Processes batches on several threads and gives the outcomes in the order of the items.
struct WorkerPool {
  private final class Slot: Sendable {
    let worker: Mutex<Worker>
    init(_ make: @Sendable () -> Worker) { worker = Mutex(make()) }
  }

  private let slots: [Slot]

  init(threads: Int, settings: Settings, lexicon: CompiledLexicon, model: ClassifierModel) {
    slots = (0..<max(1, threads)).map { _ in
      Slot { Worker(settings: settings, lexicon: lexicon, model: model) }
    }
  }

  /// The outcomes of all items, in their order. Each thread takes a run of neighbours.
  func process(_ items: [SourceItem]) -> [Worker.Outcome] {
    let share = (items.count + slots.count - 1) / slots.count
    guard share > 0 else { return [] }
    let parts = Mutex([[Worker.Outcome]](repeating: [], count: slots.count))
    DispatchQueue.concurrentPerform(iterations: slots.count) { index in
      let start = min(items.count, index * share)
      let end = min(items.count, start + share)
      let outcomes = slots[index].worker.withLock { worker in
        items[start..<end].map { worker.process($0) }
      }
      parts.withLock { $0[index] = outcomes }
    }
    return parts.withLock { $0.flatMap(\.self) }
  }

  /// Processes one item again under another id.
  func process(_ item: SourceItem, id: String) -> Worker.Outcome {
    slots[0].worker.withLock { $0.process(item, id: id) }
  }
}
