internal import Glibc

/// A descriptor of the system that is closed when nobody holds it any more.
final class Descriptor: Sendable {
  let number: Int32

  /// Takes a descriptor over.
  init(_ number: Int32) { self.number = number }

  deinit { close(number) }

  /// The same file under a number above those that a child is given, to be closed where another program begins.
  ///
  /// - Throws: where there is none.
  func raised() throws(SystemError) -> Descriptor {
    Descriptor(try SystemError.checking { fcntl(number, F_DUPFD_CLOEXEC, 10) })
  }

  /// Both ends of a pipe.
  ///
  /// - Throws: where there is none.
  static func pipe() throws(SystemError) -> (reader: Descriptor, writer: Descriptor) {
    var ends: [Int32] = [-1, -1]
    _ = try SystemError.checking { unsafe Glibc.pipe(&ends) }
    let (reader, writer) = (Descriptor(ends[0]), Descriptor(ends[1]))
    return try (reader.raised(), writer.raised())
  }
}
