internal import FourfieldCore

/// Rewrites what makes libxml2's reader quadratic: it looks for the end of a section, a comment or a tag anew with every piece that it is fed.
///
/// Long CDATA sections are cut into several, which mean the same; long comments and processing instructions, which hold no text, go, and so does what a
/// DOCTYPE declares; the value of a long attribute is shortened, and so is a long tag. Everything else stays byte by byte.
struct XMLGuard {
  /// What is longer than this is rewritten.
  static let limit = 1 << 16

  /// How long a tag may be.
  private static let longestTag = 1 << 20

  private let input: [UInt8]
  /// How many attributes of an element are kept; libxml2 compares every two of them.
  private let attributes: Int
  private(set) var output: [UInt8] = []
  /// Whether an attribute was shortened or left out.
  private(set) var isShortened = false
  /// Whether a DOCTYPE declares entities, which libxml2 would put in one another without end.
  private(set) var declaresEntities = false
  private var copied = 0

  /// Guards a file.
  ///
  /// - Complexity: O(*n*).
  init(_ utf8: [UInt8], attributes: Int = MarkupLimits().attributes) {
    input = utf8
    self.attributes = attributes
    var index = 0
    guard
      utf8.count > XMLGuard.limit || utf8.count(where: { $0 == 0x3D }) > attributes
        || find("<!DOCTYPE", from: 0) < utf8.count
    else {
      output = utf8
      return
    }
    while let open = input[index...].firstIndex(of: 0x3C) {
      if starts(with: "<![CDATA[", at: open) {
        index = section(open + 9)
      } else if starts(with: "<!--", at: open) {
        index = drop(open, until: "-->", from: open + 4)
      } else if starts(with: "<?", at: open), open > 0 {
        index = drop(open, until: "?>", from: open + 2)
      } else if starts(with: "<!DOCTYPE", at: open) {
        index = declaration(open + 9)
      } else {
        index = tag(open + 1)
      }
    }
    // Most files are left as they are, and not copied.
    if copied == 0 { output = utf8 } else { copy(to: input.count) }
  }

  private mutating func copy(to end: Int) {
    if output.isEmpty { output.reserveCapacity(input.count) }
    output += input[copied..<end]
    copied = end
  }

  private func starts(with text: StaticString, at index: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index + count <= input.count else { return false }
    return unsafe UnsafeBufferPointer(start: text.utf8Start, count: count)
      .elementsEqual(input[index..<(index + count)])
  }

  /// Where a text stands from `start` on, or the end of the file.
  private func find(_ text: StaticString, from start: Int) -> Int {
    var index = min(start, input.count)
    while let next = input[index...].firstIndex(of: unsafe text.utf8Start.pointee) {
      if starts(with: text, at: next) { return next }
      index = next + 1
    }
    return input.count
  }

  /// Cuts a CDATA section into pieces; returns where it ends.
  private mutating func section(_ start: Int) -> Int {
    let end = find("]]>", from: start)
    var piece = start
    while end - piece > XMLGuard.limit {
      var cut = piece + XMLGuard.limit
      // Not within a character. Brackets may part: the first end that a reader finds is the one written here.
      while input[cut] & 0xC0 == 0x80 { cut -= 1 }
      copy(to: cut)
      output += "]]><![CDATA[".utf8
      piece = cut
    }
    return end
  }

  /// Leaves out what runs from `open` to a text, where it is long; returns where it ends.
  private mutating func drop(_ open: Int, until text: StaticString, from start: Int) -> Int {
    let end = min(input.count, find(text, from: start) + text.utf8CodeUnitCount)
    if end - open > XMLGuard.limit {
      copy(to: open)
      copied = end
    }
    return end
  }

  /// Leaves out what a DOCTYPE declares between brackets: nothing of it is text, and libxml2 takes the square or the cube of its length for it.
  /// Returns where the DOCTYPE ends.
  private mutating func declaration(_ start: Int) -> Int {
    var index = start
    var open: Int?
    while index < input.count {
      switch input[index] {
      case 0x22, 0x27:
        index = input[(index + 1)...].firstIndex(of: input[index]) ?? input.count
      case 0x3C where starts(with: "<!--", at: index): index = find("-->", from: index + 4) + 1
      case 0x3C where starts(with: "<?", at: index): index = find("?>", from: index + 2)
      case 0x3C where starts(with: "<!ENTITY", at: index): declaresEntities = true
      case 0x5B where open == nil: open = index
      case 0x5D:
        if let open {
          // A second end takes what stands before it along.
          if copied <= open { copy(to: open) }
          copied = min(input.count, index + 1)
        }
      case 0x3E where open.map { copied > $0 } ?? true: return index
      default: break
      }
      index += 1
    }
    return input.count
  }

  /// Leaves out the rest of a tag, its end excepted; returns where that stands.
  private mutating func cut(_ start: Int) -> Int {
    var index = start
    while index < input.count, input[index] != 0x3E {
      let byte = input[index]
      index += 1
      guard byte == 0x22 || byte == 0x27 else { continue }
      index = min(input.count, (input[index...].firstIndex(of: byte) ?? input.count) + 1)
    }
    let isEmpty = index > start && input[index - 1] == 0x2F
    let end = isEmpty ? index - 1 : index
    if input[start..<end].contains(where: { $0 > 0x20 }) { isShortened = true }
    if end > start {
      copy(to: start)
      copied = end
    }
    return index
  }

  /// Reads a tag, shortening long values and leaving out attributes that are too many; returns where it ends.
  private mutating func tag(_ start: Int) -> Int {
    var index = start
    var values = 0
    while index < input.count, input[index] != 0x3E {
      let byte = input[index]
      // Behind this libxml2 looks at all of the tag again with every piece.
      if index - start > XMLGuard.longestTag { return cut(index) }
      index += 1
      guard byte == 0x22 || byte == 0x27 else { continue }
      let end = input[index...].firstIndex(of: byte) ?? input.count
      if end - index > XMLGuard.limit {
        // At a blank, so that neither a character nor a reference is cut.
        let cut = input[index..<(index + XMLGuard.limit)].lastIndex(of: 0x20) ?? index
        copy(to: cut)
        copied = end
        isShortened = true
      }
      index = min(input.count, end + 1)
      values += 1
      if values == attributes { return cut(index) }
    }
    return index
  }
}
