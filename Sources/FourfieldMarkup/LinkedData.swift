/// What JSON-LD says of a page: a value of JSON, as far as it was well-formed.
enum LinkedData {
  case text(String)
  case list([LinkedData])
  case object([(key: String, value: LinkedData)])
  case other

  /// Reads JSON; nil where it is none. What pages get wrong most (line ends in strings, a comma too many) is forgiven.
  ///
  /// - Complexity: O(*n*).
  init?(_ bytes: [UInt8]) {
    var reader = Reader(bytes: bytes)
    guard let value = reader.value(depth: 0) else { return nil }
    self = value
  }

  /// The member of an object.
  subscript(key: String) -> LinkedData? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The text itself, or that of the first item of a list.
  var string: String? {
    switch self {
    case .text(let text): text
    case .list(let items): items.first?.string
    default: nil
    }
  }

  /// The text as a title, a name or a date: not more than these have.
  var line: String? { string.map(MetadataText.cut) }

  /// The objects in it, the outer ones first: items of lists and of `@graph`, and what members hold.
  func forEachObject(_ body: (LinkedData) -> Void) {
    var queue = [self]
    var next = 0
    while next < queue.count, next < 4096 {
      switch queue[next] {
      case .list(let items): queue += items
      case .object(let members):
        body(queue[next])
        queue += members.map(\.value)
      default: break
      }
      next += 1
    }
  }

  /// The names of an object's types.
  var types: [String] {
    switch self["@type"] {
    case .text(let type): [type]
    case .list(let types): types.compactMap(\.string)
    default: []
    }
  }

  /// A reader over the bytes.
  private struct Reader {
    /// How many values are read; the data of a page that is one have some hundreds.
    static let mostValues = 100_000

    let bytes: [UInt8]
    var index = 0
    private var values = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func value(depth: Int) -> LinkedData? {
      skipSpace()
      values += 1
      guard index < bytes.count, depth < 48, values <= Reader.mostValues else { return nil }
      switch bytes[index] {
      case UInt8(ascii: "{"): return object(depth)
      case UInt8(ascii: "["): return list(depth)
      case UInt8(ascii: "\""): return string().map(LinkedData.text)
      default:
        let start = index
        while index < bytes.count, !isEnd(bytes[index]) { index += 1 }
        return index > start ? .other : nil
      }
    }

    private func isEnd(_ byte: UInt8) -> Bool {
      byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}")
        || byte == UInt8(ascii: "]")
    }

    private mutating func skipSpace() {
      while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
    }

    private mutating func take(_ sign: Unicode.Scalar) -> Bool {
      skipSpace()
      guard index < bytes.count, bytes[index] == UInt8(ascii: sign) else { return false }
      index += 1
      return true
    }

    private mutating func object(_ depth: Int) -> LinkedData {
      index += 1
      var members: [(key: String, value: LinkedData)] = []
      while !take("}") {
        skipSpace()
        guard let key = string(), take(":"), let value = value(depth: depth + 1) else { break }
        members.append((key, value))
        _ = take(",")
      }
      return .object(members)
    }

    private mutating func list(_ depth: Int) -> LinkedData {
      index += 1
      var items: [LinkedData] = []
      while !take("]") {
        guard let item = value(depth: depth + 1) else { break }
        items.append(item)
        _ = take(",")
      }
      return .list(items)
    }

    private mutating func string() -> String? {
      guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return nil }
      index += 1
      var text: [UInt8] = []
      while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
        if bytes[index] == UInt8(ascii: "\\") {
          escape(&text)
        } else {
          text.append(bytes[index])
          index += 1
        }
      }
      index += 1
      return String(decoding: text, as: UTF8.self)
    }

    private mutating func escape(_ text: inout [UInt8]) {
      guard index + 1 < bytes.count else {
        index += 1
        return
      }
      let sign = bytes[index + 1]
      index += 2
      switch sign {
      case UInt8(ascii: "n"), UInt8(ascii: "r"): text.append(0x0A)
      case UInt8(ascii: "t"), UInt8(ascii: "b"), UInt8(ascii: "f"): text.append(0x20)
      case UInt8(ascii: "u"): unicode(&text)
      default: text.append(sign)
      }
    }

    private mutating func unicode(_ text: inout [UInt8]) {
      guard var scalar = unit() else { return }
      if scalar & 0xFC00 == 0xD800, index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
        bytes[index + 1] == UInt8(ascii: "u")
      {
        index += 2
        scalar = 0x10000 + ((scalar & 0x3FF) << 10) + ((unit() ?? 0) & 0x3FF)
      }
      text += Array(String(Character(Unicode.Scalar(scalar) ?? "\u{FFFD}")).utf8)
    }

    private mutating func unit() -> UInt32? {
      guard index + 4 <= bytes.count else { return nil }
      defer { index += 4 }
      return UInt32(String(decoding: bytes[index..<(index + 4)], as: UTF8.self), radix: 16)
    }
  }
}
