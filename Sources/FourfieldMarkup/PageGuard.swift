internal import FourfieldCore

/// The pass before the parser: it reads a page once, as HTML5's tokenizer would, and writes what libxml2 can take.
///
/// libxml2 2.9 loses the rest of a page without a word at a NUL, an unclosed comment or quote, and needs quadratic time for many
/// attributes, names or open elements. Here comments, scripts and styles go, attributes are reduced to a short list, nesting is capped, raw text is
/// escaped, and a `<` that begins no tag becomes text. What is never closed is read again as if its opening were not there.
struct PageGuard {
  /// How many names that HTML does not know a page may have; later ones become `<span>`.
  static let maxNames = 512
  /// How long the value of an attribute may be before an unclosed quote is suspected.
  static let maxValue = 1 << 16

  var page = GuardedPage()
  let tags: NameTable<Tag>
  let attributes: NameTable<Attribute.Key>
  /// How many elements may be open at once (deeper tags are dropped, their text is kept), and how many attributes of one are looked at.
  let limits: MarkupLimits
  /// Whether the text that is copied is the page's title.
  var isTitle = false
  private var depth = 0
  /// The start tags that were written, and the end tags that may become elements.
  private var elements = 0
  /// The open elements by tag.
  private var openCounts = [Int](repeating: 0, count: 256)
  /// Open elements that were dropped because they were too deep.
  private var dropped = 0
  private var seen: Set<Tag> = []
  private var names: Set<[UInt8]> = []
  /// The next quote of each kind, kept so that pages full of unclosed quotes stay linear.
  var nextQuotes: [UInt8: Int] = [:]
  /// The next `>` behind what was read of a page that has too much markup.
  var nextGreater = 0

  private init(
    tags: NameTable<Tag>, attributes: NameTable<Attribute.Key>, limits: MarkupLimits
  ) {
    self.tags = tags
    self.attributes = attributes
    self.limits = limits
  }

  /// Makes a page safe.
  ///
  /// The page must be valid UTF-8.
  /// - Complexity: O(*n*).
  static func clean(
    _ utf8: [UInt8], tags: NameTable<Tag>, attributes: NameTable<Attribute.Key>,
    limits: MarkupLimits = MarkupLimits()
  ) -> GuardedPage {
    var cleaner = PageGuard(tags: tags, attributes: attributes, limits: limits)
    let hasControls = utf8.contains(where: isControl)
    var bytes = hasControls ? utf8.map { isControl($0) ? 0x20 : $0 } : utf8
    replaceStandIns(&bytes)
    cleaner.page.utf8.reserveCapacity(bytes.count)
    cleaner.page.edits.reserveCapacity(bytes.count / 64)
    cleaner.run(bytes.span)
    return cleaner.page
  }

