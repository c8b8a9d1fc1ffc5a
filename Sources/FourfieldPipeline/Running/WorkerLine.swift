internal import Glibc
internal import Synchronization

/// The way from the supervisor down to the process that works at the moment.
final class WorkerLine: Sendable {
  private struct State {
    var child: pid_t = 0
    var control: Int32 = -1
    var isStopping = false
  }

  private let state = Mutex(State())

  /// A process has been started; one that is asked to stop already is told so.
  func open(child: pid_t, control: Int32) {
    state.withLock { state in
      state.child = child
      state.control = control
      if state.isStopping { WorkerLine.tell(control) }
    }
  }

  /// The process has ended.
  func close() {
    state.withLock { state in
      Glibc.close(state.control)
      state.child = 0
      state.control = -1
    }
  }

  /// Asks the process to stop in good order.
  func stop() {
    state.withLock { state in
      state.isStopping = true
      WorkerLine.tell(state.control)
    }
  }

  /// Ends the process at once.
  func end() {
    state.withLock { state in
      if state.child > 0 { kill(state.child, SIGKILL) }
    }
  }

  private static func tell(_ control: Int32) {
    var byte: UInt8 = 1
    if control >= 0 { unsafe _ = write(control, &byte, 1) }
  }
}
