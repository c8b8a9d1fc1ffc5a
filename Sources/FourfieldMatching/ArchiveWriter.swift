/// Writes numbers and strings one after another, little end first.
struct ArchiveWriter {
  private(set) var bytes: [UInt8] = []

  mutating func integer<T: FixedWidthInteger>(_ value: T) {
    var rest = value
    for _ in 0..<(T.bitWidth / 8) {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  mutating func array<T: FixedWidthInteger & BitwiseCopyable>(_ values: [T]) {
    integer(UInt32(values.count))
    let ordered = T(littleEndian: 1) == 1 ? values : values.map(\.littleEndian)
    unsafe ordered.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
  }

  /// Writes the lengths, then the texts.
  mutating func strings(_ texts: [String]) {
    array(texts.map { UInt32($0.utf8.count) })
    for text in texts { bytes += text.utf8 }
  }

  mutating func doubles(_ values: [Double]) { array(values.map(\.bitPattern)) }

  mutating func pool(_ pool: StringPool) {
    array(pool.starts)
    array(pool.bytes)
  }
}
