internal import FourfieldCore

extension PageGuard {
  /// The attributes of one tag as they are read.
  private struct Reading {
    /// Where the tag ends, behind its `>`.
    var end = 0
    var kept: [(key: Attribute.Key, value: Range<Int>)] = []
    var isLinkedData = false
    /// Attributes with and without a value.
    var valued = 0
    var bare = 0
    /// Whether a `>` ended the tag, rather than the next `<` or the end of the page.
    var isClosed = false
  }

  /// Reads an end tag; gives where it ends.
  mutating func endTag(_ bytes: borrowing Span<UInt8>, at start: Int) -> Int {
    let name = start + 2..<PageGuard.endOfName(bytes, from: start + 2)
    var end = name.upperBound
    while end < bytes.count, bytes[end] != MarkupScan.greater, bytes[end] != MarkupScan.less {
      end += 1
    }
    let tag = tags.value(bytes, name) ?? .other
    if !PageGuard.isShape(tag, bytes, name) { close(tag, bytes, name: name) }
    return end < bytes.count && bytes[end] == MarkupScan.greater ? end + 1 : end
  }

  /// Reads a start tag, and the content of elements that hold raw text; gives where it ends.
  mutating func startTag(_ bytes: borrowing Span<UInt8>, at start: Int) -> Int {
    let name = start + 1..<PageGuard.endOfName(bytes, from: start + 1)
    let tag = tags.value(bytes, name) ?? .other
    if PageGuard.isShape(tag, bytes, name) { return skipTag(bytes, from: name.upperBound) }
    var reading = read(bytes, from: name.upperBound)
    if isText(tag, bytes, name, reading) { return literal(at: start) }
    switch tag {
    case .script, .style, .noembed, .iframe:
      return skip(tag, bytes, reading)
    case .plaintext, .xmp, .listing:
      return raw(tag, bytes, from: reading.end)
    default: break
    }
    let isRaw = tag == .title || tag == .textarea
    // Without an end all that follows would be lost in it: read on as if it had not begun.
    if isRaw, !isClosed(tag, bytes, from: reading.end) { return reading.end }
    if open(tag, bytes, name: name) {
      write(&reading, bytes)
      page.utf8.append(MarkupScan.greater)
    }
    return isRaw ? rawText(tag, bytes, from: reading.end) : reading.end
  }

  /// Where the name of a tag ends.
  private static func endOfName(_ bytes: borrowing Span<UInt8>, from start: Int) -> Int {
    var end = start
    while end < bytes.count, !MarkupScan.isSpace(bytes[end]), bytes[end] != MarkupScan.slash,
      bytes[end] != MarkupScan.greater, bytes[end] != MarkupScan.less
    {
      end += 1
    }
    return end
  }

  /// The shapes of drawings: thousands on some pages, and never any text.
  private static func isShape(_ tag: Tag, _ bytes: borrowing Span<UInt8>, _ name: Range<Int>)
    -> Bool
  {
    guard tag == .other else { return false }
    return ["path", "circle", "rect", "line", "polyline", "polygon", "ellipse", "use", "stop"]
      .contains { shape in
        shape.utf8.count == name.count
          && zip(shape.utf8, name).allSatisfy { $0 == bytes[$1] | 0x20 }
      }
  }

