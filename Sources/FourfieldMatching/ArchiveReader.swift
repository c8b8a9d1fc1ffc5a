/// Reads what ``ArchiveWriter`` wrote; whatever is asked of bytes that are not there is 0 or empty, and ``isValid`` turns false.
struct ArchiveReader {
  private let bytes: [UInt8]
  private var index = 0
  /// Whether everything asked for was there.
  private(set) var isValid = true

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether everything was read and was there.
  var isComplete: Bool { isValid && index == bytes.count }

  mutating func integer<T: FixedWidthInteger>(_ type: T.Type) -> T {
    let width = T.bitWidth / 8
    guard isValid, bytes.count - index >= width else {
      isValid = false
      return 0
    }
    var value: T = 0
    for offset in 0..<width {
      value |= T(truncatingIfNeeded: bytes[index + offset]) << (offset * 8)
    }
    index += width
    return value
  }

  /// A count of things that take at least `width` bytes each: never more than there can be.
  mutating func count(width: Int) -> Int {
    let count = Int(integer(UInt32.self))
    guard isValid, count <= (bytes.count - index) / max(1, width) else {
      isValid = false
      return 0
    }
    return count
  }

  mutating func array<T: FixedWidthInteger>(_ type: T.Type) -> [T] {
    let count = count(width: T.bitWidth / 8)
    var values: [T] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(integer(type)) }
    return values
  }

  mutating func string() -> String {
    let count = count(width: 1)
    defer { index += count }
    return String(decoding: bytes[index..<(index + count)], as: UTF8.self)
  }

  mutating func strings() -> [String] { (0..<count(width: 4)).map { _ in string() } }
}
