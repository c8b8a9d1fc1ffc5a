/// Writes numbers and strings one after another, as they lie in memory.
struct ArchiveWriter {
  private(set) var bytes: [UInt8] = []

  mutating func integer<T: FixedWidthInteger & BitwiseCopyable>(_ value: T) {
    unsafe withUnsafeBytes(of: value) { unsafe bytes.append(contentsOf: $0) }
  }

  /// Writes the number of values and the values, which have no gaps between their parts.
  mutating func array<T: BitwiseCopyable>(_ values: [T]) {
    integer(UInt32(values.count))
    unsafe values.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
  }

  mutating func pool(_ pool: StringPool) {
    array(pool.starts)
    array(pool.bytes)
  }

  mutating func strings(_ texts: [String]) { pool(StringPool(texts)) }
}
