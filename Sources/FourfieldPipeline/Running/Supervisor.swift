internal import Foundation
internal import Glibc

/// Looks after the process that does the work: where it crashes or hangs, it is started again behind its last commit.
///
/// After the first crash the documents are taken one at a time, each named before it is begun; one that breaks the process twice becomes a
/// reject. So a fault in native code costs the document that caused it and not the run.
public final class Supervisor {
  private let executable: String
  private let arguments: [String]
  private var orders = WorkerOrders()
  private var strikes: [ItemSource: Int] = [:]
  private var blanks = 0
  private let onRestart: (String) -> Void

  /// How often the process may break outside of any document.
  private static let patience = 3

  /// Creates a supervisor.
  ///
  /// - Parameters:
  ///   - executable: the program to start.
  ///   - arguments: its arguments, the name first; `--worker` is added.
  ///   - namesFolder: whether the process is to say where it writes.
  ///   - onRestart: called with a sentence where the process is started again.
  public init(
    executable: String = "/proc/self/exe", arguments: [String], namesFolder: Bool = false,
    onRestart: @escaping (String) -> Void
  ) {
    self.executable = executable
    self.arguments = arguments
    self.onRestart = onRestart
    orders.namesFolder = namesFolder
  }

  /// Runs the process until it ends by itself.
  ///
  /// - Returns: its exit status.
  /// - Throws: ``RunError`` where it cannot be started or keeps breaking.
  public func run() throws -> Int32 {
    // Where they are ignored, the system does not keep how a process ended.
    signal(SIGCHLD, SIG_DFL)
    let line = WorkerLine()
    let signals = StopSignals(
      onFirst: { line.stop() },
      onSecond: {
        line.end()
        _exit(130)
      })
    while true {
      let child = try WorkerProcess(
        executable: executable, arguments: Supervisor.adding(["--worker"], to: arguments),
        orders: orders, line: line)
      orders.namesFolder = false
      let end = child.wait()
      if case .exited(let status) = end, status != WorkerLink.hung {
        return status > 128 && signals.number != 0 ? 128 + signals.number : status
      }
      if signals.number != 0 { return 128 + signals.number }
      try judge(end, child.notes)
    }
  }

  /// A command with more options: before `--`, behind which everything is an input, were it called `--worker`.
  public static func adding(_ options: [String], to command: [String]) -> [String] {
    let place = command.firstIndex(of: "--") ?? command.endIndex
    return command[..<place] + options + command[place...]
  }

  /// Decides what the next process is told.
  private func judge(_ end: WorkerProcess.End, _ notes: WorkerProcess.Notes) throws {
    orders.carefulBytes = max(orders.carefulBytes, notes.read + 1)
    let isJudged = orders.verdicts.contains { $0.source == notes.source }
    guard let source = notes.source, !isJudged else {
      blanks += 1
      guard blanks < Supervisor.patience else {
        throw RunError(
          "the working process \(end.words) \(blanks) times outside of any document; the same command goes on from the last commit"
        )
      }
      return onRestart("the working process \(end.words); it is started again")
    }
    blanks = 0
    strikes[source, default: 0] += 1
    if strikes[source, default: 0] < 2 {
      return onRestart("the working process \(end.words) at \(source.id); it is started again")
    }
    orders.verdicts.append(
      WorkerOrders.Verdict(
        source: source, message: "the working process \(end.words) at this document, twice",
        isPassing: end.mayPass))
    onRestart("the working process \(end.words) at \(source.id) again: the document is a reject")
  }
}
