import Synchronization

@testable import FourfieldPipeline

/// A system that has a few threads to give and then none.
final class Refusing: Sendable {
  private let left: Mutex<Int>
  private let names = Mutex<[String]>([])

  /// Creates one that gives so many.
  init(after count: Int) { left = Mutex(count) }

  /// The names of the threads that were asked for.
  var asked: [String] { names.withLock(\.self) }

  /// Begins threads as long as there are any.
  var start: BackgroundThread.Start {
    { name, stack, body in
      self.names.withLock { $0.append(name) }
      let isLeft = self.left.withLock { left in
        left -= 1
        return left >= 0
      }
      return isLeft && BackgroundThread.start(name, stack, body)
    }
  }
}
