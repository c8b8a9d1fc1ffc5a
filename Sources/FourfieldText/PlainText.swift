public import FourfieldCore

/// The structure of plain text: paragraphs by blank lines, hard-wrapped ones unwrapped.
public struct PlainText: Sendable {
  /// The text with its way back to the text before normalisation.
  public let text: NormalizedText
  /// The blocks.
  public let blocks: [Block]

  /// Normalises a text and finds its blocks.
  ///
  /// Lines between two blank lines are one paragraph when they look hard-wrapped (all but the last are nearly as long as the
  /// longest, and none is very long), else each line is a paragraph, unless a hyphen at its end divides a word. A line break between two Han characters goes, any other
  /// becomes a blank, except after a hyphen.
  ///
  /// - Complexity: O(*n*).
  public init(_ utf8: borrowing Span<UInt8>) {
    let normalized = Normalizer.normalize(utf8)
    var builder = Unwrapper()
    let bytes = normalized.utf8
    guard ByteRuns.first(0x0A, in: bytes.span) < bytes.count else {
      text = normalized
      blocks =
        bytes.isEmpty ? [] : [Block(kind: .paragraph, range: ByteRange(0, bytes.count))]
      return
    }
    var start = 0
    while start < bytes.count {
      var end = start
      while end < bytes.count,
        !(bytes[end] == 0x0A && end + 1 < bytes.count && bytes[end + 1] == 0x0A)
      {
        end += 1
      }
      builder.addChunk(bytes.span, start, end)
      if end < bytes.count { builder.map.copy(2); builder.output += [0x0A, 0x0A] }
      start = end + 2
    }
    text = NormalizedText(
      utf8: builder.output, map: builder.map.composed(with: normalized.map))
    blocks = builder.blocks
  }

  private struct Unwrapper {
    var output: [UInt8] = []
    var map = OffsetMap()
    var blocks: [Block] = []

    mutating func addChunk(_ text: borrowing Span<UInt8>, _ start: Int, _ end: Int) {
      var lines: [ByteRange] = []
      var lineStart = start
      for index in start..<end where text[index] == 0x0A {
        lines.append(ByteRange(lineStart, index))
        lineStart = index + 1
      }
      lines.append(ByteRange(lineStart, end))
      let isWrapped = Unwrapper.isWrapped(lines, text)
      var blockStart = output.count
      for (number, line) in lines.enumerated() {
        if number > 0 {
          if isWrapped || PlainText.dividesWord(text, at: line.start - 1) {
            join(text, at: line.start - 1)
          } else {
            close(from: blockStart)
            output.append(0x0A)
            map.copy(1)
            blockStart = output.count
          }
        }
        output.append(text, line.indices)
        map.copy(line.count)
      }
      close(from: blockStart)
    }

    private mutating func close(from start: Int) {
      if output.count > start {
        blocks.append(Block(kind: .paragraph, range: ByteRange(start, output.count)))
      }
    }

    /// Writes what a line break within a paragraph becomes.
    private mutating func join(_ text: borrowing Span<UInt8>, at index: Int) {
      if PlainText.hyphen(text, before: index) > 0 {
        output.append(0x0A)
        map.copy(1)
      } else if PlainText.isHan(text, before: index), PlainText.isHan(text, from: index + 1) {
        map.replace(target: 0, source: 1)
      } else {
        output.append(0x20)
        map.replace(target: 1, source: 1)
      }
    }

    private static func isWrapped(_ lines: [ByteRange], _ text: borrowing Span<UInt8>) -> Bool {
      guard lines.count > 1 else { return false }
      let widths = lines.map { PlainText.width(text, $0) }
      let longest = widths.max() ?? 0
      return longest >= 40 && longest <= 120
        && widths.dropLast().allSatisfy { $0 * 10 >= longest * 6 }
    }
  }

  /// How many bytes the hyphen (`-` or U+2010) has that ends before a place; 0 where there is none.
  private static func hyphen(_ text: borrowing Span<UInt8>, before index: Int) -> Int {
    if index > 0, text[index - 1] == 0x2D { return 1 }
    return UTF8Scan.isHyphen(text, at: index - 3) ? 3 : 0
  }

  /// Whether a line ends with a small letter and a hyphen and the next begins with a small letter: no list is written so.
  private static func dividesWord(_ text: borrowing Span<UInt8>, at index: Int) -> Bool {
    let hyphen = hyphen(text, before: index)
    guard hyphen > 0, index > hyphen, index + 1 < text.count else { return false }
    var start = index - hyphen - 1
    while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
    return [start, index + 1].allSatisfy {
      ScalarTable.entry(UTF8Scan.scalar(text, at: $0).value).isLowercase
    }
  }

  /// The width on a terminal: a Han character takes two columns.
  private static func width(_ text: borrowing Span<UInt8>, _ range: ByteRange) -> Int {
    // A column each, up to the first byte beyond ASCII.
    var index = ByteRuns.endOfASCII(text.extracting(0..<range.end), from: range.start)
    var width = index - range.start
    while index < range.end {
      let (scalar, length) = UTF8Scan.scalar(text, at: index)
      width += ScalarTable.entry(scalar).scalarClass == .han || scalar >= 0x3000 ? 2 : 1
      index += length
    }
    return width
  }

  private static func isHan(_ text: borrowing Span<UInt8>, before index: Int) -> Bool {
    var start = index - 1
    while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
    return start >= 0 && isHan(text, from: start)
  }

  private static func isHan(_ text: borrowing Span<UInt8>, from index: Int) -> Bool {
    guard index < text.count else { return false }
    let scalar = UTF8Scan.scalar(text, at: index).value
    return ScalarTable.entry(scalar).scalarClass == .han || (0x3000...0x303F).contains(scalar)
      || (0xFF00...0xFF65).contains(scalar)
  }
}
