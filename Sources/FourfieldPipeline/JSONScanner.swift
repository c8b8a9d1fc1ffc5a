internal import FourfieldCore
internal import FourfieldText

/// Reads the top level of one JSON object without building values: where each member stands, checked against RFC 8259.
struct JSONScanner {
  /// One member of the object; ranges of the line's bytes.
  struct Member {
    /// The key as it stands, with its quotes.
    let key: ByteRange
    let value: ByteRange
    let isString: Bool
  }

  /// Whether a member's value is `null` or an empty string.
  static func isEmpty(_ member: Member, in line: [UInt8]) -> Bool {
    let value = line[member.value.indices]
    return value.elementsEqual("null".utf8) || value.elementsEqual("\"\"".utf8)
  }

  /// What is wrong with a line.
  enum Failure: Error { case notJSON(Int), notObject }

  private let bytes: [UInt8]
  private var index: Int = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The members of the object that fills the bytes.
  static func members(_ bytes: [UInt8]) throws(Failure) -> [Member] {
    var scanner = JSONScanner(bytes)
    scanner.blanks()
    guard scanner.peek == UInt8(ascii: "{") else {
      try scanner.value(depth: 0)
      try scanner.end()
      throw .notObject
    }
    scanner.index += 1
    var members: [Member] = []
    scanner.blanks()
    if scanner.take("}") {
      try scanner.end()
      return members
    }
    // What most records have at the most.
    members.reserveCapacity(8)
    repeat {
      scanner.blanks()
      let keyStart = scanner.index
      try scanner.string()
      let key = ByteRange(keyStart, scanner.index)
      scanner.blanks()
      try scanner.require(":")
      scanner.blanks()
      let start = scanner.index
      let isString = scanner.peek == UInt8(ascii: "\"")
      try scanner.value(depth: 1)
      members.append(
        Member(
          key: key, value: ByteRange(start, scanner.index), isString: isString))
      scanner.blanks()
    } while scanner.take(",")
    try scanner.require("}")
    try scanner.end()
    return members
  }

  /// Whether a member's key is a name, however it is escaped.
  static func isKey(_ member: Member, _ name: [UInt8], in bytes: [UInt8]) -> Bool {
    let (start, end) = (member.key.start + 1, member.key.end - 1)
    if end - start == name.count {
      for index in name.indices where bytes[start + index] != name[index] { return false }
      return true
    }
    guard end - start > name.count, escape(bytes, from: start, end) < end else { return false }
    return unescape(bytes, member.key, isMapped: false).utf8 == name
  }

  /// The text of a member's value: of a string what it says, of anything else the JSON.
  static func text(of member: Member, in bytes: [UInt8]) -> String {
    guard member.isString else {
      return String(decoding: bytes[member.value.indices], as: UTF8.self)
    }
    let inside = (member.value.start + 1)..<(member.value.end - 1)
    if JSONScanner.escape(bytes, from: inside.lowerBound, inside.upperBound) == inside.upperBound {
      return String(decoding: bytes[inside], as: UTF8.self)
    }
    return String(decoding: unescape(bytes, member.value, isMapped: false).utf8, as: UTF8.self)
  }

  /// The text of a JSON string and where every byte of it stood behind the opening quote.
  ///
  /// - Parameters:
  ///   - bytes: the line.
  ///   - range: where the string stands in it, with its quotes.
  ///   - isMapped: whether the places are wanted; if not, the map is empty.
  /// - Returns: the text, with an empty map where nothing was escaped.
  static func unescape(
    _ bytes: [UInt8], _ range: ByteRange, isMapped: Bool = true
  ) -> NormalizedText {
    var output: [UInt8] = []
    var map = OffsetMap()
    var index = range.start + 1
    output.reserveCapacity(range.count)
    while index < range.end - 1 {
      let run = JSONScanner.escape(bytes, from: index, range.end - 1)
      output.append(bytes.span, index..<run)
      if isMapped { map.copy(run - index) }
      index = run
      guard index < range.end - 1 else { break }
      let start = index
      let before = output.count
      var scalar = UInt32(bytes[index + 1])
      index += 2
      switch scalar {
      case 0x6E: scalar = 0x0A
      case 0x74: scalar = 0x09
      case 0x72: scalar = 0x0D
      case 0x62: scalar = 0x08
      case 0x66: scalar = 0x0C
      case 0x75:
        scalar = hex(bytes, index)
        index += 4
        if scalar & 0xFC00 == 0xD800, index + 5 < range.end, bytes[index] == 0x5C,
          bytes[index + 1] == 0x75
        {
          let low = hex(bytes, index + 2)
          if low & 0xFC00 == 0xDC00 {
            scalar = 0x10000 + ((scalar & 0x3FF) << 10) + (low & 0x3FF)
            index += 6
          }
        }
        if scalar & 0xFFFF_F800 == 0xD800 { scalar = 0xFFFD }
      default: break
      }
      UTF8Scan.append(scalar, to: &output)
      if isMapped { map.replace(target: output.count - before, source: index - start) }
    }
    return NormalizedText(utf8: output, map: map)
  }

