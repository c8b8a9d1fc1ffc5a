internal import CLibXML2
internal import FourfieldCore

extension PageGuard {
  /// Copies text up to the next `<`; gives where that is.
  mutating func text(_ bytes: borrowing Span<UInt8>, from start: Int, to end: Int) -> Int {
    var index = start
    var begin = start
    while index < end, bytes[index] != MarkupScan.less {
      guard bytes[index] == MarkupScan.ampersand else {
        index += 1
        continue
      }
      copy(bytes, begin..<index)
      if isFull { return index }
      index = reference(bytes, at: index)
      begin = index
      step(to: index)
    }
    copy(bytes, begin..<index)
    return index
  }

  /// Writes text in which no sign has a meaning.
  mutating func escaped(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) {
    var begin = range.lowerBound
    for index in range where bytes[index] == MarkupScan.less || bytes[index] == MarkupScan.ampersand
    {
      copy(bytes, begin..<index)
      if bytes[index] == MarkupScan.ampersand {
        begin = inStep(GuardedPage.ampersand, at: index)
      } else if isFull {
        page.isCut = true
        begin = inStep(0x20, at: index)
      } else {
        begin = literal(at: index)
      }
    }
    copy(bytes, begin..<range.upperBound)
  }

  /// Writes one byte for one byte of the original; gives where that ends.
  private mutating func inStep(_ byte: UInt8, at start: Int) -> Int {
    if !isTitle { closeHead() }
    step(to: start)
    page.utf8.append(byte)
    page.textBytes += 1
    return start + 1
  }

  private mutating func copy(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    // Blanks alone are no text: the parser drops them where none may stand.
    if range.contains(where: { bytes[$0] > 0x20 }) {
      if !isTitle { closeHead() }
      page.textBytes += range.count
    }
    step(to: range.lowerBound)
    page.utf8.append(bytes, range)
  }

  // MARK: References

  /// Writes a character reference as libxml2 understands it; gives where it ends.
  private mutating func reference(_ bytes: borrowing Span<UInt8>, at start: Int) -> Int {
    step(to: start)
    if MarkupScan.hasPrefix(bytes, "&#", at: start) {
      return numericReference(bytes, at: start)
    }
    var end = start + 1
    while end < bytes.count, end - start < 32,
      MarkupScan.isLetter(bytes[end]) || MarkupScan.isDigit(bytes[end])
    {
      end += 1
    }
    let isClosed = end < bytes.count && bytes[end] == UInt8(ascii: ";")
    guard end > start + 1 else {
      return inStep(GuardedPage.ampersand, at: start)
    }
    let name = String(decoding: (start + 1..<end).map { bytes[$0] }, as: UTF8.self)
    if let scalar = ReferenceNames.scalar(name) {
      write(scalar, at: start)
    } else if let scalar = ReferenceNames.older(name), isClosed || scalar < 256 {
      // Without its semicolon a name of Latin-1 still counts, as it does for browsers.
      write(scalar, at: start)
    } else if let (scalar, length) = PageGuard.openReference(name) {
      write(scalar, at: start)
      return start + 1 + length
    } else {
      return inStep(GuardedPage.ampersand, at: start)
    }
    return isClosed ? end + 1 : end
  }

  /// A name of Latin-1 that runs into the word behind it, as in `&gtBAR`; never one that a longer word may begin with by chance.
  private static func openReference(_ name: String) -> (scalar: UInt32, length: Int)? {
    for known in ["nbsp", "quot", "amp", "gt", "lt", "copy"] where name.hasPrefix(known) {
      guard let scalar = ReferenceNames.older(known) else { continue }
      return (scalar, known.utf8.count)
    }
    return nil
  }

  private mutating func numericReference(_ bytes: borrowing Span<UInt8>, at start: Int) -> Int {
    var index = start + 2
    let isHex = index < bytes.count && bytes[index] | 0x20 == UInt8(ascii: "x")
    if isHex { index += 1 }
    var value: UInt32 = 0
    let first = index
    while index < bytes.count, let digit = MarkupScan.digit(bytes[index], isHex: isHex) {
      value = min(0x110000, value * (isHex ? 16 : 10) + digit)
      index += 1
    }
    guard index > first else {
      return inStep(GuardedPage.ampersand, at: start)
    }
    write(ReferenceNames.numeric(value), at: start)
    return index < bytes.count && bytes[index] == UInt8(ascii: ";") ? index + 1 : index
  }

  /// Writes a scalar that a reference stood for; the signs of markup stay escaped.
  private mutating func write(_ scalar: UInt32, at start: Int) {
    switch scalar {
    case 0x3C: reference(GuardedPage.less, at: start)
    case 0x26: reference([GuardedPage.ampersand], at: start)
    default:
      var bytes: [UInt8] = []
      UTF8Scan.append(scalar, to: &bytes)
      reference(bytes, at: start)
    }
    page.textBytes += 1
  }
}
