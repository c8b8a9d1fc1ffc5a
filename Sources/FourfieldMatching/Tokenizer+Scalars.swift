internal import FourfieldCore

/// What is not a word of its own between blanks: Han text, signs beyond ASCII, marks; read scalar by scalar.
extension Tokenizer {
  /// Reads bytes that are not one word: Han text, signs beyond ASCII, words between them.
  mutating func readScalars(_ text: borrowing Span<UInt8>, _ start: Int, _ end: Int) {
    var index = start
    while index < end {
      index = readKnown(text, index, end)
      guard index < end else { return }
      let (scalar, length) = UTF8Scan.scalar(text, at: index)
      let next = index + length
      switch ScalarTable.entry(scalar).scalarClass {
      case .space:
        before |= Token.Flags.space
        if scalar == 0x0A { lineEnds += 1 }
      case .hyphen:
        before |= Token.Flags.space | Token.Flags.hyphen
        if endsWord(text, index, next, end) { before |= Token.Flags.soft }
      case .ignorable, .mark: break
      case .word:
        let last = Tokenizer.end(ofToken: text, next, end, takesWords: true)
        emit(index, last, bits(ofWord: text, index, last))
        index = last
        continue
      case .han, .other:
        let last = Tokenizer.end(ofToken: text, next, end, takesWords: false)
        emit(index, last, bits(ofSign: text, index, last, scalar))
        index = last
        continue
      }
      index = next
    }
  }

  /// Whether a hyphen directly behind a word ends a run, so that a line end may come next.
  private func endsWord(
    _ text: borrowing Span<UInt8>, _ index: Int, _ next: Int, _ end: Int
  ) -> Bool {
    next == end && count > 0 && buffer[count - 1].isWord && buffer[count - 1].end == index
      && UTF8Scan.isHyphen(text, at: index)
  }

  /// Reads Han characters and signs of three bytes that are known and that nothing behind them can belong to; returns where they end.
  ///
  /// Most of a Chinese text is read here, so what ``emit(_:_:_:)`` keeps up to date for every token is so once a stretch.
  private mutating func readKnown(_ text: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    guard lineEnds == 0, start &+ 3 <= end, text[start] & 0xF0 == 0xE0 else { return start }
    reserve((end &- start) / 3)
    return Tokenizer.readKnown(
      text, start, end, types.scalarBits, into: &buffer, &count, &hans, &before)
  }

  @inline(__always)
  private static func readKnown(
    _ text: borrowing Span<UInt8>, _ start: Int, _ end: Int, _ scalarBits: [UInt32],
    into buffer: inout [Token], _ count: inout Int, _ hans: inout UInt32, _ before: inout UInt32
  ) -> Int {
    let known = scalarBits.span
    var room = buffer.mutableSpan
    var (index, number, han, flags) = (start, count, UInt32(0), before & ~Token.Flags.soft)
    precondition(known.count == 0x10000 && number &+ (end &- start) / 3 <= room.count)
    // Four bytes are taken at once: a mark behind a character would belong to it.
    while index &+ 3 <= end, index &+ 4 <= text.count {
      let bytes = unsafe UInt32(
        littleEndian: text.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt32.self))
      let next = index &+ 3
      guard bytes & 0xF0 == 0xE0,
        bytes &>> 24 &- 0xE4 < 6 || next == end || beginsNoMark(text, next, end)
      else { break }
      let scalar =
        (bytes & 0x0F) &<< 12 | (bytes &>> 2) & 0xFC0 | (bytes &>> 16) & 0x3F
      let bits = unsafe known[unchecked: Int(scalar)]
      guard bits != TypeCache.unknown else { break }
      unsafe room[unchecked: number] = Token(start: index, end: next, bits: bits | flags)
      number &+= 1
      han &+= bits &>> 6 & 1
      flags = 0
      index = next
    }
    guard number > count else { return start }
    hans &+= han
    (count, before) = (number, 0)
    return index
  }

  /// Whether the scalar at `index` is surely no mark and not invisible: ASCII, two-byte letters, Han of the main block, the signs of Chinese text.
  @inline(__always)
  private static func beginsNoMark(
    _ text: borrowing Span<UInt8>, _ index: Int, _ end: Int
  ) -> Bool {
    let byte = text[index]
    if byte < 0x80 || (0xE4...0xE9).contains(byte) { return true }
    guard index &+ 2 < end else { return false }
    switch byte {
    case 0xC3...0xCB: return true
    case 0xE2: return text[index &+ 1] == 0x80 && (0x90...0xA7).contains(text[index &+ 2])
    case 0xE3: return text[index &+ 1] == 0x80 && text[index &+ 2] < 0xAA
    case 0xEF: return text[index &+ 1] & 0xFE == 0xBC
    default: return false
    }
  }

  /// Where a token ends whose first scalar ends at `start`: it takes the marks and invisible characters behind it, a word also letters.
  static func end(
    ofToken text: borrowing Span<UInt8>, _ start: Int, _ end: Int, takesWords: Bool
  ) -> Int {
    var index = start
    while index < end {
      let (scalar, length) = UTF8Scan.scalar(text, at: index)
      switch ScalarTable.entry(scalar).scalarClass {
      case .mark, .ignorable: break
      case .word where takesWords: break
      default: return index
      }
      index += length
    }
    return index
  }

  /// The bits of a sign or a Han character with the marks behind it.
  mutating func bits(
    ofSign text: borrowing Span<UInt8>, _ start: Int, _ end: Int, _ scalar: UInt32
  ) -> UInt32 {
    let isHan = ScalarTable.entry(scalar).scalarClass == .han
    let flags = isHan ? Token.Flags.han : 0
    let isSingle = end - start == UTF8Scan.length(scalar)
    guard isSingle, scalar < 0x10000 else {
      return bits(ofLong: text, start, end, flags: flags)
    }
    let known = types.bits(scalar: scalar)
    if known != TypeCache.unknown { return known }
    let bits = types.makeType(text, start, end, flags: flags, atoms: atoms, trie, context)
    types.insert(bits, scalar: scalar)
    return bits
  }
}
