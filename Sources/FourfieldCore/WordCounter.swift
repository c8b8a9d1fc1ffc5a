/// Counts words the way `min_words` and `max_words` mean them: a Han character counts as half a word.
public struct WordCounter {
  private var words = 0
  private var hans = 0
  private var isInside = false
  private var total: Int { words + (hans + 1) / 2 }

  /// The number of words in valid UTF-8.
  ///
  /// - Complexity: O(*n*).
  public static func count(_ text: borrowing Span<UInt8>, in range: ByteRange) -> Int {
    count(text, in: range, upTo: .max)
  }

  /// Whether valid UTF-8 has more words than some.
  ///
  /// - Complexity: O(*n*) in the bytes of so many words.
  public static func count(
    _ text: borrowing Span<UInt8>, in range: ByteRange, exceeds limit: Int
  ) -> Bool {
    count(text, in: range, upTo: limit) > limit
  }

  /// The number of words, or some number above `limit`.
  private static func count(
    _ text: borrowing Span<UInt8>, in range: ByteRange, upTo limit: Int
  ) -> Int {
    var counter = WordCounter()
    var index = range.start
    while index < range.end, counter.total <= limit {
      let start = index
      var end = min(range.end, index + look)
      while end < range.end, text[end] & 0xC0 == 0x80 { end += 1 }
      index = ByteRuns.latinWords(text, index..<end, &counter.isInside, &counter.words)
      if index == start {
        index = counter.addScalars(text, index, min(range.end, index + 64), range.end)
      }
    }
    return counter.total
  }

  /// Where the word begins that is one too many.
  ///
  /// The words of adjacent ranges, each of which ends where no word goes on, are as many as those of the whole range, so this says how many of
  /// the ranges stay within a limit together.
  ///
  /// - Returns: its first byte; the end of the range where there are no more words than the limit; nil where there is a Han character
  ///   before that, as halves of words do not add up in parts.
  /// - Complexity: O(*n*) in the bytes of so many words.
  public static func place(
    ofWordBeyond limit: Int, _ text: borrowing Span<UInt8>, in range: ByteRange
  ) -> Int? {
    var counter = WordCounter()
    var index = range.start
    while index < range.end {
      let (before, start) = (counter, index)
      // A word takes two bytes with the blank behind it: so many bytes hold none too many. They are counted 64 at a time.
      let room = 2 * min(look / 2, limit - counter.words)
      var end = min(range.end, index + max(64, room & ~63))
      while end < range.end, text[end] & 0xC0 == 0x80 { end += 1 }
      index = ByteRuns.latinWords(text, index..<end, &counter.isInside, &counter.words)
      if index == start {
        index = counter.addScalars(text, index, min(range.end, index + 64), range.end)
      }
      if counter.hans > 0 { return nil }
      if counter.words > limit { return before.place(ofWordBeyond: limit, text, from: start) }
    }
    return range.end
  }

  /// The same behind what has been counted, where it is known that there is such a word.
  private consuming func place(
    ofWordBeyond limit: Int, _ text: borrowing Span<UInt8>, from start: Int
  ) -> Int {
    var index = start
    while true {
      let next = addScalars(text, index, index + 1, text.count)
      if words > limit { return index }
      index = next
    }
  }

  /// How many bytes are counted before the number is held against the limit again.
  private static let look = 1024

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
      if WordCounter.isCommonHan(text, index) {
        hans += 1
        isInside = false
        index += 3
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

  /// Whether a scalar is surely a Han character: U+4E00 to U+9FFF.
  private static func isCommonHan(_ text: borrowing Span<UInt8>, _ index: Int) -> Bool {
    let byte = text[index]
    return byte &- 0xE5 < 5 || byte == 0xE4 && text[index + 1] >= 0xB8
  }

  private mutating func add(isWord: Bool) {
    if isWord, !isInside { words += 1 }
    isInside = isWord
  }
}
