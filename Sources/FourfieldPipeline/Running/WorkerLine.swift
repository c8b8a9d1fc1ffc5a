internal import Glibc
internal import Synchronization

/// The way from the supervisor down to the process that works at the moment.
final class WorkerLine: Sendable {
  private struct State {
    var child: pid_t = 0
    var control: Descriptor?
    var isStopping = false
  }

  private let state = Mutex(State())

  /// A process has been started; one that is asked to stop already is told so.
  func open(child: pid_t, control: Descriptor) {
    state.withLock { state in
      state.child = child
      state.control = control
      if state.isStopping { WorkerLine.tell(control) }
    }
  }

  /// The process has ended.
  func close() {
    state.withLock { state in
      state.child = 0
      state.control = nil
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

  private static func tell(_ control: Descriptor?) {
    var byte: UInt8 = 1
    if let control { unsafe _ = write(control.number, &byte, 1) }
  }
}
