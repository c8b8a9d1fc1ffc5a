internal import CLinux
internal import FourfieldPipeline
internal import Foundation

/// What goes to the user: messages to stderr, results to stdout.
enum Terminal {
  /// Whether stdout may be coloured.
  static var isColored: Bool {
    isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
  }

  /// Whether a line on stderr may be drawn over again.
  static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

  /// A line on stderr.
  static func say(_ line: String) { put(line + "\n") }

  /// Text on stderr; where that is full or closed nobody can be told.
  static func put(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// Sends what was printed on its way.
  ///
  /// - Throws: ``RunError`` where it could not be written; a pipe that nobody reads any more is no error.
  static func flush() throws {
    guard ff_flush_output() != 0 else { return }
    var output = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
    let count = unsafe poll(&output, 1, 0)
    // What reads the pipe is gone.
    if count == 1, output.revents & Int16(POLLERR) != 0 { return }
    throw RunError("cannot write to standard output")
  }

  /// Text in a colour given as `#rrggbb`.
  static func colored(_ text: String, _ color: String) -> String {
    guard isColored, color.count == 7, let value = Int(color.dropFirst(), radix: 16) else {
      return text
    }
    return "\u{1B}[1;38;2;\(value >> 16);\(value >> 8 & 255);\(value & 255)m\(text)\u{1B}[0m"
  }

  /// Text padded to a width.
  static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
