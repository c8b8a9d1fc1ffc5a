/// Counts words the way `min_words` and `max_words` mean them: a Han character counts as half a word.
public struct WordCounter {
  private var words = 0
  private var hans = 0
  private var isInside = false

  /// The number of words in valid UTF-8.
  ///
  /// - Complexity: O(*n*).
  public static func count(_ text: borrowing Span<UInt8>, in range: ByteRange) -> Int {
    var counter = WordCounter()
    var index = range.start
    while index < range.end {
      if index + 64 <= range.end, let mask = ByteRuns.asciiWords(text, index) {
        counter.add(mask)
        index += 64
      } else {
        index = counter.addScalars(text, index, min(range.end, index + 64), range.end)
      }
    }
    return counter.words + (counter.hans + 1) / 2
  }

  /// Adds 64 bytes of ASCII by where its word bytes stand.
  private mutating func add(_ mask: UInt64) {
    let starts = mask & ~(mask << 1 | (isInside ? 1 : 0))
    words += starts.nonzeroBitCount
    isInside = mask >> 63 == 1
  }

  /// Adds the scalars that begin in `start..<end`; returns where the next one begins.
  private mutating func addScalars(
    _ text: borrowing Span<UInt8>, _ start: Int, _ end: Int, _ limit: Int
  ) -> Int {
    var index = start
    while index < end {
      let byte = text[index]
      if byte < 0x80 {
        // Letters, digits and the connector: what the table says of ASCII.
        add(isWord: (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F)
        index += 1
        continue
      }
      let (scalar, length) = UTF8Scan.scalar(text, at: index)
      switch ScalarTable.entry(scalar).scalarClass {
      case .word: add(isWord: true)
      case .han:
        hans += 1
        isInside = false
      case .mark, .ignorable: break
      case .space, .hyphen, .other: isInside = false
      }
      index += length
    }
    return min(index, limit)
  }

  private mutating func add(isWord: Bool) {
    if isWord, !isInside { words += 1 }
    isInside = isWord
  }
}
