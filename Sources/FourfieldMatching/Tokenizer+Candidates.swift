internal import CByteScan

/// Where patterns may begin.
extension Tokenizer {
  /// Lists the tokens that a pattern of a trie may begin with, by themselves and the two tokens behind them.
  ///
  /// - Parameters:
  ///   - trie: the patterns.
  ///   - begins: what tokens have that a pattern of the trie may begin with, of ``Token/Flags``.
  ///   - alone: what those have that may begin one whatever stands behind them.
  ///   - list: what the numbers of the tokens are written to; it grows where it has to.
  /// - Returns: how many there are.
  func listCandidates(
    _ trie: PatternTrie, _ begins: UInt32, alone: UInt32, into list: inout [UInt32]
  ) -> Int {
    // What is written at once may go over the last.
    let room = count + 16
    if list.count < room { list += [UInt32](repeating: 0, count: max(256, room)) }
    let single = UInt32(truncatingIfNeeded: types.atomCount)
    // Held here: a span cannot outlive the access to an object's property.
    let filterBits = trie.filter
    let filter = filterBits.span
    let wayBits = trie.ways
    let ways = wayBits.span
    let tokens = buffer.span
    var starts = list.mutableSpan
    return unsafe filter.withUnsafeBufferPointer { filter in
      unsafe ways.withUnsafeBufferPointer { ways in
        unsafe tokens.withUnsafeBytes { tokens in
          unsafe starts.withUnsafeMutableBufferPointer { starts in
            var patterns = unsafe ff_patterns(
              filter: filter.baseAddress, shift: trie.filterShift, ways: ways.baseAddress,
              way_shift: trie.wayShift, single: single, begins: begins, alone: alone)
            return unsafe ff_pattern_starts(
              tokens.baseAddress?.assumingMemoryBound(to: ff_token.self),
              min(count, Int(ff_start_token)), &patterns, starts.baseAddress)
          }
        }
      }
    }
  }
}
