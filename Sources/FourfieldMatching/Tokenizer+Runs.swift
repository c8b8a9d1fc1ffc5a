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
    reserve(2 * (runs - first) + Tokenizer.spare)
    var place = ff_place(count: count, last: last, words: 0, before: 0, line_ends: 0)
    let run = Tokenizer.readKnown(text, first, runs, edges, types, into: &buffer, &place)
    (count, last, before) = (place.count, place.last, place.before)
    lineEnds = Int(place.line_ends)
    words &+= UInt32(truncatingIfNeeded: place.words)
    return run
  }

  /// Room for the signs of long gaps and for runs of several tokens, behind two tokens a run.
  private static let spare = 256

  @inline(__always)
  private static func readKnown(
    _ text: borrowing Span<UInt8>, _ first: Int, _ runs: Int, _ edgeList: [UInt32],
    _ types: borrowing TypeCache, into buffer: inout [Token], _ place: inout ff_place
  ) -> Int {
    let edges = edgeList.span
    let masks = types.words.masks.span
    var room = buffer.mutableSpan
    precondition(2 &* runs <= edges.count)
    return unsafe text.withUnsafeBufferPointer { text in
      unsafe edges.withUnsafeBufferPointer { edges in
        unsafe masks.withUnsafeBufferPointer { masks in
          unsafe room.withUnsafeMutableBytes { room in
            unsafe types.withKnown { known in
              if first == 0 {
                unsafe ff_ask_for_words(
                  text.baseAddress, text.count, edges.baseAddress, runs, masks.baseAddress, known)
              }
              return unsafe ff_read_known(
                text.baseAddress, text.count, edges.baseAddress, first, runs, masks.baseAddress,
                known, room.baseAddress?.assumingMemoryBound(to: ff_token.self), spare, &place)
            }
          }
        }
      }
    }
  }

  /// Reads the gap from `last` to `start`, then the run of word bytes `start..<end`.
  private mutating func readRun(
    _ text: borrowing Span<UInt8>, _ last: Int, _ start: Int, _ end: Int
  ) {
    if start > last, readGap(text, last, start, before: end) { return }
    if Tokenizer.isOneWord(text, start, end) {
      emit(start, end, bits(ofWord: text, start, end))
    } else {
      readSeveral(text, start, end)
    }
  }

  /// Reads a run that is not one word, such as a word in typographic quotes, and keeps its tokens for the next time if it is short enough.
  private mutating func readSeveral(_ text: borrowing Span<UInt8>, _ start: Int, _ end: Int) {
    guard end - start <= 16, Tokenizer.isKept(text, start, end) else {
      return readScalars(text, start, end)
    }
    // What stands before the run is not its own.
    let (outer, outerEnds, first) = (before & ~Token.Flags.soft, lineEnds, count)
    (before, lineEnds) = (0, 0)
    readScalars(text, start, end)
    guard count > first else {
      before |= outer
      lineEnds += outerEnds
      return
    }
    if lineEnds == 0, before & ~Token.Flags.soft == 0 {
      types.insert(buffer[first..<count], from: start, WordTable.Key(text, start, end))
    }
    buffer[first] = Tokenizer.token(buffer[first], behind: outer, lineEnds: outerEnds)
  }

  /// Whether the tokens of a run are worth keeping: runs of Han characters hardly come again.
  private static func isKept(_ text: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    for index in start..<end where text[index] >= 0xE3 { return false }
    return true
  }
}
