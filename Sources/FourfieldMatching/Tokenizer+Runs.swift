internal import CByteScan
internal import FourfieldCore

/// Runs of word bytes, a chunk of the text at a time: first all runs of a chunk are listed, then tokens are made of them.
extension Tokenizer {
  /// How many bytes are taken at a time: few enough that what is written down of them stays in the nearest memory.
  static let chunk = 2048

  /// Lists where runs begin and end in a range of the text, behind the beginning of one that is open already.
  ///
  /// - Returns: how many edges there are.
  mutating func listEdges(
    _ text: borrowing Span<UInt8>, _ range: Range<Int>, _ open: inout UInt64
  ) -> Int {
    let first = Int(truncatingIfNeeded: open)
    return unsafe edges.withUnsafeMutableBufferPointer { edges in
      unsafe text.extracting(range).withUnsafeBufferPointer { bytes in
        guard let base = bytes.baseAddress, let room = edges.baseAddress else { return first }
        return unsafe first
          + ff_word_edges(
            base, bytes.count, UInt32(truncatingIfNeeded: range.lowerBound), &open, room + first)
      }
    }
  }

  /// Reads so many runs with the gaps before them; returns where the last one ends.
  mutating func readRuns(_ text: borrowing Span<UInt8>, _ runs: Int, behind last: Int) -> Int {
    var last = last
    var run = 0
    while true {
      if before == 0, lineEnds == 0 { run = readKnown(text, run, runs, &last) }
      guard run < runs else { return last }
      let (start, end) = (Int(edges[2 * run]), Int(edges[2 * run + 1]))
      readRun(text, last, start, end)
      last = end
      run += 1
    }
  }

  /// Reads known words with the blanks and known signs before them, from a run on; returns the first run that is something else.
  ///
  /// Nearly all of a text in Latin letters is read here, so what ``emit(_:_:_:)`` keeps up to date for every token is so once a stretch.
  ///
  /// `last` is where the run before ended, and afterwards where what was read ends.
  ///
  /// - Precondition: there is nothing before the next token yet.
  private mutating func readKnown(
    _ text: borrowing Span<UInt8>, _ first: Int, _ runs: Int, _ last: inout Int
  ) -> Int {
    reserve(2 * (runs - first) + 64)
    let run = Tokenizer.readKnown(
      text, first, runs, edges, types, into: &buffer, &count, &last, &before)
    words &+= UInt32(truncatingIfNeeded: run &- first)
    return run
  }

  @inline(__always)
  private static func readKnown(
    _ text: borrowing Span<UInt8>, _ first: Int, _ runs: Int, _ edgeList: [UInt32],
    _ types: borrowing TypeCache, into buffer: inout [Token], _ count: inout Int, _ last: inout Int,
    _ before: inout UInt32
  ) -> Int {
    let edges = edgeList.span
    let slots = types.words.slots.span
    let masks = types.words.masks.span
    var room = buffer.mutableSpan
    // Held here, not behind the references, so that no word waits for what the one before it wrote.
    var (run, number, gap, flags) = (first, count, last, before)
    precondition(2 &* runs <= edges.count)
    while run < runs, flags == 0 {
      let start = unsafe Int(edges[unchecked: 2 &* run])
      let end = unsafe Int(edges[unchecked: 2 &* run &+ 1])
      guard end &- start <= 16, start &+ 16 <= text.count, start &- gap < room.count &- number
      else { break }
      if start &- gap == 1, text[gap] == 0x20 {
        flags = Token.Flags.space
      } else if !readSigns(text, start, types, into: &room, &number, &gap, &flags) {
        break
      }
      let bits = types.words.bits(text, start, end &- start, slots: slots, masks: masks)
      guard bits != TypeCache.unknown else { break }
      unsafe room[unchecked: number] = Token(start: start, end: end, bits: bits | flags)
      number &+= 1
      run &+= 1
      gap = end
      flags = bits & Token.Flags.soft
    }
    (count, last, before) = (number, gap, flags)
    return run
  }

  /// Reads blanks and known signs up to a run; returns whether it came there.
  ///
  /// `last` is where the gap begins, and afterwards where what was read ends.
  @inline(__always)
  private static func readSigns(
    _ text: borrowing Span<UInt8>, _ start: Int, _ types: borrowing TypeCache,
    into room: inout MutableSpan<Token>, _ count: inout Int, _ last: inout Int,
    _ before: inout UInt32
  ) -> Bool {
    while last < start {
      if text[last] == 0x20 {
        before = Token.Flags.space
      } else {
        // Blanks of other kinds and hyphens are never known; a mark of the run may belong to the sign before it.
        let bits = types.bits(scalar: UInt32(text[last]))
        guard bits != TypeCache.unknown, last &+ 1 < start || text[start] < 0x80 else {
          return false
        }
        room[count] = Token(start: last, end: last &+ 1, bits: bits | before)
        count &+= 1
        before = 0
      }
      last &+= 1
    }
    return true
  }

  /// Reads the gap from `last` to `start`, then the run of word bytes `start..<end`.
  private mutating func readRun(
    _ text: borrowing Span<UInt8>, _ last: Int, _ start: Int, _ end: Int
  ) {
    if start > last, readGap(text, last, start, before: end) { return }
    if Tokenizer.isOneWord(text, start, end) {
      emit(start, end, bits(ofWord: text, start, end))
    } else {
      readScalars(text, start, end)
    }
  }
}
