internal import CByteScan
internal import FourfieldCore

/// Cuts texts into tokens and looks their types up.
///
/// Runs of word bytes are found 64 bytes at a time; a run of one word that was seen before costs one look-up, see `Tokenizer+Runs.swift`. What is less
/// common (Han text, typographic signs) is read scalar by scalar.
struct Tokenizer {
  let atoms: AtomTable
  let trie: PatternTrie
  let context: PatternTrie
  var types: TypeCache
  var buffer: [Token] = []
  /// The number of tokens of the last text.
  var count = 0
  var words: UInt32 = 0
  /// Where the runs of word bytes of a chunk begin and end.
  var edges = [UInt32](repeating: 0, count: Tokenizer.chunk + 80)
  private var edgeCount = 0
  var hans: UInt32 = 0
  /// What stands before the next token, as ``Token/Flags``.
  var before: UInt32 = 0
  /// The line ends before the next token.
  var lineEnds = 0
  /// A word that a line end divides, without the hyphen; kept for its room.
  private var joined: [UInt8] = []
  /// Where the last word ends that a line end divided.
  private var joinedEnd = 0
  /// The use of the words of the text's language, see ``AtomTable/uses``.
  private var use: UInt8 = 0

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
  /// - Parameters:
  ///   - text: valid UTF-8 of less than 1 GB.
  ///   - language: the number of its language, which decides on words that line ends divide.
  /// - Complexity: O(*n*) in the bytes of the text; allocates nothing once the buffers are large enough and the words known.
  mutating func tokenize(_ text: borrowing Span<UInt8>, language: Int16) {
    types.trim()
    use = AtomTable.use(ofLanguage: language)
    count = 0
    words = 0
    hans = 0
    before = 0
    lineEnds = 0
    joinedEnd = 0
    var last = 0
    var open: UInt64 = 0
    var chunk = 0
    while chunk < text.count {
      // Of a run that goes over the end of a chunk the beginning is known already.
      if open != 0 { edges[0] = edges[edgeCount - 1] }
      let end = min(chunk + Tokenizer.chunk, text.count)
      edgeCount = listEdges(text, chunk..<end, &open)
      if open != 0, end == text.count {
        edges[edgeCount] = UInt32(truncatingIfNeeded: end)
        edgeCount += 1
      }
      last = readRuns(text, edgeCount / 2, behind: last)
      chunk = end
    }
    readGap(text, last, text.count)
  }

  /// Whether a run of word bytes is one word.
  static func isOneWord(_ text: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
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
    let key = WordTable.Key(text, start, end)
    let known = types.bits(key)
    if known != TypeCache.unknown { return known }
    let bits = types.makeType(text, start, end, flags: flags, atoms: atoms, trie, context)
    types.insert(bits, key)
    return bits
  }

  mutating func bits(
    ofLong text: borrowing Span<UInt8>, _ start: Int, _ end: Int, flags: UInt32
  ) -> UInt32 {
    guard end - start <= TypeCache.longest else {
      return types.makeType(text, start, end, flags: flags, atoms: atoms, trie, context)
    }
    let hash = TypeCache.hash(text, start, end)
    let known = types.bits(text, start, end, hash: hash)
    if known != TypeCache.unknown { return known }
    let bits = types.makeType(text, start, end, flags: flags, atoms: atoms, trie, context)
    types.insert(bits, text, start, end, hash: hash)
    return bits
  }

  // MARK: Gaps of ASCII