  /// Characters that XML knows not and libxml2 would drop or stop at.
  private static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0x0A && byte != 0x09 && byte != 0x0D || byte == 0x7F
  }

  /// Puts U+FFFD, which is as long, for a noncharacter of the page's own that would be taken for a `<`.
  private static func replaceStandIns(_ bytes: inout [UInt8]) {
    let sign = GuardedPage.less
    var index = ByteRuns.first(sign[0], in: bytes.span)
    while index < bytes.count {
      if bytes[index...].starts(with: sign) {
        bytes.replaceSubrange(index..<index + sign.count, with: [0xEF, 0xBF, 0xBD])
      }
      index = ByteRuns.first(sign[0], in: bytes.span, from: index + 1)
    }
  }

  private mutating func run(_ bytes: borrowing Span<UInt8>) {
    var index = 0
    while index < bytes.count, !isFull {
      index = text(bytes, from: index, to: bytes.count)
      guard index < bytes.count, !isFull else { break }
      index = markup(bytes, at: index)
    }
    if index < bytes.count { rest(bytes, from: index) }
  }

  /// Whether the page has brought as many tags or references as are told apart.
  var isFull: Bool {
    elements >= limits.elements || page.edits.count >= PageGuard.editsPerElement * limits.elements
  }

  /// How many places where the two texts part are noted for every element that a page may have.
  private static let editsPerElement = 4

  /// What begins with `<`; gives where it ends.
  private mutating func markup(_ bytes: borrowing Span<UInt8>, at start: Int) -> Int {
    guard start + 1 < bytes.count else { return literal(at: start) }
    let next = bytes[start + 1]
    if MarkupScan.isLetter(next) { return startTag(bytes, at: start) }
    switch next {
    case UInt8(ascii: "/"):
      guard start + 2 < bytes.count else { return literal(at: start) }
      if MarkupScan.isLetter(bytes[start + 2]) { return endTag(bytes, at: start) }
      if bytes[start + 2] == MarkupScan.greater { return start + 3 }
      return bogusComment(bytes, at: start)
    case UInt8(ascii: "!"): return declaration(bytes, at: start)
    case UInt8(ascii: "?"): return bogusComment(bytes, at: start)
    default: return literal(at: start)
    }
  }

  /// Writes a `<` that begins no tag.
  mutating func literal(at start: Int) -> Int {
    reference(GuardedPage.less, at: start)
    page.textBytes += 1
    step(to: start + 1)
    return start + 1
  }

  /// Writes what a character or a reference of the original becomes, which has another length there.
  mutating func reference(_ clean: [UInt8], at start: Int) {
    if !isTitle { closeHead() }
    page.edits.append(
      GuardedPage.Edit(clean: page.utf8.count, source: start, isReference: true))
    page.utf8 += clean
  }

  /// Notes that the clean text goes on with the byte `source` of the original.
  mutating func step(to source: Int) {
    if let last = page.edits.last, !last.isReference,
      last.source - last.clean == source - page.utf8.count
    {
      return
    }
    page.edits.append(GuardedPage.Edit(clean: page.utf8.count, source: source))
  }

  // MARK: Comments and declarations

  private mutating func declaration(_ bytes: borrowing Span<UInt8>, at start: Int) -> Int {
    if MarkupScan.hasPrefix(bytes, "<!--", at: start) { return comment(bytes, at: start) }
    if MarkupScan.hasPrefix(bytes, "<![CDATA[", at: start), !isUnclosed(.section) {
      // A comment up to the first `>` by the standard; but pages that write it mean its text.
      if let end = MarkupScan.find(bytes, "]]>", from: start + 9) {
        escaped(bytes, start + 9..<end)
        return end + 3
      }
      note(.section)
    }
    return bogusComment(bytes, at: start)
  }

  /// A comment ends with `-->` or `--!>`; `<!-->` and `<!--->` are whole comments; one that never ends is none.
  private mutating func comment(_ bytes: borrowing Span<UInt8>, at start: Int) -> Int {
    let body = start + 4
    if MarkupScan.hasPrefix(bytes, ">", at: body) { return body + 1 }
    if MarkupScan.hasPrefix(bytes, "->", at: body) { return body + 2 }
    guard !isUnclosed(.comment) else { return body }
    var index = body
    while let dashes = MarkupScan.find(bytes, "--", from: index) {
      if MarkupScan.hasPrefix(bytes, ">", at: dashes + 2) { return dashes + 3 }
      if MarkupScan.hasPrefix(bytes, "!>", at: dashes + 2) { return dashes + 4 }
      index = dashes + 1
    }
    note(.comment)
    return body
  }

  private mutating func bogusComment(_ bytes: borrowing Span<UInt8>, at start: Int) -> Int {
    guard !isUnclosed(.declaration) else { return literal(at: start) }
    if let end = MarkupScan.find(bytes, ">", from: start) { return end + 1 }
    note(.declaration)
    return literal(at: start)
  }

  /// Constructs that were looked for to the end of the page once and need not be again.
  enum Unclosed: Hashable { case comment, declaration, section, element(Tag) }
  private var unclosed: Set<Unclosed> = []

  func isUnclosed(_ construct: Unclosed) -> Bool { unclosed.contains(construct) }
  mutating func note(_ construct: Unclosed) { unclosed.insert(construct) }

  // MARK: Elements

  /// Where the page's head stands. libxml2 leaves it open when something foreign stands in it, and the page would be lost in it.
  enum Head { case none, open, openNoscript, closed }
  private(set) var head = Head.none

  /// Ends the head before what cannot stand in it.
  mutating func closeHead() {
    guard head == .open || head == .openNoscript else { return }
    head = .closed
    page.utf8 += Array("</head>".utf8)
  }

  /// Writes the name of a start tag if the element may open here.
  ///
  /// - Returns: whether it was written; the caller closes the tag.
  mutating func open(_ tag: Tag, _ bytes: borrowing Span<UInt8>, name: Range<Int>) -> Bool {
    elements += 1
    if head == .open, !tag.belongsToHead { closeHead() }
    switch tag {
    case .html, .body:
      guard seen.insert(tag).inserted else { return false }
    case .head:
      guard head == .none, !seen.contains(.body) else { return false }
      head = .open
    case .noscript where head == .open: head = .openNoscript
    case .frameset, .frame, .noframes: return false
    default: break
    }
    if tag.isVoid || tag.closesItself {
      write(tag, bytes, name)
      return true
    }
    guard depth < limits.depth else {
      dropped += 1
      page.isCut = true
      if tag.isBlock { page.utf8 += Array("<hr>".utf8) }
      return false
    }
    depth += 1
    openCounts[Int(tag.rawValue)] += 1
    write(tag, bytes, name)
    return true
  }

  /// Ends the elements whose text nobody would read.
  mutating func closeInvisible() {
    closeHead()
    for tag in Tag.allCases where tag.isInvisible && openCounts[Int(tag.rawValue)] > 0 {
      for _ in 0..<openCounts[Int(tag.rawValue)] { page.utf8 += Array("</\(tag.name)>".utf8) }
      openCounts[Int(tag.rawValue)] = 0
    }
  }

  /// Writes an end tag, unless nothing of its kind can be open.
  mutating func close(_ tag: Tag, _ bytes: borrowing Span<UInt8>, name: Range<Int>) {
    switch tag {
    case .html, .body, .frameset, .noframes, .script, .style, .iframe, .noembed: return
    case .head:
      closeHead()
      return
    case .noscript where head == .openNoscript: head = .open
    case .br:
      elements += 1
      page.utf8 += Array("<br>".utf8)
      return
    default: break
    }
    if tag.isVoid { return }
    // One that closes nothing becomes an element of its own.
    if tag.closesItself {
      elements += 1
    } else {
      if dropped > 0 {
        dropped -= 1
        return
      }
      guard openCounts[Int(tag.rawValue)] > 0 else { return }
      openCounts[Int(tag.rawValue)] -= 1
      depth -= 1
    }
    page.utf8 += [MarkupScan.less, MarkupScan.slash]
    writeName(tag, bytes, name)
    page.utf8.append(MarkupScan.greater)
  }

  private mutating func write(_ tag: Tag, _ bytes: borrowing Span<UInt8>, _ name: Range<Int>) {
    page.utf8.append(MarkupScan.less)
    writeName(tag, bytes, name)
  }

  private mutating func writeName(_ tag: Tag, _ bytes: borrowing Span<UInt8>, _ name: Range<Int>) {
    if tag != .other {
      page.utf8.append(bytes, name)
      return
    }
    let own = name.map { bytes[$0] | 0x20 }
    if names.contains(own) || names.count < PageGuard.maxNames && own.count <= 40 {
      names.insert(own)
      page.utf8.append(bytes, name)
    } else {
      page.utf8 += Array("span".utf8)
    }
  }
}
