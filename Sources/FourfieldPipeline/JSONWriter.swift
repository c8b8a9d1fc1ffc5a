/// Writes one line of JSON: keys in the order they are given, no blanks.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  mutating func key(_ key: String) {
    comma()
    quoted(Array(key.utf8))
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
    guard let text else { return raw(Array("null".utf8)) }
    string(Array(text.utf8))
  }

  mutating func string(_ utf8: [UInt8]) {
    comma()
    quoted(utf8)
    needsComma = true
  }

  mutating func int(_ value: Int) { raw(Array(String(value).utf8)) }

  /// A number; whole ones without a point.
  mutating func number(_ value: Double) {
    let isWhole = value == value.rounded() && abs(value) < 1e15
    raw(Array((isWhole ? String(Int(value)) : "\(value)").utf8))
  }

  mutating func raw(_ json: [UInt8]) {
    comma()
    bytes += json
    needsComma = true
  }

  mutating func range(_ key: String, _ start: Int, _ end: Int) {
    self.key(key)
    open("{")
    self.key("start")
    int(start)
    self.key("end")
    int(end)
    close("}")
  }

  mutating func strings(_ key: String, _ values: [String]) {
    self.key(key)
    open("[")
    for value in values { string(value) }
    close("]")
  }

  /// The line with its end.
  consuming func line() -> [UInt8] {
    var line = bytes
    line.append(0x0A)
    return line
  }

  private mutating func comma() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = false
  }

  /// Copies runs that need no escape as a whole.
  private mutating func quoted(_ utf8: [UInt8]) {
    bytes.append(0x22)
    var start = 0
    for index in utf8.indices where utf8[index] < 0x20 || utf8[index] == 0x22 || utf8[index] == 0x5C
    {
      bytes += utf8[start..<index]
      escape(utf8[index])
      start = index + 1
    }
    bytes += utf8[start...]
    bytes.append(0x22)
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case 0x22, 0x5C: bytes += [0x5C, byte]
    case 0x0A: bytes += [0x5C, UInt8(ascii: "n")]
    default:
      let digits = Array("0123456789abcdef".utf8)
      bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }
}
