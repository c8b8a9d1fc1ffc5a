internal import FourfieldCore
internal import Glibc

/// Decodes one character after another with the C library's converter, so that each one's place in the original is known.
///
/// What it has learnt of a byte sequence it keeps; a Chinese page of a million characters asks the converter a few thousand times.
@safe final class CharacterConverter {
  private let handle: iconv_t
  private var known: [UInt64: [UInt8]] = [:]

  /// Creates a converter, or nil where the C library does not know the encoding.
  init?(_ encoding: String) {
    guard let handle = unsafe iconv_open("UTF-8", encoding),
      Int(bitPattern: handle) != -1
    else { return nil }
    unsafe self.handle = handle
  }

  deinit { unsafe _ = iconv_close(handle) }

  /// The UTF-8 of the character that begins the bytes, and the number of bytes it takes; nil where they are ill-formed.
  func character(_ bytes: borrowing Span<UInt8>, at index: Int) -> (utf8: [UInt8], length: Int)? {
    var key: UInt64 = 0
    for length in 1...4 where index + length <= bytes.count {
      key = key << 8 | UInt64(bytes[index + length - 1])
      let slot = key << 3 | UInt64(length)
      if let utf8 = known[slot] {
        if !utf8.isEmpty { return (utf8, length) }
        continue
      }
      let utf8 = convert((0..<length).map { bytes[index + $0] }) ?? []
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
