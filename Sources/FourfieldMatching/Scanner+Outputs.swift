internal import FourfieldCore

/// The entries that end at a node, as far as they apply to the language and the themes and their conditions hold.
extension Scanner {
  /// The entry that ends at a node, where one does that applies to the language and whose conditions hold.
  @inline(__always) mutating func entry(
    of target: PatternTrie.Target, at tokens: Range<Int>, _ text: borrowing Span<UInt8>,
    _ filter: EntryFilter
  ) -> (end: Int, entry: Int)? {
    if target.flags & PatternTrie.Flags.sole != 0 {
      return applies(target.entry, of: target.language, at: tokens, text, filter)
        ? (tokens.upperBound, Int(target.entry)) : nil
    }
    guard target.flags & PatternTrie.Flags.final != 0 else { return nil }
    return output(of: target.node, at: tokens, text, filter)
      .map { (tokens.upperBound, Int($0.entry)) }
  }

  /// The longest end of every entry that matches from a token, the longer first, then by the order of the files.
  mutating func ends(
    _ text: borrowing Span<UInt8>, at index: Int, _ filter: EntryFilter
  ) -> [(entry: Int32, end: Int)] {
    var longest: [Int32: Int] = [:]
    startWalk(trie, at: index)
    while let (node, token) = nextStep(trie, text) {
      let tokens = index..<token + 1
      let range = trie.outputRange(of: node)
      if range.count > fewOutputs, !conditions.isEmpty {
        for number in candidates(at: node, tokens, text) {
          note(trie.outputs[Int(number)], at: tokens, text, filter, &longest)
        }
      } else {
        for number in range { note(trie.outputs[number], at: tokens, text, filter, &longest) }
      }
    }
    return longest.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { (entry: $0.key, end: $0.value) }
  }

  /// Notes the end of an output's entry, where it applies and has no longer one.
  @inline(__always) private mutating func note(
    _ output: PatternTrie.Output, at tokens: Range<Int>, _ text: borrowing Span<UInt8>,
    _ filter: EntryFilter, _ longest: inout [Int32: Int]
  ) {
    guard tokens.upperBound > longest[output.entry] ?? 0,
      applies(output.entry, of: output.language, at: tokens, text, filter)
    else { return }
    longest[output.entry] = tokens.upperBound
  }

  /// The first entry at a node that applies to the language and whose conditions hold; outputs lie in the order of precedence.
  mutating func output(
    of node: Int32, at tokens: Range<Int>, _ text: borrowing Span<UInt8>, _ filter: EntryFilter
  ) -> PatternTrie.Output? {
    let range = trie.outputRange(of: node)
    if range.count > fewOutputs, !conditions.isEmpty {
      for number in candidates(at: node, tokens, text) {
        let output = trie.outputs[Int(number)]
        if applies(output.entry, of: output.language, at: tokens, text, filter) { return output }
      }
      return nil
    }
    for number in range {
      let output = trie.outputs[number]
      if applies(output.entry, of: output.language, at: tokens, text, filter) { return output }
    }
    return nil
  }

  /// Whether an entry of a language counts in the scan, and its conditions hold at its tokens.
  @inline(__always) private mutating func applies(
    _ entry: Int32, of language: Int16, at tokens: Range<Int>, _ text: borrowing Span<UInt8>,
    _ filter: EntryFilter
  ) -> Bool {
    filter.admits(language: language, themes: themeBits[Int(entry)])
      && (conditions.isEmpty || holds(entry, at: tokens, text))
  }
}
