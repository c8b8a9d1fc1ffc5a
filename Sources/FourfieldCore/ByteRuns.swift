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

  /// Where the first byte of a range stands that may begin a sign which ends sentences, or the end of the range.
  static func terminator(_ text: borrowing Span<UInt8>, _ range: Range<Int>) -> Int {
    unsafe text.extracting(range).withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return range.upperBound }
      return unsafe range.lowerBound + ff_sentence_prefix(base, bytes.count)
    }
  }

  /// Where among the 64 bytes from `start` on letters, digits and connectors stand; nil where a scalar is neither ASCII nor a letter of Latin-1.
  ///
  /// - Precondition: 64 bytes are there, and the first begins a scalar.
  static func latinWords(_ text: borrowing Span<UInt8>, _ start: Int) -> UInt64? {
    unsafe text.extracting(start..<(start + 64)).withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress, unsafe ff_is_latin(base) != 0 else { return nil }
      return unsafe ff_word_mask(base)
    }
  }

  /// Where the first byte from `start` on stands that is beyond ASCII, or the end.
  package static func endOfASCII(_ text: borrowing Span<UInt8>, from start: Int) -> Int {
    unsafe text.extracting(start..<text.count).withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return start }
      return unsafe start + ff_ascii_prefix(base, bytes.count)
    }
  }

  /// Where a byte stands first from `start` on, or the end.
  package static func first(
    _ byte: UInt8, in text: borrowing Span<UInt8>, from start: Int = 0
  ) -> Int {
    unsafe text.extracting(start..<text.count).withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return start }
      return unsafe start + ff_find_byte(base, bytes.count, byte)
    }
  }

  /// How often a byte occurs.
  package static func count(of byte: UInt8, in text: borrowing Span<UInt8>) -> Int {
    unsafe text.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      return unsafe ff_count_byte(base, bytes.count, byte)
    }
  }

  /// The number of code points in valid UTF-8.
  package static func codePoints(_ text: borrowing Span<UInt8>) -> Int {
    unsafe text.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      return unsafe ff_code_points(base, bytes.count)
    }
  }
}
