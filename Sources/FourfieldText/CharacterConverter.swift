internal import FourfieldCore
internal import Glibc

/// Decodes one character after another with the C library's converter, so that each one's place in the original is known.
///
/// What it has learnt of a byte sequence it keeps; a Chinese page of a million characters asks the converter a few thousand times.
@safe final class CharacterConverter {
  private let handle: iconv_t
  private var known: [UInt64: [UInt8]] = [:]
  /// How many byte sequences are kept: more than a text has, but for one of noise.
  private static let mostKnown = 1 << 15
  /// What is known of pairs, a row for each first byte that was met: the bytes of the character from the lowest up and their number in the
  /// highest byte, 0 where nothing is known.
  private var rows = [[UInt64]](repeating: [], count: 256)

  /// Creates a converter, or nil where the C library does not know the encoding.
  init?(_ encoding: String) {
    guard let handle = unsafe iconv_open("UTF-8", encoding),
      Int(bitPattern: handle) != -1
    else { return nil }
    unsafe self.handle = handle
  }

  deinit { unsafe _ = iconv_close(handle) }

  /// Appends the UTF-8 of the character that begins the bytes.
  ///
  /// - Returns: the number of bytes it takes, or nil where they are ill-formed.
  func append(_ bytes: borrowing Span<UInt8>, at index: Int, to output: inout [UInt8]) -> Int? {
    if index + 1 < bytes.count, !rows[Int(bytes[index])].isEmpty {
      var packed = rows[Int(bytes[index])][Int(bytes[index + 1])]
      if packed != 0 {
        for _ in 0..<packed >> 56 {
          output.append(UInt8(truncatingIfNeeded: packed))
          packed >>= 8
        }
        return 2
      }
    }
    guard let (utf8, length) = character(bytes, at: index) else { return nil }
    if length == 2 { keep(utf8, Int(bytes[index]), Int(bytes[index + 1])) }
    output += utf8
    return length
  }

  private func keep(_ utf8: [UInt8], _ first: Int, _ second: Int) {
    guard utf8.count < 8 else { return }
    if rows[first].isEmpty { rows[first] = [UInt64](repeating: 0, count: 256) }
    rows[first][second] =
      utf8.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) } | UInt64(utf8.count) << 56
  }

  /// The UTF-8 of the character that begins the bytes, and the number of bytes it takes; nil where they are ill-formed.
  private func character(
    _ bytes: borrowing Span<UInt8>, at index: Int
  ) -> (utf8: [UInt8], length: Int)? {
    var key: UInt64 = 0
    for length in 1...4 where index + length <= bytes.count {
      key = key << 8 | UInt64(bytes[index + length - 1])
      let slot = key << 3 | UInt64(length)
      if let utf8 = known[slot] {
        if !utf8.isEmpty { return (utf8, length) }
        continue
      }
      let utf8 = convert((0..<length).map { bytes[index + $0] }) ?? []
      if known.count >= CharacterConverter.mostKnown { known.removeAll(keepingCapacity: true) }
      known[slot] = utf8
      if !utf8.isEmpty { return (utf8, length) }
    }
    return nil
  }

  private func convert(_ input: [UInt8]) -> [UInt8]? {
    var source = input.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: 16)
    var left = source.count
    var room = output.count
    let failed = unsafe source.withUnsafeMutableBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { output in
        unsafe iconv(handle, nil, nil, nil, nil)
        var from = source.baseAddress
        var to = output.baseAddress
        if unsafe iconv(handle, &from, &left, &to, &room) == Int.max { return true }
        return unsafe iconv(handle, nil, nil, &to, &room) == Int.max
      }
    }
    guard !failed, left == 0, room < output.count else { return nil }
    return output[..<(output.count - room)].map { UInt8(bitPattern: $0) }
  }
}
