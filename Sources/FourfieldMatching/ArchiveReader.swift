/// Reads what ``ArchiveWriter`` wrote; whatever is asked of bytes that are not there is 0 or empty, and ``isValid`` turns false.
struct ArchiveReader {
  private let bytes: [UInt8]
  private var index: Int
  /// Whether everything asked for was there.
  private(set) var isValid = true

  /// Reads bytes from one of them on.
  init(_ bytes: [UInt8], from start: Int = 0) {
    self.bytes = bytes
    index = start
  }

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

  mutating func array<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type) -> [T] {
    let width = T.bitWidth / 8
    let count = count(width: width)
    let start = index
    index += count * width
    let values = unsafe [T](unsafeUninitializedCapacity: count) { target, initialized in
      unsafe bytes.withUnsafeBytes { source in
        let piece = unsafe UnsafeRawBufferPointer(
          rebasing: source[start..<(start + count * width)])
        unsafe UnsafeMutableRawBufferPointer(target).copyMemory(from: piece)
      }
      initialized = count
    }
    return T(littleEndian: 1) == 1 ? values : values.map { T(littleEndian: $0) }
  }

  mutating func doubles() -> [Double] {
    array(UInt64.self).map { Double(bitPattern: $0) }
  }

  /// A pool of strings; nil where it is torn.
  mutating func pool() -> StringPool? {
    let starts = array(UInt32.self)
    return StringPool(bytes: array(UInt8.self), starts: starts)
  }

  /// Strings that lie one after another behind their lengths.
  mutating func strings() -> [String] {
    let lengths = array(UInt32.self)
    let total = lengths.reduce(0) { $0 + Int($1) }
    guard isValid, total <= bytes.count - index else {
      isValid = false
      return []
    }
    return lengths.map { length in
      defer { index += Int(length) }
      return String(decoding: bytes[index..<(index + Int(length))], as: UTF8.self)
    }
  }
}
