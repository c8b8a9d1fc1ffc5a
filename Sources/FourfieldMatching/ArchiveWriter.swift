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

  mutating func array<T: FixedWidthInteger>(_ values: [T]) {
    integer(UInt32(values.count))
    for value in values { integer(value) }
  }

  mutating func string(_ text: String) { array(Array(text.utf8)) }

  /// Writes the lengths, then the texts.
  mutating func strings(_ texts: [String]) {
    array(texts.map { UInt32($0.utf8.count) })
    for text in texts { bytes += text.utf8 }
  }
}
