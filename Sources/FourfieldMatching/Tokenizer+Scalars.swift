internal import FourfieldCore

/// What is not a word of its own between blanks: Han text, signs beyond ASCII, marks; read scalar by scalar.
extension Tokenizer {
  /// Reads bytes that are not one word: Han text, signs beyond ASCII, words between them.
  mutating func readScalars(_ text: borrowing Span<UInt8>, _ start: Int, _ end: Int) {
    var index = start
    while index < end {
      if let next = readKnown(text, index, end) {
        index = readHan(text, next, end)
        continue
      }
      let (scalar, length) = UTF8Scan.scalar(text, at: index)
      let next = index + length
      switch ScalarTable.entry(scalar).scalarClass {
      case .space:
        before |= Token.Flags.space
        if scalar == 0x0A { lineEnds += 1 }
      case .hyphen: before |= Token.Flags.space | Token.Flags.hyphen
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

  /// Reads a Han character or sign of three bytes that is known, where nothing behind it can belong to it; nil where there is none.
  @inline(__always)
  private mutating func readKnown(_ text: borrowing Span<UInt8>, _ index: Int, _ end: Int) -> Int? {
    let next = index &+ 3
    guard text[index] & 0xF0 == 0xE0, next <= end,
      next == end || Tokenizer.beginsNoMark(text, next, end)
    else { return nil }
    let scalar =
      UInt32(text[index] & 0x0F) << 12 | UInt32(text[index &+ 1] & 0x3F) << 6
      | UInt32(text[index &+ 2] & 0x3F)
    let bits = types.bits(scalar: scalar)
    guard bits != TypeCache.unknown else { return nil }
    emit(index, next, bits)
    return next
  }

  /// Reads known Han characters that stand without anything between them behind a token; returns where they end.
  ///
  /// Most of a Chinese text is read here, so what ``emit(_:_:_:)`` keeps up to date for every token is so once a run.
  private mutating func readHan(_ text: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var index = start
    guard index &+ 3 < end, lineEnds == 0, before == 0 else { return index }
    reserve((end &- index) / 3)
    var number = count
    // The next character is looked at too, as a mark may belong to this one.
    while index &+ 3 < end, text[index] &- 0xE4 < 6, text[index &+ 3] &- 0xE4 < 6 {
      let scalar =
        UInt32(text[index] & 0x0F) &<< 12 | UInt32(text[index &+ 1] & 0x3F) &<< 6
        | UInt32(text[index &+ 2] & 0x3F)
      let bits = types.bits(scalar: scalar)
      guard bits & Token.Flags.han != 0, bits != TypeCache.unknown else { break }
      set(number, index, index &+ 3, bits)
      number &+= 1
      index &+= 3
    }
    hans &+= UInt32(truncatingIfNeeded: number &- count)
    count = number
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
    let flags =
      isHan ? Token.Flags.han : Tokenizer.terminators.contains(scalar) ? Token.Flags.terminator : 0
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

  private static let terminators: [UInt32] = [
    0x2E, 0x21, 0x3F, 0x2026, 0x3002, 0xFF01, 0xFF1F, 0xFF61,
  ]
}