  /// Where the next escape begins in a string that was checked, which holds neither a bare quote nor a control; the end where there is none.
  private static func escape(_ bytes: [UInt8], from start: Int, _ end: Int) -> Int {
    ByteRuns.first(0x5C, in: bytes.span.extracting(0..<end), from: start)
  }

  private static func hex(_ bytes: [UInt8], _ start: Int) -> UInt32 {
    var value: UInt32 = 0
    for offset in 0..<4 {
      let byte = bytes[start + offset]
      let digit = byte <= 0x39 ? byte - 0x30 : (byte | 0x20) - 0x57
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func blanks() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      index += 1
    }
  }

  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: sign) else { return false }
    index += 1
    return true
  }

  private mutating func require(_ sign: Unicode.Scalar) throws(Failure) {
    if !take(sign) { throw .notJSON(index) }
  }

  private mutating func end() throws(Failure) {
    blanks()
    if index < bytes.count { throw .notJSON(index) }
  }

  private mutating func value(depth: Int) throws(Failure) {
    guard depth < 256, let byte = peek else { throw .notJSON(index) }
    switch byte {
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "{"), UInt8(ascii: "["): try container(depth: depth)
    case UInt8(ascii: "t"): try word("true")
    case UInt8(ascii: "f"): try word("false")
    case UInt8(ascii: "n"): try word("null")
    default: try number()
    }
  }

  private mutating func container(depth: Int) throws(Failure) {
    let isObject = peek == UInt8(ascii: "{")
    let close: Unicode.Scalar = isObject ? "}" : "]"
    index += 1
    blanks()
    if take(close) { return }
    repeat {
      blanks()
      if isObject {
        try string()
        blanks()
        try require(":")
        blanks()
      }
      try value(depth: depth + 1)
      blanks()
    } while take(",")
    try require(close)
  }

  private mutating func word(_ text: String) throws(Failure) {
    for byte in text.utf8 {
      guard peek == byte else { throw .notJSON(index) }
      index += 1
    }
  }

  private mutating func number() throws(Failure) {
    _ = take("-")
    let first = index
    try digits()
    if index - first > 1, bytes[first] == 0x30 { throw .notJSON(first) }
    if take(".") { try digits() }
    if let byte = peek, byte | 0x20 == 0x65 {
      index += 1
      if !take("+") { _ = take("-") }
      try digits()
    }
  }

  private mutating func digits() throws(Failure) {
    let start = index
    while let byte = peek, (0x30...0x39).contains(byte) { index += 1 }
    if index == start { throw .notJSON(index) }
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6
  }

  private mutating func string() throws(Failure) {
    try require("\"")
    while true {
      index = ByteRuns.endOfUnescaped(bytes.span, from: index)
      guard let byte = peek else { break }
      index += 1
      switch byte {
      case 0x22: return
      case ..<0x20: throw .notJSON(index - 1)
      case 0x5C:
        guard let escape = peek, "\"\\/bfnrtu".utf8.contains(escape) else { throw .notJSON(index) }
        index += 1
        guard escape == 0x75 else { continue }
        for _ in 0..<4 {
          guard let digit = peek, JSONScanner.isHexDigit(digit) else {
            throw .notJSON(index)
          }
          index += 1
        }
      default: break
      }
    }
    throw .notJSON(index)
  }
}
