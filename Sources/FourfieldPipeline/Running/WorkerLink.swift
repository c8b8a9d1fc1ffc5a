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
  /// Where the orders can be read.
  static let ordered: Int32 = 5
  /// The status of a process that gave itself up at a document that took too long.
  static let hung: Int32 = 75

  let orders: WorkerOrders
  private let isAsked = Atomic(false)
  private let sending = Mutex(())
  /// The sign of life. Made once: a thread that asks for no memory costs no arena of it.
  private let sign = Array(".\n".utf8)

  /// Takes up the line.
  ///
  /// - Throws: ``RunError`` where the orders cannot be read, and where there is no thread for the line, without which the supervisor would take the process
  ///   for one that hangs.
  public init() throws {
    guard let orders = try? WorkerOrders(descriptor: WorkerLink.ordered) else {
      throw RunError(
        "found no orders for a working process; --worker is for those that fourfield starts itself")
    }
    self.orders = orders
    for descriptor in [WorkerLink.status, WorkerLink.control] {
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
    signal(SIGPIPE, SIG_IGN)
    guard BackgroundThread.start("ff-link", .small, { self.live() }) else {
      throw RunError.noThread
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

  private func send(_ line: String) { send(Array((line + "\n").utf8)) }

  /// Writes a whole line: a sign of life between the parts of a long one would make two lines of it that say nothing.
  private func send(_ bytes: [UInt8]) {
    sending.withLock { _ in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = try? SystemError.checking {
          unsafe rest.withUnsafeBytes { unsafe write(WorkerLink.status, $0.baseAddress, $0.count) }
        }
        guard let count else { _exit(2) }
        rest = rest.dropFirst(count)
      }
    }
  }

  /// Gives a sign of life every second, and listens in between.
  private func live() {
    while true {
      send(sign)
      var entry = pollfd(fd: WorkerLink.control, events: Int16(POLLIN), revents: 0)
      if unsafe poll(&entry, 1, 1_000) > 0 { listen() }
    }
  }

  private func listen() {
    var byte: UInt8 = 0
    let count = try? SystemError.checking { unsafe read(WorkerLink.control, &byte, 1) }
    // The supervisor is gone: what is not committed the next run makes again.
    guard count == 1 else { _exit(2) }
    isAsked.store(true, ordering: .relaxed)
  }
}
