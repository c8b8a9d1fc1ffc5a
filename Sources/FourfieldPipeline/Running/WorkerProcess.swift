internal import Foundation
internal import Glibc

/// One process that does the work, as its supervisor sees it.
final class WorkerProcess {
  /// How a process ended.
  enum End: Hashable {
    case exited(Int32)
    case signaled(Int32)
    /// It gave no sign of life and was ended.
    case silent

    /// What it did, in words.
    var words: String {
      switch self {
      case .exited(WorkerLink.hung): "took longer than the limit seconds"
      case .exited(let status): "ended with status \(status)"
      case .signaled(let number): "crashed (signal \(number))"
      case .silent: "hung"
      }
    }

    /// Whether something else than the document may be the reason: the system ended the process, or memory is limited.
    var mayPass: Bool {
      self == .signaled(SIGKILL) || self == .silent || WorkerProcess.isMemoryLimited
    }
  }

  /// What the process said of itself.
  struct Notes {
    /// The document that it was at, where it said so.
    var source: ItemSource?
    /// The bytes of input that it had read.
    var read = 0

    mutating func take(_ line: Substring) {
      let words = line.split(separator: " ", maxSplits: 1)
      guard words.count == 2 else { return }
      switch words[0] {
      case "read": read = Int(words[1]) ?? read
      case "done": source = nil
      default: source = try? JSONDecoder().decode(ItemSource.self, from: Data(words[1].utf8))
      }
    }
  }

  private(set) var notes = Notes()
  private let status: Descriptor
  private let line: WorkerLine
  private let child: pid_t

  /// The milliseconds that a process may give no sign of life.
  private static let patience: Int32 = 60_000

  /// Starts a process with its orders and the line to it on the descriptors of ``WorkerLink``.
  init(
    executable: String, arguments: [String], orders: WorkerOrders, line: WorkerLine
  ) throws {
    let (file, up, down) = try WorkerProcess.makeFiles(orders)
    child = try WorkerProcess.spawn(
      executable, arguments,
      [
        (up.writer, WorkerLink.status), (down.reader, WorkerLink.control),
        (file, WorkerLink.ordered),
      ])
    status = up.reader
    self.line = line
    line.open(child: child, control: down.writer)
  }

  deinit { line.close() }

  /// Whether the addresses of a process are limited (`ulimit -v`).
  private static var isMemoryLimited: Bool {
    var limit = rlimit()
    return unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0
      && limit.rlim_cur < rlim_t(Int.max)
  }

  private typealias Pipe = (reader: Descriptor, writer: Descriptor)

  private static func makeFiles(
    _ orders: WorkerOrders
  ) throws -> (orders: Descriptor, up: Pipe, down: Pipe) {
    do {
      return try (orders.makeFile(), Descriptor.pipe(), Descriptor.pipe())
    } catch {
      let reason = (error as? SystemError)?.sentence ?? "\(error.localizedDescription)"
      throw RunError(
        "cannot start the working process: \(reason); --isolation none does without one")
    }
  }

  /// Starts a program in whose place descriptors stand where it looks for them.
  private static func spawn(
    _ executable: String, _ arguments: [String], _ descriptors: [(Descriptor, Int32)]
  ) throws -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, target) in descriptors {
      unsafe posix_spawn_file_actions_adddup2(&actions, descriptor.number, target)
    }
    // Here signals may be blocked for the one thread that waits for them; the child must hear all of them.
    var attributes = posix_spawnattr_t()
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    // The runtime's backtracer needs memory itself: where that is limited, a process that crashes would stand still with it.
    if isMemoryLimited { unsafe setenv("SWIFT_BACKTRACE", "enable=no", 0) }
    let copies = unsafe arguments.map { unsafe strdup($0) }
    defer { unsafe copies.forEach { unsafe free($0) } }
    var child = pid_t()
    // The actions hold the numbers only: the descriptors are to be open until the child has its own.
    let code = withExtendedLifetime(descriptors) {
      unsafe posix_spawn(&child, executable, &actions, &attributes, copies + [nil], environ)
    }
    if code != 0 {
      throw RunError(
        "cannot start the working process: \(SystemError(code: code).sentence); --isolation none does without one"
      )
    }
    return child
  }

  /// Listens to the process until it has ended.
  func wait() -> End {
    var rest: [UInt8] = []
    var isSilent = false
    listening: while true {
      switch next() {
      case nil:
        isSilent = true
        kill(child, SIGKILL)
        break listening
      case let bytes? where bytes.isEmpty: break listening
      case let bytes?:
        rest += bytes
        while let end = rest.firstIndex(of: 0x0A) {
          notes.take(String(decoding: rest[..<end], as: UTF8.self)[...])
          rest.removeFirst(end + 1)
        }
      }
    }
    var status: Int32 = 0
    var found = pid_t(-1)
    repeat { found = unsafe waitpid(child, &status, 0) } while found < 0 && errno == EINTR
    // Whoever does not know how it ended must not call it well.
    if isSilent || found != child { return .silent }
    // The macros of wait.h: the low seven bits hold the signal, the next eight the status.
    return status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .signaled(status & 0x7F)
  }

  /// What the process says next: nothing at its end, nil where it has been silent for too long.
  private func next() -> [UInt8]? {
    // Asked twice: whoever was stopped together with the process finds its time run out when it wakes.
    guard isReady(within: WorkerProcess.patience) || isReady(within: 5_000) else { return nil }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = try? SystemError.checking {
      unsafe bytes.withUnsafeMutableBytes { unsafe read(status.number, $0.baseAddress, $0.count) }
    }
    return Array(bytes.prefix(count ?? 0))
  }

  private func isReady(within milliseconds: Int32) -> Bool {
    var entry = pollfd(fd: status.number, events: Int16(POLLIN), revents: 0)
    while true {
      let count = unsafe poll(&entry, 1, milliseconds)
      if count >= 0 || errno != EINTR { return count != 0 }
    }
  }
}
