internal import FourfieldCore

/// The pass before libxml2's XML reader: it reads a file once and writes one that is well-formed and says the same, as far as anybody reads it.
///
/// The reader stops at the first mistake, with what it holds of the text before; it looks for the end of whatever it begins anew with every piece that it
/// is fed, compares attributes and namespaces with each other, and keeps every name. So comments, instructions, declarations, namespaces and the attributes
/// that nobody reads go, and tags that are too many, too deep or bring too many names. A reference that means nothing stays as it is written, a `<` that
/// begins no tag becomes text, an end tag that fits no element is left out, and what is open at the end is closed.
///
/// Where something was lost or is in doubt, an instruction called ``mark`` says so, the only one that is left.
struct XMLGuard {
  /// The name of the instruction where a mistake was.
  static let mark = "degraded"
  /// How long a section of CDATA may be.
  static let longestSection = 1 << 16
  /// How long a name may be, and the value of an attribute.
  static let longestName = 1 << 11
  /// How many references a text may have to be left as it is.
  private static let fewReferences = 3
  /// How many names elements may have; libxml2 keeps them in a fixed number of lists.
  private static let mostNames = 1 << 14
  /// Elements of XML take less than those of a page, so that a file may have more.
  private static let elementsPerElement = 3

  let input: [UInt8]
  private(set) var output: [UInt8] = []
  /// Whether a DOCTYPE declares entities, which libxml2 would put in one another without end.
  var declaresEntities = false
  /// How much of the input was written or left out.
  private var copied = 0
  private let limits: MarkupLimits
  /// The open elements, by where their names stand.
  var open: [Range<Int>] = []
  /// How many more are open that have lost their tags.
  var deeper = 0
  /// How many elements and mistakes there were.
  private var elements = 0
  private var hasRoot = false
  /// The names of elements, by their hashes.
  private var names: Set<Int> = []
  /// Whether there were too many elements, mistakes or names, so that all tags that follow are left out.
  private(set) var isFull = false
  /// Whether there was a mistake in what was read last.
  private var isDoubtful = false
  /// Whether a mistake here was said: one since the last element that was kept, or that all that follows is left out.
  private var isSaid = false

  /// Guards a file of valid UTF-8.
  ///
  /// - Complexity: O(*n*).
  init(_ utf8: [UInt8], limits: MarkupLimits = MarkupLimits()) {
    input = utf8
    self.limits = limits
    var index = 0
    if utf8.starts(with: [0xEF, 0xBB, 0xBF]) {
      drop(0, 3)
      index = 3
    }
    while index < input.count {
      if isFull, !open.isEmpty {
        index = rest(from: index)
      } else {
        index = input[index] == MarkupScan.less ? markup(index) : run(index)
        markMistake(at: index)
      }
    }
    closeAll()
    // Files without anything to mend are not copied.
    if copied == 0, output.isEmpty { output = utf8 } else { copy(to: input.count) }
  }

  /// Whether an element is open.
  var isInside: Bool { !open.isEmpty || deeper > 0 }

  /// Rewrites what stands before the next `<`; returns where that is, or where too much was mended.
  private mutating func run(_ start: Int) -> Int {
    let end = input[start...].firstIndex(of: MarkupScan.less) ?? input.count
    guard isInside else {
      // What stands before the root is the reader's to find.
      let isLost = hasRoot && input[start..<end].contains { $0 > 0x20 }
      return isLost ? lose(from: start) : end
    }
    let references = input[start..<end].count { $0 == MarkupScan.ampersand }
    if references > XMLGuard.fewReferences { return undone(start..<end) }
    var index = start
    while index < end, !isFull { index = sign(index, in: start..<end) }
    return index
  }

