internal import Dispatch
internal import Foundation
internal import Glibc
internal import Synchronization

/// The working process's end of the line to its supervisor: what it is at goes up, the wish to stop comes down.
///
/// The process ends when the supervisor is gone.
public final class WorkerLink: Sendable {
  /// The descriptors that the supervisor leaves to the process.
  static let status: Int32 = 3
  static let control: Int32 = 4
  /// The status of a process that gave itself up at a document that took too long.
  static let hung: Int32 = 75

  let orders: WorkerOrders
  private let isAsked = Atomic(false)

  /// Takes up the line.
  ///
  /// - Parameter argument: the orders, as the supervisor put them into the command.
  /// - Throws: where they cannot be read.
  public init(argument: String) throws {
    orders = try WorkerOrders(argument: argument)
    for descriptor in [WorkerLink.status, WorkerLink.control] {
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
    signal(SIGPIPE, SIG_IGN)
    DispatchQueue(label: "fourfield.control").async { self.listen() }
    DispatchQueue(label: "fourfield.heartbeat").async {
      while true {
        self.send(".")
        sleep(1)
      }
    }
  }

  /// Whether the user did not name the output folder, and has not been told of it yet.
  public var namesFolder: Bool { orders.namesFolder }

  /// Whether the supervisor asked the process to stop.
  public var shouldStop: Bool { isAsked.load(ordering: .relaxed) }

  /// Names the document that is about to be begun.
  func announce(_ source: ItemSource) { send(source, as: "at") }

  /// Says that the document that was named is done with.
  func finish() { send("done -") }

  /// Says how many bytes of input have been read.
  func report(read bytes: Int) { send("read \(bytes)") }

  /// Names the document that took too long, and ends the process.
  func giveUp(_ source: ItemSource) -> Never {
    send(source, as: "hang")
    _exit(WorkerLink.hung)
  }

  private func send(_ source: ItemSource, as word: String) {
    // A name that cannot be written as JSON does not exist: strings always can.
    guard let json = try? JSONEncoder().encode(source) else { return }
    send("\(word) \(String(decoding: json, as: UTF8.self))")
  }

  private func send(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    let count = try? SystemError.checking {
      unsafe bytes.withUnsafeBytes { unsafe write(WorkerLink.status, $0.baseAddress, $0.count) }
    }
    if count == nil { _exit(2) }
  }

  private func listen() {
    var byte: UInt8 = 0
    while let count = try? SystemError.checking({ unsafe read(WorkerLink.control, &byte, 1) }),
      count == 1
    {
      isAsked.store(true, ordering: .relaxed)
    }
    // The supervisor is gone: what is not committed the next run makes again.
    _exit(2)
  }
}
