internal import Glibc

/// A file of the cache, read once from its beginning to its end.
final class LexiconCacheFile {
  private let descriptor: Int32
  /// How many bytes it has.
  let size: Int
  private var checksum = Checksum()

  /// Opens a file that is this user's and that nobody else may write; nil for any other.
  init?(_ path: String) {
    descriptor = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    var facts = stat()
    // Asked of the open file, so that nobody can put another in its place in between.
    let isThere = unsafe descriptor >= 0 && fstat(descriptor, &facts) == 0
    size = Int(facts.st_size)
    guard isThere, facts.st_mode & S_IFMT == S_IFREG, facts.st_uid == geteuid(),
      facts.st_mode & 0o022 == 0
    else { return nil }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The bytes that a number of eight digits stands before; nil where they are not all there.
  func counted() -> [UInt8]? {
    var digits = [UInt8](repeating: 0, count: LexiconCacheFile.digits)
    guard read(into: &digits, atMost: digits.count) == digits.count,
      let count = Int(String(decoding: digits, as: UTF8.self)), (0...size).contains(count)
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: count)
    return read(into: &bytes, atMost: count) == count ? bytes : nil
  }

  /// What ``counted()`` reads.
  static func counting(_ bytes: [UInt8]) -> [UInt8] {
    let number = String(bytes.count)
    return Array((String(repeating: "0", count: max(0, digits - number.count)) + number).utf8)
      + bytes
  }

  private static let digits = 8

  /// Reads bytes into an array, from its beginning.
  ///
  /// - Returns: how many; less than were asked for only at the end of the file or where it cannot be read.
  func read(into buffer: inout [UInt8], atMost limit: Int) -> Int {
    let count = fill(&buffer, min(limit, buffer.count))
    checksum.update(buffer, 0..<count)
    return count
  }

  /// Whether what is left is the checksum of everything before it.
  func endsWithItsChecksum() -> Bool {
    var rest = [UInt8](repeating: 0, count: 9)
    let count = fill(&rest, rest.count)
    return String(decoding: rest[..<count], as: UTF8.self) == checksum.hex
  }

  private func fill(_ buffer: inout [UInt8], _ limit: Int) -> Int {
    unsafe buffer.withUnsafeMutableBytes { target in
      var count = 0
      while count < limit {
        let got = unsafe Glibc.read(
          descriptor, target.baseAddress.map { unsafe $0 + count }, limit - count)
        if got < 0, errno == EINTR { continue }
        guard got > 0 else { break }
        count += got
      }
      return count
    }
  }
}