  /// Reads a gap before a run; the run with it where a mark may belong to the gap's last sign or a word was hyphenated.
  ///
  /// - Returns: whether the run was read too.
  mutating func readGap(
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
      joinedEnd = end
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

  /// The word that a hyphen at a line end, U+002D or U+2010 (or a soft hyphen before a blank), divides, where the whole word is in the lexicon: its end and bits.
  ///
  /// No word is divided twice: a chain of hyphens would be a word that grows with every line.
  private mutating func hyphenated(
    _ text: borrowing Span<UInt8>, _ start: Int, _ runStart: Int, _ runEnd: Int
  ) -> (end: Int, bits: UInt32)? {
    guard count > 0, buffer[count - 1].isWord else { return nil }
    let first = buffer[count - 1]
    let isBehindHyphen = first.end + 3 == start && UTF8Scan.isHyphen(text, at: first.end)
    guard first.end == start || isBehindHyphen, first.end > joinedEnd,
      Tokenizer.isLineEnd(text, first.end, runStart)
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
    joined.append(text, first.start..<first.end)
    joined.append(text, runStart..<end)
    let bits = bits(ofWord: joined.span, 0, joined.count)
    let whole = bits >> Token.typeShift
    guard whole > 0 else { return nil }
    let second = self.bits(ofWord: text, runStart, end) >> Token.typeShift
    return isOne(Int(whole), ratherThan: first.type, and: Int(second)) ? (end, bits) : nil
  }

  /// Whether a word that a line end divides, of some type, is one word in the lexicon rather than two.
  ///
  /// It is where the text's language has an entry with that word written out; else it is not where a pattern begins with both parts, as one of
  /// `vice-minister`; else it is where any entry of the language or a condition has it. Another language's words decide nothing.
  private func isOne(_ whole: Int, ratherThan first: Int, and second: Int) -> Bool {
    let numbers = 0..<types.atomCount(of: whole)
    for number in numbers where atoms.isLiteral(types.atom(number, of: whole), inUse: use) {
      return true
    }
    if beginsPattern(first, second) { return false }
    for number in numbers where atoms.counts(types.atom(number, of: whole), inUse: use) {
      return true
    }
    return false
  }

  /// Whether a pattern begins with words of two types, one behind the other with a blank or a hyphen between them.
  ///
  /// Of words that satisfy more than ``mostTried`` atoms only so many are tried.
  private func beginsPattern(_ first: Int, _ second: Int) -> Bool {
    for number in 0..<min(types.atomCount(of: first), Tokenizer.mostTried) {
      let atom = types.atom(number, of: first)
      guard trie.isFirst(atom) else { continue }
      for number in 0..<min(types.atomCount(of: second), Tokenizer.mostTried) {
        let next = types.atom(number, of: second)
        if trie.child(of: atom + 1, atom: next, code: PatternTrie.spaced) != 0
          || trie.child(of: atom + 1, atom: next, code: PatternTrie.hyphened) != 0
        {
          return true
        }
      }
    }
    return false
  }

  private static let mostTried = 64

  /// Whether a gap is a hyphen at a line end, or blanks behind a soft hyphen.
  private static func isLineEnd(
    _ text: borrowing Span<UInt8>, _ start: Int, _ end: Int
  ) -> Bool {
    var blanks = start
    if text[start] == 0x2D || UTF8Scan.isHyphen(text, at: start) {
      blanks += text[start] == 0x2D ? 1 : 3
      guard blanks < end, text[blanks] == 0x0A else { return false }
    }
    for index in blanks..<end
    where text[index] != 0x20 && (text[index] != 0x0A || index > blanks) { return false }
    return true
  }

  // MARK: Tokens

  @inline(__always) mutating func emit(_ start: Int, _ end: Int, _ bits: UInt32) {
    let token = Tokenizer.token(
      Token(start: start, end: end, bits: bits), behind: before & ~Token.Flags.soft,
      lineEnds: lineEnds)
    lineEnds = 0
    before = bits & Token.Flags.soft
    if count == buffer.count { reserve(1) }
    buffer[count] = token
    count &+= 1
    words &+= bits >> 5 & 1
    hans &+= bits >> 6 & 1
  }

  /// A token with what stands before it.
  @inline(__always)
  static func token(_ token: Token, behind before: UInt32, lineEnds: Int) -> Token {
    var bits = token.bits | before
    if lineEnds > 1 { bits = bits & ~Token.Flags.before | Token.Flags.hyphen }
    return Token(start: token.start, end: token.end, bits: bits)
  }

  /// Makes room for more tokens.
  mutating func reserve(_ more: Int) {
    guard count + more > buffer.count else { return }
    let blank = Token(start: 0, end: 0, bits: 0)
    buffer += [Token](repeating: blank, count: max(256, more, buffer.count))
  }
}
