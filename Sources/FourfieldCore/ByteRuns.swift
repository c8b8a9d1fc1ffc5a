internal import CByteScan

/// Runs of bytes of a kind, found many bytes at a time.
package enum ByteRuns {
  /// Where the first byte from `start` on stands that JSON has to escape in a string, or the end.
  package static func endOfUnescaped(_ text: borrowing Span<UInt8>, from start: Int) -> Int {
    unsafe text.extracting(start..<text.count).withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return start }
      return unsafe start + ff_unescaped_prefix(base, bytes.count)
    }
  }

  /// Where a run of visible ASCII with single blanks in it ends that begins at `start`.
  package static func endOfVisible(_ text: borrowing Span<UInt8>, from start: Int) -> Int {
    unsafe text.extracting(start..<text.count).withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return start }
      return unsafe start + ff_visible_prefix(base, bytes.count)
    }
  }

  /// Where among the 64 bytes from `start` on letters, digits and connectors of ASCII stand; nil where one of them is beyond ASCII.
  ///
  /// - Precondition: 64 bytes are there.
  static func asciiWords(_ text: borrowing Span<UInt8>, _ start: Int) -> UInt64? {
    unsafe text.extracting(start..<(start + 64)).withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress, unsafe ff_high_mask(base) == 0 else { return nil }
      return unsafe ff_word_mask(base)
    }
  }
}
