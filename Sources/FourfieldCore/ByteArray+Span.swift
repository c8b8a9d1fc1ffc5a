extension Array where Element == UInt8 {
  /// Appends a range of bytes in one go, which a loop over a span does not.
  ///
  /// - Complexity: O(*n*).
  package mutating func append(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) {
    unsafe bytes.extracting(range).withUnsafeBufferPointer { run in
      unsafe append(contentsOf: run)
    }
  }
}
