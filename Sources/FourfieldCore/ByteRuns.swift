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

  /// Counts the words that begin in the first bytes of a range, as far as these are ASCII and letters of Latin-1 and 64 bytes are there at a time.
  ///
  /// - Parameters:
  ///   - text: the text; the range begins with a scalar.
  ///   - range: the bytes to be counted.
  ///   - isInside: whether a word goes on from before them, and afterwards whether one goes on behind those that were taken.
  ///   - words: what the words are added to.
  /// - Returns: where those that were taken end.
  static func latinWords(
    _ text: borrowing Span<UInt8>, _ range: Range<Int>, _ isInside: inout Bool, _ words: inout Int
  ) -> Int {
    unsafe text.extracting(range.lowerBound..<text.count).withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return range.lowerBound }
      var (open, found): (UInt64, Int) = (isInside ? 1 : 0, 0)
      let taken = unsafe ff_latin_words(base, range.count, bytes.count, &open, &found)
      isInside = open == 1
      words += found
      return range.lowerBound + taken
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