  private func skipTag(_ bytes: borrowing Span<UInt8>, from start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] != MarkupScan.greater, bytes[end] != MarkupScan.less {
      end += 1
    }
    return end < bytes.count && bytes[end] == MarkupScan.greater ? end + 1 : end
  }

  /// Whether a `<` with letters behind it is a sign for "less than" rather than a tag.
  private func isText(
    _ tag: Tag, _ bytes: borrowing Span<UInt8>, _ name: Range<Int>, _ reading: Reading
  ) -> Bool {
    if tag == .other {
      let isPlain = name.allSatisfy { index in
        MarkupScan.isLetter(bytes[index]) || MarkupScan.isDigit(bytes[index])
      }
      let isName =
        isPlain
        || name.allSatisfy { index in
          MarkupScan.isLetter(bytes[index]) || MarkupScan.isDigit(bytes[index])
            || [0x2D, 0x3A, 0x5F, 0x2E].contains(bytes[index]) || bytes[index] >= 0x80
        }
      return !isName || !reading.isClosed || isPlain && reading.bare > 0 && reading.valued == 0
    }
    return name.count == 1 && reading.bare > 0 && reading.valued == 0
  }

  // MARK: Attributes

  private mutating func read(_ bytes: borrowing Span<UInt8>, from start: Int) -> Reading {
    var reading = Reading()
    var index = start
    while true {
      while index < bytes.count,
        MarkupScan.isSpace(bytes[index]) || bytes[index] == MarkupScan.slash
      {
        index += 1
      }
      guard index < bytes.count, bytes[index] != MarkupScan.less else { break }
      if bytes[index] == MarkupScan.greater {
        reading.isClosed = true
        index += 1
        break
      }
      index = attribute(bytes, at: index, &reading)
    }
    reading.end = index
    return reading
  }

  /// Reads one attribute; gives where it ends.
  private mutating func attribute(
    _ bytes: borrowing Span<UInt8>, at start: Int, _ reading: inout Reading
  ) -> Int {
    var end = start + 1
    while end < bytes.count, !MarkupScan.isSpace(bytes[end]), bytes[end] != MarkupScan.slash,
      bytes[end] != MarkupScan.greater, bytes[end] != UInt8(ascii: "="),
      bytes[end] != MarkupScan.less
    {
      end += 1
    }
    let name = start..<end
    var index = MarkupScan.skipSpace(bytes, from: end)
    guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else {
      reading.bare += 1
      keep(bytes, name, end..<end, &reading)
      return end
    }
    reading.valued += 1
    index = MarkupScan.skipSpace(bytes, from: index + 1)
    guard index < bytes.count else { return index }
    if bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'"),
      let close = closingQuote(bytes, at: index)
    {
      keep(bytes, name, index + 1..<close, &reading)
      return close + 1
    }
    let begin = index
    while index < bytes.count, !MarkupScan.isSpace(bytes[index]),
      bytes[index] != MarkupScan.greater, bytes[index] != MarkupScan.less
    {
      index += 1
    }
    keep(bytes, name, begin..<index, &reading)
    return index
  }

  /// Where a quoted value ends; nil where the quote looks as if nobody had closed it.
  ///
  /// Behind a quote that closes stands white space, `/` or `>`. A value with markup in it and a letter behind its end has run into the
  /// quote that opens the next value.
  private mutating func closingQuote(_ bytes: borrowing Span<UInt8>, at start: Int) -> Int? {
    let quote = bytes[start]
    var close = nextQuotes[quote] ?? 0
    if close <= start {
      close = MarkupScan.next(quote, bytes, from: start + 1)
      nextQuotes[quote] = close
    }
    guard close < bytes.count else { return nil }
    let behind = close + 1 < bytes.count ? bytes[close + 1] : MarkupScan.greater
    let isPlausible =
      MarkupScan.isSpace(behind) || behind == MarkupScan.slash || behind == MarkupScan.greater
    if isPlausible, close - start <= PageGuard.maxValue { return close }
    // What is long or odd is looked through for markup, at most as far as a value may go.
    let limit = min(close, start + PageGuard.maxValue)
    var index = start + 1
    while index < limit, bytes[index] != MarkupScan.greater { index += 1 }
    while index < limit, bytes[index] != MarkupScan.less { index += 1 }
    return index < limit ? nil : close
  }

  /// Keeps an attribute that the parser is to see: the first of its name.
  private mutating func keep(
    _ bytes: borrowing Span<UInt8>, _ name: Range<Int>, _ value: Range<Int>,
    _ reading: inout Reading
  ) {
    guard reading.valued + reading.bare <= limits.attributes else {
      page.isCut = true
      return
    }
    guard let key = attributes.value(bytes, name) else {
      if MarkupScan.hasPrefix(bytes, "application/ld+json", at: value.lowerBound) {
        reading.isLinkedData = true
      }
      return
    }
    guard !reading.kept.contains(where: { $0.key == key }) else { return }
    if key == .style, !PageGuard.hides(bytes, value) { return }
    reading.kept.append((key, value))
  }

  /// Whether a style makes its element invisible.
  private static func hides(_ bytes: borrowing Span<UInt8>, _ value: Range<Int>) -> Bool {
    for index in value.prefix(400) where bytes[index] == UInt8(ascii: ":") {
      let next = MarkupScan.skipSpace(bytes, from: index + 1)
      let name = MarkupScan.hasPrefix(bytes, "none", at: next) ? "display" : "visibility"
      guard name == "display" || MarkupScan.hasPrefix(bytes, "hidden", at: next) else { continue }
      var end = index
      while end > value.lowerBound, MarkupScan.isSpace(bytes[end - 1]) { end -= 1 }
      let start = end - name.utf8.count
      guard start >= value.lowerBound else { continue }
      if zip(start..<end, name.utf8).allSatisfy({ bytes[$0] | 0x20 == $1 }) { return true }
    }
    return false
  }

  private mutating func write(_ reading: inout Reading, _ bytes: borrowing Span<UInt8>) {
    for (key, value) in reading.kept {
      page.utf8.append(0x20)
      page.utf8 += Array(key.rawValue.utf8)
      page.utf8 += [UInt8(ascii: "="), UInt8(ascii: "\"")]
      let value = value.prefix(PageGuard.maxValue)
      if value.contains(where: { bytes[$0] == UInt8(ascii: "\"") }) {
        for index in value {
          if bytes[index] == UInt8(ascii: "\"") {
            page.utf8 += Array("&quot;".utf8)
          } else {
            page.utf8.append(bytes[index])
          }
        }
      } else {
        page.utf8.append(bytes, value.lowerBound..<value.upperBound)
      }
      page.utf8.append(UInt8(ascii: "\""))
    }
  }

  // MARK: Raw text

  /// Leaves an element out with its content; gives where it ends.
  private mutating func skip(_ tag: Tag, _ bytes: borrowing Span<UInt8>, _ reading: Reading) -> Int
  {
    guard !isUnclosed(.element(tag)),
      let end = MarkupScan.findEndTag(bytes, tag.name, from: reading.end)
    else {
      note(.element(tag))
      return PageGuard.endOfUnclosed(bytes, from: reading.end)
    }
    if tag == .script, reading.isLinkedData {
      page.linkedData.append(ByteRange(reading.end, end))
    }
    return end < bytes.count ? skipTag(bytes, from: end + 1) : end
  }

  /// Where the content of a script that is never closed gives way to the page again, if it does.
  private static func endOfUnclosed(_ bytes: borrowing Span<UInt8>, from start: Int) -> Int {
    var index = MarkupScan.next(MarkupScan.less, bytes, from: start)
    while index < bytes.count {
      if MarkupScan.hasPrefix(bytes, "<p>", at: index)
        || MarkupScan.hasPrefix(bytes, "<div", at: index)
        || MarkupScan.hasPrefix(bytes, "</body", at: index)
      {
        return index
      }
      index = MarkupScan.next(MarkupScan.less, bytes, from: index + 1)
    }
    return index
  }

  /// Writes an element of raw text as `<pre>`.
  private mutating func raw(_ tag: Tag, _ bytes: borrowing Span<UInt8>, from start: Int) -> Int {
    let end =
      tag == .plaintext
      ? bytes.count : MarkupScan.findEndTag(bytes, tag.name, from: start) ?? bytes.count
    page.utf8 += Array("<pre>".utf8)
    escaped(bytes, start..<end)
    page.utf8 += Array("</pre>".utf8)
    return end < bytes.count ? skipTag(bytes, from: end + 1) : end
  }

  /// Writes the text of a title or a field, in which tags are text; one that is never closed ends at the next tag.
  private mutating func rawText(_ tag: Tag, _ bytes: borrowing Span<UInt8>, from start: Int) -> Int
  {
    guard !isUnclosed(.element(tag)),
      let end = MarkupScan.findEndTag(bytes, tag.name, from: start)
    else {
      note(.element(tag))
      return start
    }
    isTitle = true
    defer { isTitle = false }
    var index = start
    while index < end, !isFull {
      index = text(bytes, from: index, to: end)
      if index < end, !isFull { index = literal(at: index) }
    }
    if index < end { page.utf8 += Array("</\(tag.name)>".utf8) }
    return index
  }

  /// Whether an element that holds raw text has an end.
  private mutating func isClosed(
    _ tag: Tag, _ bytes: borrowing Span<UInt8>, from start: Int
  ) -> Bool {
    guard !isUnclosed(.element(tag)) else { return false }
    if MarkupScan.findEndTag(bytes, tag.name, from: start) != nil { return true }
    note(.element(tag))
    return false
  }
}
