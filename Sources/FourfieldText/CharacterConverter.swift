internal import CByteScan
internal import FourfieldCore
internal import Glibc

/// Decodes one character after another with the C library's converter, so that each one's place in the original is known.
///
/// What it has learnt of a byte sequence it keeps; a Chinese page of a million characters asks the converter a few thousand times.
@safe struct CharacterConverter: ~Copyable {
  private let handle: iconv_t
  private var known: [UInt64: [UInt8]] = [:]
  /// How many byte sequences are kept: more than a text has, but for one of noise.
  private static let mostKnown = 1 << 15
  /// What is known of single bytes: the bytes of the character from the lowest up and their number in the highest byte, 0 where nothing is known.
  private var singles = [UInt64](repeating: 0, count: 256)
  /// The same of pairs, a row of 256 for each first byte that was met.
  private var pairs: [UInt64] = []
  /// Where the row of a first byte begins, or -1.
  private var rows = [Int64](repeating: -1, count: 256)
  /// What stands for bytes that no character begins with.
  private static let illFormed: UInt64 = ff_ill_formed
  private let encoding: String
  /// Where what the tables know is written first.
  private var room = [UInt8](repeating: 0, count: 8192)

  /// Creates a converter, or nil where the C library does not know the encoding.
  init?(_ encoding: String) {
    let isWindows = encoding == "windows-1252"
    guard let handle = unsafe iconv_open("UTF-8", isWindows ? "CP1252" : encoding),
      Int(bitPattern: handle) != -1
    else { return nil }
    unsafe self.handle = handle
    self.encoding = encoding
    for byte in UInt8(0)..<0x80 { singles[Int(byte)] = CharacterConverter.packed([byte]) }
    if encoding == "EUC-JP" {
      // Controls to the C library, errors to the WHATWG.
      for byte in 0x80...0xA0 where byte != 0x8E && byte != 0x8F {
        singles[byte] = CharacterConverter.illFormed
      }
    }
    if isWindows {
      // The five holes of the C library's table are C1 controls in that of the WHATWG, not errors.
      for hole: UInt8 in [0x81, 0x8D, 0x8F, 0x90, 0x9D] {
        singles[Int(hole)] = CharacterConverter.packed([0xC2, hole])
      }
    }
  }

  deinit { unsafe _ = iconv_close(handle) }

  /// Appends the UTF-8 of the character that begins the bytes.
  ///
  /// - Returns: the number of bytes it takes, or nil where they are ill-formed.
  mutating func append(
    _ bytes: borrowing Span<UInt8>, at index: Int, to output: inout [UInt8]
  ) -> Int? {
    let first = Int(bytes[index])
    let second = index + 1 < bytes.count ? Int(bytes[index + 1]) : -1
    let single = singles[first]
    if single != 0 { return write(single, 1, to: &output) }
    if second >= 0, rows[first] >= 0, pairs[Int(rows[first]) + second] != 0 {
      return write(pairs[Int(rows[first]) + second], 2, to: &output)
    }
    guard mayBeLong(bytes, at: index) else { return nil }
    let found = character(bytes, at: index)
    if let (utf8, length) = found {
      output += utf8
      keep(CharacterConverter.packed(utf8), first, second, length)
    } else {
      keep(CharacterConverter.illFormed, first, second, longest(first, second))
    }
    return found?.length
  }

  /// Appends the UTF-8 of ASCII and of what is known already, as far as it goes without asking; what is ill-formed becomes U+FFFD and is counted.
  ///
  /// - Returns: where the first byte stands that is not known, or where more is ill-formed than `most`.
  mutating func appendKnown(
    _ bytes: borrowing Span<UInt8>, from start: Int, to output: inout [UInt8],
    replacements: inout Int, atMost most: Int = .max
  ) -> Int {
    var index = start
    while index < bytes.count, replacements <= most {
      var (written, wrong) = (0, 0)
      let taken = known(bytes.extracting(index..<bytes.count), &written, &wrong)
      output.append(room.span, 0..<written)
      replacements += wrong
      index += taken
      if taken == 0 { break }
    }
    return index
  }

  private mutating func known(
    _ bytes: borrowing Span<UInt8>, _ written: inout Int, _ wrong: inout Int
  ) -> Int {
    let count = room.count
    return unsafe bytes.withUnsafeBufferPointer { input in
      unsafe room.withUnsafeMutableBufferPointer { output in
        guard let first = input.baseAddress, let place = output.baseAddress else { return 0 }
        return unsafe ff_decode_known(
          first, input.count, singles, rows, pairs, place, count, &written, &wrong)
      }
    }
  }

  private func write(_ packed: UInt64, _ length: Int, to output: inout [UInt8]) -> Int? {
    guard packed != CharacterConverter.illFormed else { return nil }
    var packed = packed
    for _ in 0..<packed >> 56 {
      output.append(UInt8(truncatingIfNeeded: packed))
      packed >>= 8
    }
    return length
  }

  /// Up to seven bytes in one number, or 0.
  private static func packed(_ utf8: [UInt8]) -> UInt64 {
    guard utf8.count < 8 else { return 0 }
    return utf8.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) } | UInt64(utf8.count) << 56
  }

  /// Keeps what is known of one byte or two.
  private mutating func keep(_ packed: UInt64, _ first: Int, _ second: Int, _ length: Int) {
    if length == 1 { singles[first] = packed }
    guard length == 2, second >= 0 else { return }
    if rows[first] < 0 {
      rows[first] = Int64(pairs.count)
      pairs += repeatElement(0, count: 256)
    }
    pairs[Int(rows[first]) + second] = packed
  }

  /// The most bytes of a character that begins with two: four in GB18030 and three in EUC-JP's second table (WHATWG Encoding Standard).
  private func longest(_ first: Int, _ second: Int) -> Int {
    switch encoding {
    case "GB18030": (0x30...0x39).contains(second) ? 4 : 2
    case "EUC-JP": first == 0x8F ? 3 : 2
    case "CP932", "CP949", "BIG5-HKSCS": 2
    // All others are tables of single bytes.
    default: 1
    }
  }

  /// Whether what begins like a character of three or four bytes goes on like one; noise would ask for each by itself.
  private func mayBeLong(_ bytes: borrowing Span<UInt8>, at index: Int) -> Bool {
    let high: ClosedRange<UInt8> = encoding == "EUC-JP" ? 0xA1...0xFE : 0x81...0xFE
    let digits: ClosedRange<UInt8> = 0x30...0x39
    guard index + 1 < bytes.count else { return true }
    if encoding == "EUC-JP", bytes[index] == 0x8F {
      return index + 2 < bytes.count && high.contains(bytes[index + 1])
        && high.contains(bytes[index + 2])
    }
    guard encoding == "GB18030", digits.contains(bytes[index + 1]) else { return true }
    return index + 3 < bytes.count && high.contains(bytes[index + 2])
      && digits.contains(bytes[index + 3])
  }

  /// The UTF-8 of the character that begins the bytes, and the number of bytes it takes; nil where they are ill-formed.
  private mutating func character(
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
