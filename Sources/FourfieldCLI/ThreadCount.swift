import ArgumentParser
import Foundation

/// How many threads work: what `--threads` says, else one a core.
enum ThreadCount {
  /// Each thread has its own buffers: a hundred thousand of them took all memory before the first document.
  private static let allowed = 1...512

  /// Refuses a number that is out of bounds.
  static func check(_ asked: Int?) throws {
    guard let asked, !allowed.contains(asked) else { return }
    throw ValidationError(
      "found --threads \(asked), expected a number from \(allowed.lowerBound) to \(allowed.upperBound)"
    )
  }

  /// The number to take.
  static func of(_ asked: Int?) -> Int {
    asked ?? min(ProcessInfo.processInfo.activeProcessorCount, allowed.upperBound)
  }
}
