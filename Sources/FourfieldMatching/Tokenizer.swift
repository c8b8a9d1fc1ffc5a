internal import CByteScan
internal import FourfieldCore

/// Cuts texts into tokens and looks their types up.
///
/// Runs of word bytes are found 64 bytes at a time; a run of one word that was seen before costs one look-up. What is less common (Han text, typographic
/// signs) is read scalar by scalar.
struct Tokenizer {
  let atoms: AtomTable
  let trie: PatternTrie
  let context: PatternTrie
  var types: TypeCache
  private(set) var buffer: [Token] = []
  /// The number of tokens of the last text.
  var count = 0
  private var words: UInt32 = 0
  var hans: UInt32 = 0
  /// What stands before the next token, as ``Token/Flags``.
  var before: UInt32 = 0
  /// The line ends before the next token.
  var lineEnds = 0
  /// A word that a line end divides, without the hyphen; kept for its room.
  private var joined: [UInt8] = []

  init(_ compiled: CompiledLexicon) {
    atoms = compiled.atoms
    trie = compiled.trie
    context = compiled.context
    types = TypeCache(atomCount: compiled.atoms.count)
  }

  /// The number of words of the last text; two Han characters count as one word.
  var wordCount: Int { Int(words) + (Int(hans) + 1) / 2 }

  /// The token at an index below ``count``.
  @inline(__always) subscript(index: Int) -> Token { buffer[index] }

  /// Cuts a text.
  ///
  /// - Parameter text: valid UTF-8 of less than 4 GB.
  /// - Complexity: O(*n*) in the bytes of the text; allocates nothing once the buffers are large enough and the words known.
  mutating func tokenize(_ text: borrowing Span<UInt8>) {
    types.trim()
    count = 0
    words = 0
    hans = 0
    before = 0
    lineEnds = 0
    var runStart = -1
    var last = 0
    var carry: UInt64 = 0
    var block = 0
    while block < text.count {
      let mask = Tokenizer.wordMask(text, block)
      var edges = mask ^ (mask << 1 | carry)
      carry = mask >> 63
      while edges != 0 {
        let position = block &+ edges.trailingZeroBitCount
        edges &= edges &- 1
        if runStart < 0 {
          runStart = position
        } else {
          readRun(text, last, runStart, position)
          last = position
          runStart = -1
        }
      }
      block &+= 64
    }
    if runStart >= 0 {
      readRun(text, last, runStart, text.count)
    } else {
      readGap(text, last, text.count)
    }
  }

  /// Which of the 64 bytes from `block` on belong to runs of word bytes; bytes behind the text belong to none.
  @inline(__always)
  private static func wordMask(_ text: borrowing Span<UInt8>, _ block: Int) -> UInt64 {
    if block + 64 <= text.count {
      return unsafe text.extracting(block..<(block + 64)).withUnsafeBufferPointer {
        unsafe ff_word_mask($0.baseAddress.unsafelyUnwrapped)
      }
    }
    var tail = InlineArray<64, UInt8>(repeating: 0)
    for index in block..<text.count { tail[index - block] = text[index] }
    return unsafe tail.span.withUnsafeBufferPointer {
      unsafe ff_word_mask($0.baseAddress.unsafelyUnwrapped)
    }
  }

  // MARK: Runs of word bytes

