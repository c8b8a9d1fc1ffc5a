internal import FourfieldPipeline

/// The line on a terminal that says how far a run is.
final class ProgressBar {
  private let clock = ContinuousClock()
  private let start = ContinuousClock.now
  private var last = ContinuousClock.now
  private var isShown = false

  /// Draws the line, at most ten times a second.
  func show(_ progress: Run.Progress) {
    guard clock.now - last > .milliseconds(100) else { return }
    last = clock.now
    isShown = true
    let line = ProgressBar.line(progress, seconds: (last - start) / .seconds(1))
    Terminal.put("\r\u{1B}[K" + line)
  }

  /// Takes the line away.
  func clear() {
    if isShown { Terminal.put("\r\u{1B}[K") }
  }

  /// The line after some seconds.
  static func line(_ progress: Run.Progress, seconds: Double) -> String {
    let megabytes = Double(progress.bytes) / 1_000_000
    let rate = megabytes / max(seconds, 0.001)
    let facts = "\(progress.items) documents  \(decimal(megabytes)) MB  \(decimal(rate)) MB/s"
    guard progress.total > 0, progress.bytes > 0 else { return facts }
    let share = min(1, Double(progress.bytes) / Double(progress.total))
    let filled = Int(share * 24)
    let bar =
      String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
    let left = Int((seconds / share * (1 - share)).rounded(.up))
    let time = "\(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) left"
    return "\(bar) \(Int(share * 100)) %  \(facts)  \(time)"
  }

  private static func decimal(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
