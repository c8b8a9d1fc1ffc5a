internal import FourfieldCore

extension XMLGuard {
  /// How long the name of a reference may be.
  private static let longestReference = 32

  func starts(with text: StaticString, at index: Int) -> Bool {
    MarkupScan.hasPrefix(input.span, text, at: index)
  }

  /// Where a text stands from `start` on, or nil.
  func find(_ text: StaticString, from start: Int) -> Int? {
    start < input.count ? MarkupScan.find(input.span, text, from: start) : nil
  }

  // MARK: Text

  /// Mends a sign of the text in a range between tags, or within the quotes of an attribute; returns where the next one stands.
  mutating func sign(_ index: Int, in range: Range<Int>) -> Int {
    switch input[index] {
    case 0x26: return reference(index, range.upperBound)
    case 0x3E where index == range.lowerBound || input[index - 1] == 0x5D:
      // Brackets before it, be it before what was left out, must not become the end of a section.
      if index > range.lowerBound + 1, input[index - 2] == 0x5D { noteMistake() }
      replace(index..<index + 1, by: "&gt;")
      return index + 1
    default: return character(index)
    }
  }

  /// Puts a blank or U+FFFD for a character that XML does not know; returns where the next byte stands.
  private mutating func character(_ index: Int) -> Int {
    switch input[index] {
    case 0x09, 0x0A, 0x0D, 0x20..<0xEF: break
    case ..<0x20:
      noteMistake()
      replace(index..<index + 1, by: " ")
    case 0xEF where starts(with: "\u{FFFE}", at: index) || starts(with: "\u{FFFF}", at: index):
      noteMistake()
      replace(index..<index + 3, by: "\u{FFFD}")
      return index + 3
    default: break
    }
    return index + 1
  }

  /// The same within a section of CDATA, where libxml2 leaves the ends of lines as they are (XML 1.0, section 2.11).
  mutating func sectionCharacter(_ index: Int) -> Int {
    guard input[index] == 0x0D else { return character(index) }
    let isPair = index + 1 < input.count && input[index + 1] == 0x0A
    replace(index..<index + (isPair ? 2 : 1), by: "\n")
    return index + (isPair ? 2 : 1)
  }

  /// Cuts a CDATA section into pieces, which mean the same; returns where it ends.
  mutating func section(_ start: Int) -> Int {
    let end = find("]]>", from: start)
    var piece = start
    var index = start
    while index < end ?? input.count {
      // Not within a character. Brackets may part: the first end that a reader finds is the one written here.
      if index - piece >= XMLGuard.longestSection, input[index] & 0xC0 != 0x80 {
        part(at: index)
        piece = index
      }
      index = sectionCharacter(index)
    }
    guard let end else {
      noteMistake()
      replace(index..<index, by: "]]>")
      return index
    }
    return end + 3
  }

  // MARK: References

  /// Writes text with many references as a section of CDATA in which they are undone: libxml2 takes long for each. Returns where it ends, or where too
  /// much was mended.
  mutating func undone(_ range: Range<Int>) -> Int {
    var index = range.lowerBound
    var piece = index
    replace(index..<index, by: "<![CDATA[")
    while index < range.upperBound, !isFull {
      if index - piece >= XMLGuard.longestSection, input[index] & 0xC0 != 0x80 {
        part(at: index)
        piece = index
      }
      index = undoneSign(index, range.upperBound)
    }
    replace(index..<index, by: "]]>")
    return index
  }

  private mutating func undoneSign(_ start: Int, _ end: Int) -> Int {
    switch input[start] {
    case MarkupScan.ampersand:
      guard let (scalar, next) = meaning(start, end) else {
        noteMistake()
        return start + 1
      }
      if scalar == 0x3E, hasBrackets(before: start) { part(at: start) }
      replace(start..<next, by: scalar)
      return next
    case MarkupScan.greater:
      if hasBrackets(before: start) {
        noteMistake()
        part(at: start)
      }
      return start + 1
    default: return sectionCharacter(start)
    }
  }

