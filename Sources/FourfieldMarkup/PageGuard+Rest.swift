internal import FourfieldCore

extension PageGuard {
  /// Copies what is left of a page that has brought all the markup it may: blanks stand for its tags, comments and scripts, references stay as
  /// they were written, so that from here on both texts run in step and nothing need be noted.
  mutating func rest(_ bytes: borrowing Span<UInt8>, from start: Int) {
    page.isCut = true
    closeInvisible()
    step(to: start)
    page.textBytes += bytes.count - start
    let first = page.utf8.count
    var index = start
    while index < bytes.count {
      let end = MarkupScan.next(MarkupScan.less, bytes, from: index)
      page.utf8.append(bytes, index..<end)
      index = end < bytes.count ? endOfMarkup(bytes, at: end) : end
      page.utf8.append(contentsOf: repeatElement(0x20, count: index - end))
    }
    for place in first..<page.utf8.count where page.utf8[place] == MarkupScan.ampersand {
      page.utf8[place] = GuardedPage.ampersand
    }
  }

  /// Where a tag, a comment or a script ends; a `<` that begins none is one byte long.
  private mutating func endOfMarkup(_ bytes: borrowing Span<UInt8>, at start: Int) -> Int {
    if MarkupScan.hasPrefix(bytes, "<!--", at: start), !isUnclosed(.comment) {
      if let end = MarkupScan.find(bytes, "-->", from: start + 4) { return end + 3 }
      note(.comment)
    }
    guard start + 1 < bytes.count,
      MarkupScan.isLetter(bytes[start + 1]) || [0x21, 0x2F, 0x3F].contains(bytes[start + 1])
    else { return start + 1 }
    if nextGreater <= start {
      nextGreater = MarkupScan.next(MarkupScan.greater, bytes, from: start)
    }
    guard nextGreater < bytes.count else { return start + 1 }
    return endOfRaw(bytes, at: start) ?? nextGreater + 1
  }

  /// Where an element ends whose content is no text; nil for any other.
  private mutating func endOfRaw(_ bytes: borrowing Span<UInt8>, at start: Int) -> Int? {
    var end = start + 1
    while end < bytes.count, MarkupScan.isLetter(bytes[end]) { end += 1 }
    guard let tag = tags.value(bytes, start + 1..<end),
      tag == .script || tag == .style || tag == .iframe || tag == .noembed,
      !isUnclosed(.element(tag))
    else { return nil }
    if let end = MarkupScan.findEndTag(bytes, tag.name, from: end) {
      return min(MarkupScan.next(MarkupScan.greater, bytes, from: end) + 1, bytes.count)
    }
    note(.element(tag))
    return nil
  }
}
