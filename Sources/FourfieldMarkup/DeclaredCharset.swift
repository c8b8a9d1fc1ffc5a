extension HTMLReader {
  /// The charset that a page or an XML file declares: in its XML declaration, else in the first `<meta>` of its head that names one.
  ///
  /// Comments and scripts are passed over. The search ends where the body begins, not after some kilobytes.
  ///
  /// - Parameter bytes: the page before decoding, in any encoding that holds ASCII.
  /// - Returns: the label as it stands, in lower case; nil where there is none.
  /// - Complexity: O(*n*) up to the body.
  public static func declaredCharset(_ bytes: [UInt8]) -> String? {
    let bytes = bytes.span
    var index = MarkupScan.skipSpace(bytes, from: 0)
    if MarkupScan.hasPrefix(bytes, "<?xml", at: index) {
      let end = min(MarkupScan.next(MarkupScan.greater, bytes, from: index), index + 200)
      if let label = label("encoding", bytes, index..<end) { return label }
    }
    while true {
      index = MarkupScan.next(MarkupScan.less, bytes, from: index)
      guard index + 6 < bytes.count else { return nil }
      if MarkupScan.hasPrefix(bytes, "<!--", at: index) {
        guard let end = MarkupScan.find(bytes, "-->", from: index + 4) else { return nil }
        index = end
      } else if isTag("script", bytes, at: index) {
        index = MarkupScan.findEndTag(bytes, "script", from: index + 7) ?? bytes.count
      } else if isTag("body", bytes, at: index) {
        return nil
      } else if isTag("meta", bytes, at: index) {
        let end = min(MarkupScan.next(MarkupScan.greater, bytes, from: index), index + 2048)
        if let label = label("charset", bytes, index..<end) { return label }
      }
      index += 1
    }
  }

  private static func isTag(
    _ name: StaticString, _ bytes: borrowing Span<UInt8>, at index: Int
  ) -> Bool {
    matches(name, bytes, at: index + 1)
  }

  private static func matches(
    _ word: StaticString, _ bytes: borrowing Span<UInt8>, at start: Int
  ) -> Bool {
    guard start + word.utf8CodeUnitCount < bytes.count else { return false }
    for offset in 0..<word.utf8CodeUnitCount
    where unsafe bytes[start + offset] | 0x20 != word.utf8Start[offset] {
      return false
    }
    return true
  }

  /// The label behind `word=` in a range.
  private static func label(
    _ word: StaticString, _ bytes: borrowing Span<UInt8>, _ range: Range<Int>
  ) -> String? {
    for start in range where matches(word, bytes, at: start) {
      var index = MarkupScan.skipSpace(bytes, from: start + word.utf8CodeUnitCount)
      guard index < range.upperBound, bytes[index] == UInt8(ascii: "=") else { continue }
      index = MarkupScan.skipSpace(bytes, from: index + 1)
      var label: [UInt8] = []
      while index < range.upperBound, label.count < 40 {
        let byte = bytes[index]
        let isSign = [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: ".")]
          .contains(byte)
        if MarkupScan.isLetter(byte) || MarkupScan.isDigit(byte) || isSign {
          label.append(MarkupScan.isLetter(byte) ? byte | 0x20 : byte)
        } else if byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "'") || !label.isEmpty {
          break
        }
        index += 1
      }
      if !label.isEmpty { return String(decoding: label, as: UTF8.self) }
    }
    return nil
  }
}