  /// Mends a character reference; returns where it ends.
  private mutating func reference(_ start: Int, _ end: Int) -> Int {
    if let (_, next) = predefined(start, end) { return next }
    guard let (scalar, next) = meaning(start, end) else {
      noteMistake()
      replace(start..<start + 1, by: "&amp;")
      return start + 1
    }
    if scalar < 0x80 {
      // It may be a sign of markup.
      replace(start..<next, by: Array("&#\(scalar);".utf8))
    } else {
      replace(start..<next, by: scalar)
    }
    return next
  }

  /// What a reference stands for, and where it ends; nil where it means nothing.
  private mutating func meaning(_ start: Int, _ end: Int) -> (scalar: UInt32, end: Int)? {
    if let known = predefined(start, end) { return known }
    if start + 1 < end, input[start + 1] == 0x23 { return number(start, end) }
    let limit = min(end, start + XMLGuard.longestReference)
    guard let semicolon = input[start..<limit].firstIndex(of: 0x3B) else { return nil }
    let name = String(decoding: input[start + 1..<semicolon], as: UTF8.self)
    let scalar = ReferenceNames.scalar(name) ?? ReferenceNames.older(name)
    return scalar.map { ($0, semicolon + 1) }
  }

  /// The references that XML knows without a declaration.
  private func predefined(_ start: Int, _ end: Int) -> (scalar: UInt32, end: Int)? {
    for (name, scalar) in XMLGuard.predefined where starts(with: name, at: start + 1) {
      let next = start + 1 + name.utf8CodeUnitCount
      return next <= end ? (scalar, next) : nil
    }
    return nil
  }

  private static let predefined: [(StaticString, UInt32)] = [
    ("amp;", 0x26), ("lt;", 0x3C), ("gt;", 0x3E), ("quot;", 0x22), ("apos;", 0x27),
  ]

  private mutating func number(_ start: Int, _ end: Int) -> (scalar: UInt32, end: Int)? {
    let isHex = start + 2 < end && input[start + 2] == 0x78
    let first = start + (isHex ? 3 : 2)
    var index = first
    var value: UInt32 = 0
    while index < end, let digit = MarkupScan.digit(input[index], isHex: isHex) {
      value = min(0x110000, value * (isHex ? 16 : 10) + digit)
      index += 1
    }
    guard index > first, index < end, input[index] == 0x3B else { return nil }
    if !ReferenceNames.isCharacter(value) { noteMistake() }
    return (ReferenceNames.numeric(value), index + 1)
  }

  // MARK: Declarations

  /// Leaves out a comment; returns where it ends.
  mutating func comment(_ start: Int) -> Int {
    // Two hyphens end it, or break the rules.
    if let hyphens = find("--", from: start + 4), !starts(with: "-->", at: hyphens) {
      noteMistake()
    }
    return drop(start, until: "-->", from: start + 4)
  }

  /// Leaves out what runs from `start` to a text; returns where it ends.
  mutating func drop(_ start: Int, until text: StaticString, from: Int) -> Int {
    guard let found = find(text, from: from) else { return lose(from: start) }
    drop(start, found + text.utf8CodeUnitCount)
    return found + text.utf8CodeUnitCount
  }

  /// Leaves out a DOCTYPE, and notes whether it declares entities; returns where it ends.
  mutating func declaration(_ start: Int) -> Int {
    var index = start + 9
    var (isOpen, isClosed) = (false, false)
    while index < input.count {
      switch input[index] {
      case 0x22, 0x27:
        index = input[(index + 1)...].firstIndex(of: input[index]) ?? input.count
      case 0x3C where starts(with: "<!--", at: index):
        index = (find("-->", from: index + 4) ?? input.count) + 1
      case 0x3C where starts(with: "<?", at: index):
        index = find("?>", from: index + 2) ?? input.count
      case 0x3C where starts(with: "<!ENTITY", at: index): declaresEntities = true
      case 0x5B: isOpen = true
      case 0x5D: isClosed = isOpen
      case 0x3E where isClosed || !isOpen:
        drop(start, index + 1)
        return index + 1
      default: break
      }
      index += 1
    }
    return lose(from: start)
  }
}
