/// Counts words the way `min_words` and `max_words` mean them: a Han character counts as half a word.
public enum WordCounter {
  /// No fewer than ``count(_:in:)``, in a fraction of its time: words are parted by ASCII signs, or stand beside other scripts.
  ///
  /// - Complexity: O(*n*).
  public static func bound(_ text: borrowing Span<UInt8>, in range: ByteRange) -> Int {
    unsafe text.extracting(range.indices).withUnsafeBufferPointer { bytes in
      let signs = unsafe bytes.count { $0 < 0x80 && ($0 | 0x20) &- 0x61 >= 26 }
      let others = unsafe bytes.count { $0 >= 0xC0 }
      return signs + 2 * others + 1
    }
  }

  /// The number of words in valid UTF-8.
  ///
  /// - Complexity: O(*n*).
  public static func count(_ text: borrowing Span<UInt8>, in range: ByteRange) -> Int {
    var words = 0
    var hans = 0
    var isInside = false
    var index = range.start
    while index < range.end {
      let byte = text[index]
      if byte < 0x80 {
        // Letters, digits and the connector: what the table says of ASCII.
        let isWord =
          (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F
        if isWord, !isInside { words += 1 }
        isInside = isWord
        index += 1
        continue
      }
      let (scalar, length) = UTF8Scan.scalar(text, at: index)
      switch ScalarTable.entry(scalar).scalarClass {
      case .word:
        if !isInside { words += 1 }
        isInside = true
      case .han:
        hans += 1
        isInside = false
      case .mark, .ignorable: break
      case .space, .hyphen, .other: isInside = false
      }
      index += length
    }
    return words + (hans + 1) / 2
  }
}