  /// Reads the gap from `last` to `start`, then the run of word bytes `start..<end`.
  @inline(__always)
  private mutating func readRun(
    _ text: borrowing Span<UInt8>, _ last: Int, _ start: Int, _ end: Int
  ) {
    if start &- last == 1, text[last] == 0x20, before & Token.Flags.soft == 0 {
      before |= Token.Flags.space
    } else if start > last, readGap(text, last, start, before: end) {
      return
    }
    let length = end &- start
    var bits = TypeCache.unknown
    if length <= 8, start &+ 8 <= text.count {
      let word = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self)
      bits = types.bits(short: word & UInt64.max &>> UInt64(64 &- 8 &* length))
    } else if length <= 16, start &+ 16 <= text.count {
      let low = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self)
      let high = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: start &+ 8, as: UInt64.self)
      bits = types.bits(low: low, high: high & UInt64.max &>> UInt64(128 &- 8 &* length))
    }
    if bits != TypeCache.unknown {
      emit(start, end, bits)
    } else {
      readRareRun(text, start, end)
    }
  }

  /// Reads a run that is long, new, not one word, or at the end of the text.
  private mutating func readRareRun(_ text: borrowing Span<UInt8>, _ start: Int, _ end: Int) {
    if Tokenizer.isOneWord(text, start, end) {
      emit(start, end, bits(ofWord: text, start, end))
      return
    }
    readScalars(text, start, end)
  }

  /// Whether a run of word bytes is one word.
  private static func isOneWord(_ text: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var index = start
    while index < end {
      let byte = text[index]
      if byte < 0x80 {
        index += 1
        continue
      }
      // From here on most scalars are Han characters, kana or typographic signs.
      if byte >= 0xE0 { return false }
      let (scalar, length) = UTF8Scan.scalar(text, at: index)
      switch ScalarTable.entry(scalar).scalarClass {
      case .word: break
      case .mark, .ignorable: if index == start { return false }
      default: return false
      }
      index += length
    }
    return true
  }

  /// The bits of a word, which are worked out where it is new.
  mutating func bits(ofWord text: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> UInt32 {
    let isSoft = end - start > 2 && text[end - 1] == 0xAD && text[end - 2] == 0xC2
    let flags = Token.Flags.word | (isSoft ? Token.Flags.soft : 0)
    if end - start > 16 { return bits(ofLong: text, start, end, flags: flags) }
    let (low, high) = Tokenizer.pad(text, start, end)
    let isShort = end - start <= 8
    let known = isShort ? types.bits(short: low) : types.bits(low: low, high: high)
    if known != TypeCache.unknown { return known }
    let bits = types.makeType(text, start, end, flags: flags, atoms: atoms, trie, context)
    if isShort {
      types.insert(bits, short: low)
    } else {
      types.insert(bits, low: low, high: high)
    }
    return bits
  }

  mutating func bits(
    ofLong text: borrowing Span<UInt8>, _ start: Int, _ end: Int, flags: UInt32
  ) -> UInt32 {
    let hash = TypeCache.hash(text, start, end)
    let known = types.bits(text, start, end, hash: hash)
    if known != TypeCache.unknown { return known }
    let bits = types.makeType(text, start, end, flags: flags, atoms: atoms, trie, context)
    types.insert(bits, text, start, end, hash: hash)
    return bits
  }

  /// The bytes of a short word as two numbers, padded with zeros.
  private static func pad(
    _ text: borrowing Span<UInt8>, _ start: Int, _ end: Int
  ) -> (low: UInt64, high: UInt64) {
    var low: UInt64 = 0
    var high: UInt64 = 0
    for index in start..<end {
      let offset = index - start
      if offset < 8 {
        low |= UInt64(text[index]) << UInt64(8 * offset)
      } else {
        high |= UInt64(text[index]) << UInt64(8 * (offset - 8))
      }
    }
    return (low.littleEndian, high.littleEndian)
  }

  // MARK: Gaps of ASCII

  /// Reads a gap before a run; the run with it where a mark may belong to the gap's last sign or a word was hyphenated.
  ///
  /// - Returns: whether the run was read too.
  private mutating func readGap(
    _ text: borrowing Span<UInt8>, _ start: Int, _ runStart: Int, before runEnd: Int
  ) -> Bool {
    if text[runStart] >= 0x80, ASCIIClass.of(text[runStart - 1]) == .other {
      readGap(text, start, runStart - 1)
      readScalars(text, runStart - 1, runEnd)
      return true
    }
    if text[start] == 0x2D || before & Token.Flags.soft != 0,
      let (end, bits) = hyphenated(text, start, runStart, runEnd)
    {
      let first = buffer[count - 1]
      count -= 1
      words -= 1
      before = first.flagsBefore
      emit(first.start, end, bits)
      if end < runEnd { readScalars(text, end, runEnd) }
      return true
    }
    readGap(text, start, runStart)
    return false
  }

  /// Reads a gap of blanks, hyphens and signs.
  private mutating func readGap(_ text: borrowing Span<UInt8>, _ start: Int, _ end: Int) {
    for index in start..<end {
      let byte = text[index]
      switch ASCIIClass.of(byte) {
      case .space:
        before |= Token.Flags.space
        if byte == 0x0A { lineEnds += 1 }
      case .hyphen: before |= Token.Flags.space | Token.Flags.hyphen
      default:
        let known = types.bits(scalar: UInt32(byte))
        emit(
          index, index + 1,
          known != TypeCache.unknown ? known : bits(ofSign: text, index, index + 1, UInt32(byte)))
      }
    }
  }

  /// The word that a hyphen at a line end (or a soft hyphen before a blank) divides, where the whole word satisfies an atom: its end and bits.
  private mutating func hyphenated(
    _ text: borrowing Span<UInt8>, _ start: Int, _ runStart: Int, _ runEnd: Int
  ) -> (end: Int, bits: UInt32)? {
    guard count > 0, buffer[count - 1].isWord, buffer[count - 1].end == start,
      Tokenizer.isLineEnd(text, start, runStart)
    else { return nil }
    let (scalar, length) = UTF8Scan.scalar(text, at: runStart)
    let entry = ScalarTable.entry(scalar)
    guard entry.scalarClass == .word, !entry.isUppercase, !entry.isNumber else { return nil }
    let end = Tokenizer.end(ofToken: text, runStart + length, runEnd, takesWords: true)
    // Taken out and put back: it cannot be read while the words are added to.
    var joined: [UInt8] = []
    swap(&joined, &self.joined)
    defer { swap(&joined, &self.joined) }
    joined.removeAll(keepingCapacity: true)
    joined.append(text, buffer[count - 1].start..<start)
    joined.append(text, runStart..<end)
    let bits = bits(ofWord: joined.span, 0, joined.count)
    return bits >> 8 > 0 ? (end, bits) : nil
  }

  /// Whether a gap is a hyphen at a line end, or blanks behind a soft hyphen.
  private static func isLineEnd(
    _ text: borrowing Span<UInt8>, _ start: Int, _ end: Int
  ) -> Bool {
    var blanks = start
    if text[start] == 0x2D {
      blanks = start + 1
      guard blanks < end, text[blanks] == 0x0A else { return false }
    }
    for index in blanks..<end
    where text[index] != 0x20 && (text[index] != 0x0A || index > blanks) { return false }
    return true
  }

  // MARK: Tokens

  @inline(__always) mutating func emit(_ start: Int, _ end: Int, _ bits: UInt32) {
    var bits = bits | before & ~Token.Flags.soft
    if lineEnds > 0 {
      if lineEnds > 1 { bits = bits & ~Token.Flags.before | Token.Flags.hyphen }
      lineEnds = 0
    }
    before = bits & Token.Flags.soft
    if count == buffer.count { reserve(1) }
    buffer[count] = Token(start: start, end: end, bits: bits)
    count &+= 1
    words &+= bits >> 5 & 1
    hans &+= bits >> 6 & 1
  }

  /// Makes room for more tokens.
  mutating func reserve(_ more: Int) {
    guard count + more > buffer.count else { return }
    let blank = Token(start: 0, end: 0, bits: 0)
    buffer += [Token](repeating: blank, count: max(256, more, buffer.count))
  }

  /// Writes a token where there is room for it.
  @inline(__always) mutating func set(_ index: Int, _ start: Int, _ end: Int, _ bits: UInt32) {
    buffer[index] = Token(start: start, end: end, bits: bits)
  }
}
