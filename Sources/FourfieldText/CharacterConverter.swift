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
  /// The same of single bytes.
  private var singles = [UInt64](repeating: 0, count: 256)
  /// What stands for a pair that no character begins with.
  private static let illFormed = UInt64.max
  private let encoding: String

  /// Creates a converter, or nil where the C library does not know the encoding.
  init?(_ encoding: String) {
    guard let handle = unsafe iconv_open("UTF-8", encoding),
      Int(bitPattern: handle) != -1
    else { return nil }
    unsafe self.handle = handle
    self.encoding = encoding
  }

  deinit { unsafe _ = iconv_close(handle) }

  /// Appends the UTF-8 of the character that begins the bytes.
  ///
  /// - Returns: the number of bytes it takes, or nil where they are ill-formed.
  func append(_ bytes: borrowing Span<UInt8>, at index: Int, to output: inout [UInt8]) -> Int? {
    let first = Int(bytes[index])
    if singles[first] != 0 {
      write(singles[first], to: &output)
      return 1
    }
    if index + 1 < bytes.count, !rows[first].isEmpty {
      let packed = rows[first][Int(bytes[index + 1])]
      if packed == CharacterConverter.illFormed { return nil }
      if packed != 0 {
        write(packed, to: &output)
        return 2
      }
    }
    guard let (utf8, length) = character(bytes, at: index) else {
      if index + 1 < bytes.count, longest(first, Int(bytes[index + 1])) == 2 {
        keep(CharacterConverter.illFormed, first, Int(bytes[index + 1]))
      }
      return nil
    }
    if utf8.count < 8 {
      let packed =
        utf8.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) } | UInt64(utf8.count) << 56
      if length == 1 { singles[first] = packed }
      if length == 2 { keep(packed, first, Int(bytes[index + 1])) }
    }
    output += utf8
    return length
  }

  private func write(_ packed: UInt64, to output: inout [UInt8]) {
    var packed = packed
    for _ in 0..<packed >> 56 {
      output.append(UInt8(truncatingIfNeeded: packed))
      packed >>= 8
    }
  }

  private func keep(_ packed: UInt64, _ first: Int, _ second: Int) {
    if rows[first].isEmpty { rows[first] = [UInt64](repeating: 0, count: 256) }
    rows[first][second] = packed
  }

  /// The most bytes of a character that begins with a pair: four in GB18030 and three in EUC-JP's second table (WHATWG Encoding Standard).
  private func longest(_ first: Int, _ second: Int) -> Int {
    switch encoding {
    case "GB18030": (0x30...0x39).contains(second) ? 4 : 2
    case "EUC-JP": first == 0x8F ? 3 : 2
    case "CP932", "CP949", "BIG5-HKSCS": 2
    default: 4
    }
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
