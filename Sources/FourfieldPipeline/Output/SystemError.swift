internal import Glibc

/// What the system said of a failed call.
struct SystemError: Error, Hashable {
  /// The number, as in `errno.h`.
  let code: Int32

  /// The last error of this thread.
  static var last: SystemError { SystemError(code: errno) }

  /// The system's words, with what a user can do about a full disk.
  var sentence: String {
    let words = unsafe String(cString: strerror(code))
    let isFull = [ENOSPC, EDQUOT, EFBIG].contains(code)
    return isFull ? "the disk may be full (\(words))" : words
  }

  /// Whether a moment later the same call may succeed.
  var isPassing: Bool { [EIO, EAGAIN, ENOMEM, EMFILE, ENFILE, ENOBUFS, EBUSY].contains(code) }

  /// Calls `body` again where a signal broke it off, and a few times more where the fault may pass.
  ///
  /// - Parameter body: a call of the system; negative where it failed.
  /// - Returns: what it gave in the end.
  /// - Throws: the last error.
  static func retrying<Value: SignedInteger>(
    _ body: () -> Value
  ) throws(SystemError) -> Value {
    var pauses: [UInt32] = [5_000, 50_000, 200_000]
    while true {
      let value = body()
      if value >= 0 { return value }
      let error = last
      if error.code == EINTR { continue }
      guard error.isPassing, let pause = pauses.first else { throw error }
      pauses.removeFirst()
      usleep(pause)
    }
  }

  /// Calls `body` again where a signal broke it off.
  static func checking<Value: SignedInteger>(_ body: () -> Value) throws(SystemError) -> Value {
    while true {
      let value = body()
      if value >= 0 { return value }
      if errno != EINTR { throw last }
    }
  }
}
