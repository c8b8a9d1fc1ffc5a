/// How far the inputs have been read: everything before the mark has been handed on.
///
/// Files are read in one order and cut into the same items every time, so counting is enough to find the place again.
struct InputMark: Hashable, Codable, Sendable {
  /// Files that are done with.
  var files = 0
  /// Items of the next file that are done with.
  var items = 0
  /// Bytes of the files that are done with.
  var bytes = 0
  /// A digest over the files that are done with: SHA-256 over the previous one and the file's own, in hexadecimal.
  var digest = ""
}
