internal import FourfieldCore

/// The entries that end at a node, as far as they apply to the language and the themes and their conditions hold.
extension Scanner {
  /// The entry that ends at a node, where one does that applies to the language and whose conditions hold.
  @inline(__always) mutating func entry(
    of target: PatternTrie.Target, _ text: borrowing Span<UInt8>, language: Int16, themes: UInt64,
    from start: Int, to end: Int
  ) -> (end: Int, entry: Int)? {
    if target.flags & PatternTrie.Flags.sole != 0 {
      return applies(
        target.entry, of: target.language, text, language: language, themes: themes, from: start,
        to: end) ? (end, Int(target.entry)) : nil
    }
    guard target.flags & PatternTrie.Flags.final != 0 else { return nil }
    return output(of: target.node, text, language: language, themes: themes, from: start, to: end)
      .map { (end, Int($0.entry)) }
  }

  /// The longest end of every entry that matches from a token, the longer first, then by the order of the files.
  mutating func ends(
    _ text: borrowing Span<UInt8>, at index: Int, language: Int16
  ) -> [(entry: Int32, end: Int)] {
    var longest: [Int32: Int] = [:]
    startWalk(trie, at: index)
    while let (node, token) = nextStep(trie, text) {
      let range = trie.outputRange(of: node)
      if range.count > fewOutputs, !conditions.isEmpty {
        for number in candidates(at: node, index, token + 1, text) {
          note(Int(number), &longest, text, language: language, from: index, to: token + 1)
        }
      } else {
        for number in range {
          note(number, &longest, text, language: language, from: index, to: token + 1)
        }
      }
    }
    return longest.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { (entry: $0.key, end: $0.value) }
  }

  /// Notes the end of an output's entry, where it applies and has no longer one.
  @inline(__always) private mutating func note(
    _ number: Int, _ longest: inout [Int32: Int], _ text: borrowing Span<UInt8>, language: Int16,
    from start: Int, to end: Int
  ) {
    let output = trie.outputs[number]
    guard end > longest[output.entry] ?? 0,
      applies(
        output.entry, of: output.language, text, language: language, themes: ~0, from: start,
        to: end)
    else { return }
    longest[output.entry] = end
  }

  /// The first entry at a node that applies to the language and whose conditions hold; outputs lie in the order of precedence.
  mutating func output(
    of node: Int32, _ text: borrowing Span<UInt8>, language: Int16, themes: UInt64,
    from start: Int, to end: Int
  ) -> PatternTrie.Output? {
    let range = trie.outputRange(of: node)
    if range.count > fewOutputs, !conditions.isEmpty {
      for number in candidates(at: node, start, end, text) {
        let output = trie.outputs[Int(number)]
        if applies(
          output.entry, of: output.language, text, language: language, themes: themes, from: start,
          to: end)
        {
          return output
        }
      }
      return nil
    }
    for number in range {
      let output = trie.outputs[number]
      if applies(
        output.entry, of: output.language, text, language: language, themes: themes, from: start,
        to: end)
      {
        return output
      }
    }
    return nil
  }

  /// Whether an entry of a language applies to the language of the text and to the themes, and its conditions hold.
  @inline(__always) private mutating func applies(
    _ entry: Int32, of own: Int16, _ text: borrowing Span<UInt8>, language: Int16, themes: UInt64,
    from start: Int, to end: Int
  ) -> Bool {
    (own == PatternTrie.anyLanguage || own == language)
      && (themes == ~0 || themeBits[Int(entry)] & themes != 0)
      && (conditions.isEmpty || holds(entry, start, end, text))
  }
}
