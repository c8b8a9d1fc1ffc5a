internal import FourfieldCore

/// What a block's text consists of.
struct TextCounts {
  /// Letters and digits; a character of a script without blanks counts for four.
  private(set) var weight = 0
  /// The same outside links.
  private(set) var plain = 0
  private(set) var words = 0
  private(set) var commas = 0
  private(set) var stops = 0
  private(set) var letters = 0
  private(set) var digits = 0
  private(set) var capitals = 0
  private(set) var signs = 0
  /// Characters of scripts that need three bytes.
  private(set) var wide = 0
  private(set) var endsSentence = false
  private(set) var startsUpper = false
  private(set) var cues: Cue = []

  init(_ text: borrowing Span<UInt8>, _ block: PageBlock) {
    let range = block.text
    var isInside = false
    var index = range.start
    while index < range.end {
      let byte = text[index]
      if byte >= 0x80 {
        index += count(text, at: index, &isInside)
        continue
      }
      index += 1
      count(byte, &isInside)
    }
    weight = letters + digits + 3 * wide
    let share = range.isEmpty ? 0 : weight * block.linkBytes / range.count
    plain = weight - min(weight, share)
    if range.count > 0 { startsUpper = text[range.start] &- 0x41 < 26 }
    endsSentence = TextCounts.endsSentence(text, range)
    cues = Cue.cues(in: text, range.indices, limit: 14, Cue.table)
  }

  private mutating func count(_ byte: UInt8, _ isInside: inout Bool) {
    if MarkupScan.isLetter(byte) {
      letters += 1
      if byte & 0x20 == 0 { capitals += 1 }
      if !isInside { words += 1 }
      isInside = true
      return
    }
    switch byte {
    case 0x30...0x39:
      digits += 1
      if !isInside { words += 1 }
      isInside = true
      return
    case UInt8(ascii: ","), UInt8(ascii: ";"): commas += 1
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): stops += 1
    case UInt8(ascii: "|"), UInt8(ascii: "/"), UInt8(ascii: ">"), UInt8(ascii: "#"),
      UInt8(ascii: "@"), UInt8(ascii: "*"), UInt8(ascii: "{"), UInt8(ascii: "="):
      signs += 1
    default: break
    }
    isInside = false
  }

  /// Counts a scalar beyond ASCII; gives its length.
  private mutating func count(
    _ text: borrowing Span<UInt8>, at index: Int, _ isInside: inout Bool
  ) -> Int {
    let (scalar, length) = UTF8Scan.scalar(text, at: index)
    switch scalar {
    case 0x3001, 0xFF0C, 0x060C, 0xFF1B: commas += 1
    case 0x3002, 0xFF01, 0xFF1F, 0x0964, 0x06D4, 0x061F: stops += 1
    case 0xA9, 0xAB, 0xBB, 0x2022, 0x25B6, 0x203A: signs += 1
    case 0x80..<0xC0, 0x2000..<0x2070, 0x3000..<0x3040, 0xFF00..<0xFF10: break
    case 0xE00..<0xE80, 0x3040...:
      wide += 1
      words += 1
      isInside = false
      return length
    default:
      letters += 1
      if !isInside { words += 1 }
      isInside = true
      return length
    }
    isInside = false
    return length
  }

  /// Whether the text ends as sentences do, closing quotes and brackets aside.
  private static func endsSentence(_ text: borrowing Span<UInt8>, _ range: ByteRange) -> Bool {
    var end = range.end
    for _ in 0..<4 where end > range.start {
      var start = end - 1
      while start > range.start, text[start] & 0xC0 == 0x80 { start -= 1 }
      switch UTF8Scan.scalar(text, at: start).value {
      case 0x22, 0x27, 0x29, 0x5D, 0x2019, 0x201D, 0xBB, 0x300D, 0x300F, 0xFF09, 0x20: end = start
      case 0x2E, 0x21, 0x3F, 0x3A, 0x2026, 0x3002, 0xFF01, 0xFF1F, 0x0964, 0x06D4, 0xFF1A:
        return true
      default: return false
      }
    }
    return false
  }
}
