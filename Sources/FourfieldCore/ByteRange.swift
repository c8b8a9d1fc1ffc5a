/// A half-open range of UTF-8 bytes.
///
/// Every part of Fourfield refers to text by byte ranges; code points appear only in what is written out.
public struct ByteRange: Hashable, Sendable {
  /// The first byte.
  public var start: Int
  /// The byte behind the last.
  public var end: Int

  /// Creates a range.
  ///
  /// - Precondition: `start <= end`.
  public init(_ start: Int, _ end: Int) {
    precondition(start <= end, "a range ends before it starts")
    self.start = start
    self.end = end
  }

  /// The number of bytes.
  public var count: Int { end - start }
  /// Whether no byte lies in it.
  public var isEmpty: Bool { start == end }
  /// The same bytes as a range of indices.
  public var indices: Range<Int> { start..<end }

  /// The range moved by `offset` bytes.
  public func shifted(by offset: Int) -> ByteRange { ByteRange(start + offset, end + offset) }
}