  /// Rewrites what begins at a `<`; returns where it ends.
  private mutating func markup(_ start: Int) -> Int {
    let next = start + 1 < input.count ? input[start + 1] : 0
    if next == 0x21, starts(with: "<!--", at: start) { return comment(start) }
    if next == 0x3F { return drop(start, until: "?>", from: start + 2) }
    if isInside {
      if next == 0x21, starts(with: "<![CDATA[", at: start) { return section(start + 9) }
      return next == MarkupScan.slash ? endTag(start) : startTag(start)
    }
    // Nothing follows a root; what is wrong before it is the reader's to find.
    if hasRoot { return lose(from: start) }
    if starts(with: "<!DOCTYPE", at: start) { return declaration(start) }
    return next == MarkupScan.slash ? start + 1 : startTag(start)
  }

  // MARK: Writing

  private mutating func copy(to end: Int) {
    if output.isEmpty { output.reserveCapacity(input.count) }
    output += input[copied..<end]
    copied = end
  }

  /// Leaves out some bytes.
  mutating func drop(_ start: Int, _ end: Int) {
    if end > start { replace(start..<end, by: "") }
  }

  mutating func replace(_ range: Range<Int>, by text: StaticString) {
    copy(to: range.lowerBound)
    unsafe output += UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    copied = range.upperBound
  }

  mutating func replace(_ range: Range<Int>, by scalar: UInt32) {
    copy(to: range.lowerBound)
    UTF8Scan.append(scalar, to: &output)
    copied = range.upperBound
  }

  mutating func replace(_ range: Range<Int>, by text: [UInt8]) {
    copy(to: range.lowerBound)
    output += text
    copied = range.upperBound
  }

  /// Whether what is written up to `index` ends with brackets that a `>` would make the end of a section.
  mutating func hasBrackets(before index: Int) -> Bool {
    copy(to: index)
    let count = output.count
    return count > 1 && output[count - 1] == 0x5D && output[count - 2] == 0x5D
  }

  /// Parts a section of CDATA; what ends it is no text.
  mutating func part(at index: Int) { replace(index..<index, by: "]]><![CDATA[") }

  /// Notes that something here is lost or in doubt.
  mutating func noteMistake() {
    isDoubtful = true
    count()
  }

  /// Says that something was lost, or is in doubt, before `index`.
  private mutating func markMistake(at index: Int) {
    if isDoubtful, !isSaid { replace(index..<index, by: Array("<?\(XMLGuard.mark)?>".utf8)) }
    isSaid = isSaid || isDoubtful
    isDoubtful = false
  }

  private mutating func count() {
    elements += 1
    isFull =
      elements > XMLGuard.elementsPerElement * limits.elements || names.count > XMLGuard.mostNames
  }

  /// Leaves out all that follows.
  mutating func lose(from start: Int) -> Int {
    noteMistake()
    drop(start, input.count)
    return input.count
  }

  /// Writes a `<` that begins no markup.
  mutating func literal(_ start: Int) -> Int {
    noteMistake()
    replace(start..<start + 1, by: "&lt;")
    return start + 1
  }

  /// Writes the end tag of the innermost element that is open.
  mutating func close(at index: Int) {
    guard let name = open.popLast() else { return }
    replace(index..<index, by: Array("</".utf8 + input[local(name)] + ">".utf8))
  }

  /// Closes what is open at the end of the file.
  private mutating func closeAll() {
    guard isInside else { return }
    noteMistake()
    markMistake(at: input.count)
    while !open.isEmpty { close(at: input.count) }
  }

  // MARK: Elements

  /// Counts an element; tells whether its tags are kept.
  mutating func keeps(_ name: Range<Int>) -> Bool {
    hasRoot = true
    guard !isFull else { return false }
    var hasher = Hasher()
    unsafe input.withUnsafeBytes { unsafe hasher.combine(bytes: .init(rebasing: $0[name])) }
    names.insert(hasher.finalize())
    count()
    let isKept = !isFull && deeper == 0 && open.count < limits.depth
    if isKept { isSaid = false }
    return isKept
  }
}
