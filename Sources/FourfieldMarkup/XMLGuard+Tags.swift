internal import FourfieldCore

extension XMLGuard {
  /// How many of the innermost open elements an end tag may close; one that names none of them is left out.
  private static let mostClosed = 32

  /// Rewrites a start tag; returns where it ends.
  mutating func startTag(_ start: Int) -> Int {
    let name = (start + 1)..<endOfName(start + 1)
    guard name.count <= XMLGuard.longestName, XMLName.isValid(input.span, local(name)) else {
      return literal(start)
    }
    guard let end = endOfTag(name.upperBound) else { return brokenTag(start, name) }
    let isEmpty = input[end - 1] == MarkupScan.slash
    guard keeps(local(name)) else { return leaveOut(start..<end + 1, isEmpty: isEmpty) }
    if !isEmpty { open.append(name) }
    drop(name.lowerBound, local(name).lowerBound)
    drop(local(name).upperBound, name.upperBound)
    attributes(name.upperBound..<(isEmpty ? end - 1 : end))
    return end + 1
  }

  /// Writes a tag whose attributes break the rules without them, or as text where another tag begins before it ends; returns where it ends.
  private mutating func brokenTag(_ start: Int, _ name: Range<Int>) -> Int {
    guard let end = endOfBrokenTag(name.upperBound) else { return lose(from: start) }
    guard input[end] == MarkupScan.greater else { return literal(start) }
    guard keeps(local(name)) else { return leaveOut(start..<end + 1, isEmpty: false) }
    open.append(name)
    replace(start + 1..<end, by: Array(input[local(name)]))
    noteMistake()
    return end + 1
  }

  /// Where a tag ends that is known by nothing but its brackets: the next `>`, or the `<` of another tag before that.
  private func endOfBrokenTag(_ start: Int) -> Int? {
    input[start...].firstIndex { $0 == MarkupScan.greater || $0 == MarkupScan.less }
  }

  /// Leaves out the start tag of an element that is too many or too deep.
  private mutating func leaveOut(_ tag: Range<Int>, isEmpty: Bool) -> Int {
    if deeper == 0 { noteMistake() }
    replace(tag, by: " ")
    if !isEmpty { deeper += 1 }
    return tag.upperBound
  }

  /// Rewrites an end tag, and closes what is open inside its element; returns where it ends.
  mutating func endTag(_ start: Int) -> Int {
    let name = (start + 2)..<endOfName(start + 2)
    let next = skipSpace(name.upperBound)
    guard let end = endOfBrokenTag(next) else { return lose(from: start) }
    guard input[end] == MarkupScan.greater else { return literal(start) }
    if deeper > 0 {
      deeper -= 1
      replace(start..<end + 1, by: " ")
    } else if next == end, let last = open.last, input[last] == input[name] {
      open.removeLast()
      drop(name.lowerBound, local(name).lowerBound)
      drop(local(name).upperBound, end)
    } else {
      misplaced(start..<end + 1, name)
    }
    return end + 1
  }

  /// Leaves out an end tag that does not fit, where it names an open element behind the ends of what is open inside that.
  private mutating func misplaced(_ tag: Range<Int>, _ name: Range<Int>) {
    let known = open.suffix(XMLGuard.mostClosed).lastIndex { input[$0] == input[name] }
    noteMistake()
    replace(tag, by: " ")
    guard let known else { return }
    while open.count > known { close(at: tag.upperBound) }
  }

  // MARK: Names

  /// Where a name ends.
  private func endOfName(_ start: Int) -> Int {
    var index = start
    while index < input.count {
      switch input[index] {
      case ...0x20, 0x22, 0x27, 0x2F, 0x3C, 0x3D, 0x3E: return index
      default: index += 1
      }
    }
    return index
  }

  /// A name without its prefix.
  func local(_ name: Range<Int>) -> Range<Int> {
    guard let colon = input[name].lastIndex(of: 0x3A) else { return name }
    let rest = colon + 1..<name.upperBound
    return XMLName.isValid(input.span, rest) ? rest : name.lowerBound..<colon
  }

  private func skipSpace(_ start: Int) -> Int {
    var index = start
    while index < input.count, [0x20, 0x0A, 0x09, 0x0D].contains(input[index]) { index += 1 }
    return index
  }

  // MARK: Attributes

  /// Where the `>` of a tag stands, or nil where a quote or the tag is not closed before another tag begins.
  private func endOfTag(_ start: Int) -> Int? {
    var index = skipSpace(start)
    while index < input.count, input[index] != MarkupScan.greater {
      if input[index] == MarkupScan.slash {
        index += 1
      } else {
        let name = endOfName(index)
        guard name > index, let end = endOfValue(name) else { return nil }
        index = end
      }
      index = skipSpace(index)
    }
    return index < input.count ? index : nil
  }

  /// Where an attribute ends whose name ends at `start`: behind its value, if it has one.
  private func endOfValue(_ start: Int) -> Int? {
    guard let open = startOfValue(start) else { return start }
    guard open < input.count else { return nil }
    guard input[open] == 0x22 || input[open] == 0x27 else {
      let end = input[open...].firstIndex { $0 <= 0x20 || $0 == 0x3E || $0 == 0x3C }
      return end == open ? nil : end
    }
    let end = input[(open + 1)...].firstIndex { $0 == input[open] || $0 == 0x3C }
    return end.flatMap { input[$0] == 0x3C ? nil : $0 + 1 }
  }

  /// Where the value of an attribute begins whose name ends at `start`, or nil where it has none.
  private func startOfValue(_ start: Int) -> Int? {
    let sign = skipSpace(start)
    return sign < input.count && input[sign] == 0x3D ? skipSpace(sign + 1) : nil
  }

  /// Leaves out the attributes of a tag that nobody reads.
  private mutating func attributes(_ range: Range<Int>) {
    var index = range.lowerBound
    var kept: Set<Int> = []
    while index < range.upperBound {
      let start = skipSpace(index)
      let name = start..<endOfName(start)
      guard !name.isEmpty, let end = endOfValue(name.upperBound)
      else { break }
      if !isQuoted(name.upperBound, to: end) { noteMistake() }
      if let key = read(name, to: end), kept.insert(key).inserted {
        keep(index, name, end)
      } else {
        drop(index, end)
      }
      index = end
    }
    drop(index, range.upperBound)
  }

  /// Writes an attribute, with no more blanks than it needs.
  private mutating func keep(_ start: Int, _ name: Range<Int>, _ end: Int) {
    guard let open = startOfValue(name.upperBound) else { return }
    replace(start..<name.lowerBound, by: " ")
    replace(name.upperBound..<open, by: "=")
    var index = open + 1
    while index < end - 1 { index = sign(index, in: open + 1..<end - 1) }
  }

  /// Which of the attributes that are read this is; nil for one whose value is without quotes, or too long.
  private func read(_ name: Range<Int>, to end: Int) -> Int? {
    guard end - name.upperBound <= XMLGuard.longestName, isQuoted(name.upperBound, to: end) else {
      return nil
    }
    return XMLGuard.read.firstIndex { input[name].elementsEqual($0) }
  }

  /// Whether an attribute whose name ends at `start` has a value in quotes.
  private func isQuoted(_ start: Int, to end: Int) -> Bool {
    end > start && (input[end - 1] == 0x22 || input[end - 1] == 0x27)
  }

  private static let read: [[UInt8]] = ["xml:lang", "href", "rel", "type"].map { Array($0.utf8) }
}
