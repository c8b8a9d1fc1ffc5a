internal import FourfieldCore

/// Small operations on the texts of metadata, byte by byte: a page has hundreds of such texts, most of them plain ASCII.
enum MetadataText {
  /// How many bytes of a title, a name or a date are read: more than any has, so that a page made of one costs no more than others.
  static let mostBytes = 1 << 11

  /// A text up to ``mostBytes``, whole characters of Unicode only.
  static func cut(_ text: String) -> String {
    guard text.utf8.count > mostBytes else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: mostBytes)
    while end > text.startIndex, text.utf8[end] & 0xC0 == 0x80 {
      end = text.utf8.index(before: end)
    }
    return String(text[..<end])
  }

  /// White space collapsed, signs without width left out, references to characters that were escaped twice resolved.
  ///
  /// - Complexity: O(*n*).
  static func tidy(_ text: String) -> String {
    var text = text
    if text.utf8.contains(UInt8(ascii: "&")) {
      for (name, sign) in references { text = text.replacing(name, with: sign) }
    }
    let input = Array(text.utf8)
    var output: [UInt8] = []
    output.reserveCapacity(input.count)
    var index = 0
    var isPending = false
    while index < input.count {
      let (length, isSpace) = gap(input, at: index)
      if length > 0 {
        if isSpace { isPending = true }
        index += length
        continue
      }
      if isPending, !output.isEmpty { output.append(0x20) }
      isPending = false
      output.append(input[index])
      index += 1
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// White space collapsed, none at the beginning and at the end, nor where a line ends between characters of a script without blanks; everything else as it is.
  ///
  /// - Complexity: O(*n*).
  static func collapsed(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    let span = bytes.span
    var index = 0
    var hasLineEnd = false
    while index < span.count {
      var end = index
      while end < span.count, span[end] > 0x20 && span[end] < 0x80 { end += 1 }
      // What is not ASCII is looked at scalar by scalar.
      while end < span.count, span[end] >= 0x80, !gap(bytes, at: end).isSpace { end += 1 }
      if end > index {
        if hasLineEnd, output.last == 0x20,
          LineJoin.isSeamless(output, end: output.count - 1, before: index, in: span)
        {
          output.removeLast()
        }
        hasLineEnd = false
        output.append(span, index..<end)
        index = end
        continue
      }
      let (length, isSpace) = gap(bytes, at: index)
      if isSpace {
        if !output.isEmpty, output.last != 0x20 { output.append(0x20) }
        hasLineEnd = hasLineEnd || span[index] == 0x0A
        index += length
      } else {
        output.append(span[index])
        index += 1
      }
    }
    if output.last == 0x20 { output.removeLast() }
    return output
  }

  private static let references = [
    ("&amp;", "&"), ("&quot;", "\""), ("&#39;", "'"), ("&#039;", "'"), ("&lt;", "<"),
    ("&gt;", ">"), ("&nbsp;", " "), ("&#8217;", "’"), ("&#8211;", "–"), ("&rsquo;", "’"),
  ]

  /// The length of the white space or the sign without width at a place, and which of them it is; 0 where there is neither.
  private static func gap(_ bytes: [UInt8], at index: Int) -> (length: Int, isSpace: Bool) {
    let first = bytes[index]
    if first < 0x80 { return first == 0x20 || first &- 9 < 5 ? (1, true) : (0, false) }
    guard index + 1 < bytes.count else { return (0, false) }
    let second = bytes[index + 1]
    if first == 0xC2 {
      return second == 0xA0 || second == 0x85 ? (2, true) : second == 0xAD ? (2, false) : (0, false)
    }
    guard first >= 0xE1, index + 2 < bytes.count else { return (0, false) }
    switch (first, second, bytes[index + 2]) {
    case (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8...0xA9), (0xE2, 0x80, 0xAF),
      (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80), (0xE1, 0x9A, 0x80):
      return (3, true)
    case (0xE2, 0x80, 0x8B), (0xE2, 0x80, 0x8E...0x8F), (0xE2, 0x81, 0xA0), (0xEF, 0xBB, 0xBF):
      return (3, false)
    default: return (0, false)
    }
  }

  /// A heading without the sign that manuals link it to itself by.
  static func heading(_ text: String) -> String {
    let text = tidy(text)
    return text.hasSuffix("¶") ? String(text.dropLast()).trimmed : text
  }

  /// Letters and digits only, in lower case: what two titles are compared by.
  static func bare(_ text: String) -> String {
    let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
    var bare: [UInt8] = []
    if isASCII {
      for byte in text.utf8 {
        if MarkupScan.isDigit(byte) {
          bare.append(byte)
        } else if MarkupScan.isLetter(byte) {
          bare.append(byte | 0x20)
        }
      }
    } else {
      for scalar in text.lowercased().unicodeScalars where isKept(scalar) {
        bare += UTF8.encode(scalar).map(Array.init) ?? []
      }
    }
    return String(decoding: bare, as: UTF8.self)
  }

  private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x80:
      MarkupScan.isLetter(UInt8(scalar.value)) || MarkupScan.isDigit(UInt8(scalar.value))
    case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2AF, 0x3041...0x30FF, 0x3400...0x9FFF, 0xAC00...0xD7A3:
      true
    default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
  }

  /// The parts of a text between any of some separators, empty ones left out.
  ///
  /// - Complexity: O(*n* · *s*) in the separators.
  static func parts(of text: String, between separators: [String]) -> [String] {
    let bytes = Array(text.utf8)
    let signs = separators.map { Array($0.utf8) }
    var parts: [String] = []
    var start = 0
    var index = 0
    func take(to end: Int) {
      if end > start { parts.append(String(decoding: bytes[start..<end], as: UTF8.self)) }
    }
    while index < bytes.count {
      guard let sign = signs.first(where: { starts(bytes, with: $0, at: index) }) else {
        index += 1
        continue
      }
      take(to: index)
      index += sign.count
      start = index
    }
    take(to: bytes.count)
    return parts
  }

  /// Whether a text holds any of some words, given in lower case.
  ///
  /// - Complexity: O(*n* · *w*) in the words.
  static func holds(_ text: String, anyOf words: [[UInt8]]) -> Bool {
    holds(Array(text.lowercased().utf8), anyOf: words)
  }

  /// Whether some bytes hold any of some words.
  ///
  /// - Complexity: O(*n* · *w*) in the words.
  static func holds(_ bytes: [UInt8], anyOf words: [[UInt8]]) -> Bool {
    bytes.indices.contains { index in
      words.contains { starts(bytes, with: $0, at: index) }
    }
  }

  /// Whether some bytes stand at a place.
  static func starts(_ bytes: [UInt8], with sign: [UInt8], at index: Int) -> Bool {
    guard index + sign.count <= bytes.count else { return false }
    for offset in sign.indices where bytes[index + offset] != sign[offset] { return false }
    return true
  }
}

extension String {
  /// Without white space at its ends.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
