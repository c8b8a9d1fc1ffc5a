internal import FourfieldCore

/// Writes lines of JSON into one buffer: keys in the order they are given, no blanks.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// Writes a key that needs no escape: one of ours.
  mutating func key(_ key: StaticString) {
    comma()
    bytes.append(0x22)
    unsafe bytes.append(
      contentsOf: UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
    bytes.append(0x22)
    bytes.append(0x3A)
  }

  /// Writes a key that a user chose.
  mutating func key(text: String) {
    string(text)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a key given as the JSON string that it stood as.
  mutating func key(json: ArraySlice<UInt8>) {
    comma()
    bytes += json
    bytes.append(UInt8(ascii: ":"))
  }

  mutating func open(_ sign: Unicode.Scalar) {
    comma()
    bytes.append(UInt8(ascii: sign))
    needsComma = false
  }

  mutating func close(_ sign: Unicode.Scalar) {
    bytes.append(UInt8(ascii: sign))
    needsComma = true
  }

  mutating func string(_ text: String?) {
    comma()
    if var text {
      bytes.append(0x22)
      text.withUTF8 { utf8 in unsafe escaped(utf8.span) }
      bytes.append(0x22)
    } else {
      bytes += [0x6E, 0x75, 0x6C, 0x6C]
    }
    needsComma = true
  }

  /// Writes UTF-8 as a string.
  mutating func string(utf8: borrowing Span<UInt8>) {
    comma()
    quoted(utf8)
    needsComma = true
  }

  mutating func int(_ value: Int) {
    comma()
    digits(value)
    needsComma = true
  }

  mutating func bool(_ value: Bool) {
    comma()
    bytes += value ? [0x74, 0x72, 0x75, 0x65] : [0x66, 0x61, 0x6C, 0x73, 0x65]
    needsComma = true
  }

  /// A number; at most six digits after the point where that says it all, whole ones without a point.
  mutating func number(_ value: Double) {
    comma()
    let scaled = (value * 1_000_000).rounded()
    if abs(value) < 1_000_000_000, scaled / 1_000_000 == value {
      let micro = Int(scaled)
      if micro < 0 { bytes.append(0x2D) }
      digits(abs(micro) / 1_000_000)
      fraction(abs(micro) % 1_000_000)
    } else {
      bytes += Array("\(value)".utf8)
    }
    needsComma = true
  }

  /// Writes bytes that are JSON already.
  mutating func raw(_ json: [UInt8]) {
    comma()
    bytes += json
    needsComma = true
  }

  /// Writes the middle of a line as it is: commas and all.
  mutating func fragment(_ json: [UInt8]) {
    bytes += json
    needsComma = false
  }

  /// Writes a value's digits behind a fragment.
  mutating func digits(_ value: Int) {
    let magnitude = value.magnitude
    if value < 0 { bytes.append(0x2D) }
    var place: UInt = 1
    while magnitude / place >= 10 { place *= 10 }
    while place > 0 {
      bytes.append(0x30 + UInt8(truncatingIfNeeded: magnitude / place % 10))
      place /= 10
    }
  }

  mutating func range(_ key: StaticString, _ start: Int, _ end: Int) {
    self.key(key)
    open("{")
    self.key("start")
    int(start)
    self.key("end")
    int(end)
    close("}")
  }

  mutating func strings(_ key: StaticString, _ values: [String]) {
    self.key(key)
    open("[")
    for value in values { string(value) }
    close("]")
  }

  /// Ends the line; the next begins.
  mutating func endLine() {
    bytes.append(0x0A)
    needsComma = false
  }

  /// The bytes with the end of the line.
  consuming func line() -> [UInt8] {
    endLine()
    return bytes
  }

  /// Millionths as a fraction without trailing zeros.
  private mutating func fraction(_ millionths: Int) {
    guard millionths > 0 else { return }
    bytes.append(0x2E)
    var rest = millionths
    var place = 100_000
    while rest > 0 {
      bytes.append(0x30 + UInt8(truncatingIfNeeded: rest / place))
      rest %= place
      place /= 10
    }
  }

  private mutating func comma() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = false
  }

  private mutating func quoted(_ utf8: borrowing Span<UInt8>) {
    bytes.append(0x22)
    escaped(utf8)
    bytes.append(0x22)
  }

  /// Copies runs that need no escape as a whole.
  private mutating func escaped(_ utf8: borrowing Span<UInt8>) {
    var start = 0
    while start < utf8.count {
      let end = ByteRuns.endOfUnescaped(utf8, from: start)
      bytes.append(utf8, start..<end)
      if end < utf8.count { escape(utf8[end]) }
      start = end + 1
    }
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case 0x22, 0x5C:
      bytes.append(0x5C)
      bytes.append(byte)
    case 0x0A:
      bytes.append(0x5C)
      bytes.append(UInt8(ascii: "n"))
    default:
      let digits = Array("0123456789abcdef".utf8)
      bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }
}
