internal import FourfieldCore

/// Cuts a feed or a wiki dump at its items while it is read; every byte is looked at once.
///
/// An item is handed on inside the start tags that were open around the first one, so that it is a small file of the same kind. Comments, CDATA
/// sections, instructions and quoted values are passed over as XML has them; whether the rest is well-formed is the reader's to say.
struct FeedCutter {
  /// An item as a file of its own.
  struct Cut {
    /// The item with the start tags around it and their ends.
    let bytes: [UInt8]
    /// Where the item stands in the file.
    let range: ByteRange
  }

  /// What the next byte stands in.
  private enum Inside {
    case text
    case until([UInt8])
    case tag(quote: UInt8?)
  }

  private let item: [UInt8]
  private var buffer: [UInt8]
  /// Where the first byte of the buffer stands in the file.
  private var offset = 0
  private var index = 0
  private var inside = Inside.text
  private var tagStart = 0
  /// How many items are open, one in the other.
  private var depth = 0
  private var itemStart = 0
  private var isPassingOver = false
  /// The start tags before the first item, and what they are called.
  private var around: [(tag: [UInt8], name: [UInt8])] = []
  /// How many more are open than are kept.
  private var deeper = 0
  /// Every item is handed on inside them, so that they are few and short: a longer one is kept without its attributes.
  private static let mostAround = 16
  private static let longestAround = 4096
  private var declaration: [UInt8] = []
  private var hasItems = false

  /// Creates a cutter of a file that begins with `bytes`; `item` is the local name of its items.
  init(item: String, bytes: [UInt8]) {
    self.item = Array(item.utf8)
    buffer = bytes
    if bytes.starts(with: "<?xml".utf8), let end = bytes.firstIndex(of: UInt8(ascii: ">")) {
      declaration = Array(bytes[...end])
    }
  }

  /// Adds the bytes that follow.
  mutating func append(_ bytes: [UInt8]) {
    let keep = kept
    buffer.removeFirst(keep)
    (offset, index, tagStart) = (offset + keep, index - keep, tagStart - keep)
    itemStart -= keep
    buffer += bytes
  }

  /// From where on the buffer is still needed.
  private var kept: Int {
    if depth > 0, !isPassingOver { return itemStart }
    if case .tag = inside { return max(0, tagStart) }
    return index
  }

  /// How many bytes are held for an item or a tag that has not ended yet.
  var held: Int { buffer.count - kept }

  /// Gives the item up that is open; gives how many bytes were held for it.
  mutating func passOver() -> Int {
    let count = held
    isPassingOver = true
    if case .tag(let quote) = inside {
      // Of a tag without an end only the place counts that is looked at.
      tagStart = index
      inside = .tag(quote: quote)
    }
    return count
  }

  /// The next item that has ended; nil where more bytes are needed.
  mutating func next() -> Cut? {
    while index < buffer.count {
      switch inside {
      case .text: if !open() { return nil }
      case .until(let end): if !close(end) { return nil }
      case .tag(let quote):
        guard let cut = tag(quote) else { continue }
        return cut
      }
    }
    return nil
  }

  /// What is left of an item that the file breaks off in.
  mutating func rest() -> Cut? {
    guard depth > 0, !isPassingOver else { return nil }
    return cut(to: buffer.count)
  }

  // MARK: Steps

  /// Goes on to the next markup; false where more bytes are needed to tell what it is.
  private mutating func open() -> Bool {
    guard let start = buffer[index...].firstIndex(of: UInt8(ascii: "<")) else {
      index = buffer.count
      return true
    }
    index = start
    guard start + 9 <= buffer.count else { return false }
    let sign = buffer[start + 1]
    if sign == UInt8(ascii: "!") || sign == UInt8(ascii: "?"),
      let kind = FeedCutter.kinds.first(where: { buffer[start...].starts(with: $0.start) })
    {
      inside = .until(kind.end)
      index += kind.start.count
    } else {
      tagStart = start
      inside = .tag(quote: nil)
      index += 1
    }
    return true
  }

  /// What is no tag: how it begins and how it ends.
  private static let kinds: [(start: [UInt8], end: [UInt8])] = [
    ("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">"),
  ].map { (Array($0.utf8), Array($1.utf8)) }

  /// Goes on behind the end of a comment or the like; false where it is not there yet.
  private mutating func close(_ end: [UInt8]) -> Bool {
    while let next = buffer[index...].firstIndex(of: end[0]) {
      index = next
      guard next + end.count <= buffer.count else { return false }
      if buffer[next..<(next + end.count)].elementsEqual(end) {
        index = next + end.count
        inside = .text
        return true
      }
      index += 1
    }
    index = buffer.count
    return false
  }

  /// Goes on to the end of a tag, or of what is there of it; gives the item that it ends.
  private mutating func tag(_ quote: UInt8?) -> Cut? {
    var quote = quote
    while index < buffer.count {
      let byte = buffer[index]
      index += 1
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        inside = .text
        return finishTag()
      }
    }
    inside = .tag(quote: quote)
    return nil
  }

  private mutating func finishTag() -> Cut? {
    let tag = buffer[tagStart..<index]
    let isEnd = tag.dropFirst().first == UInt8(ascii: "/")
    let isEmpty = tag.dropLast().last == UInt8(ascii: "/")
    let full = tag.dropFirst(isEnd ? 2 : 1).prefix { $0 > 0x20 && $0 != 0x2F && $0 != 0x3E }
    let name = full.split(separator: UInt8(ascii: ":")).last ?? []
    guard name.elementsEqual(item) else {
      if !hasItems { note(Array(tag), Array(full), isEnd: isEnd, isEmpty: isEmpty) }
      return nil
    }
    hasItems = true
    if isEnd {
      depth = max(0, depth - 1)
    } else {
      if depth == 0 { (itemStart, isPassingOver) = (tagStart, false) }
      if !isEmpty { depth += 1 }
    }
    return depth == 0 && !isPassingOver && (isEnd || isEmpty) ? cut(to: index) : nil
  }

  /// Keeps the start tags that are open before the first item.
  private mutating func note(_ tag: [UInt8], _ name: [UInt8], isEnd: Bool, isEmpty: Bool) {
    if isEnd {
      if deeper > 0 { deeper -= 1 } else if around.last?.name == name { around.removeLast() }
    } else if !isEmpty {
      let isTooMuch = deeper > 0 || around.count == FeedCutter.mostAround
      if isTooMuch || name.count > FeedCutter.longestAround {
        deeper += 1
      } else {
        let isLong = tag.count > FeedCutter.longestAround
        around.append((isLong ? Array("<".utf8) + name + Array(">".utf8) : tag, name))
      }
    }
  }

  private func cut(to end: Int) -> Cut {
    var bytes = declaration
    for (tag, _) in around { bytes += tag }
    bytes += buffer[itemStart..<end]
    for (_, name) in around.reversed() { bytes += "</".utf8 + name + ">".utf8 }
    return Cut(bytes: bytes, range: ByteRange(offset + itemStart, offset + end))
  }
}
