/// Words against a pattern of letters, `*` (any run of letters) and `?` (one letter).
enum Glob {
  static let star = UInt32(UInt8(ascii: "*"))
  static let one = UInt32(UInt8(ascii: "?"))

  /// How many comparisons a letter of the word, and how many besides, trial may take before all ways are followed at once: words
  /// and patterns that do not repeat themselves take one or two a letter.
  private static let patience = (letter: 8, word: 2048)

  /// Whether a word matches a pattern.
  ///
  /// - Complexity: O(*n*) in the word for up to 127 letters of the pattern between its first and its last `*`, O(*n* *m*) for more.
  static func matches(_ pattern: ArraySlice<UInt32>, _ word: ArraySlice<UInt32>) -> Bool {
    var end = pattern.endIndex
    var wordEnd = word.endIndex
    // What stands behind the last star has one place: most words are turned away by it.
    while end > pattern.startIndex, pattern[end - 1] != star {
      guard wordEnd > word.startIndex,
        pattern[end - 1] == one || pattern[end - 1] == word[wordEnd - 1]
      else { return false }
      end -= 1
      wordEnd -= 1
    }
    if end == pattern.startIndex { return wordEnd == word.startIndex }
    let rest = pattern[..<end]
    let word = word[..<wordEnd]
    let limit = patience.letter * word.count + patience.word
    return begins(rest, word, limit: limit) ?? Letters(rest)?.begin(word)
      ?? begins(rest, word, limit: .max) ?? false
  }

  /// Whether some of a word's first letters match a pattern that ends with a star, by trial, with one place to go back to; nil where
  /// more comparisons than `limit` are needed.
  static func begins(
    _ pattern: ArraySlice<UInt32>, _ word: ArraySlice<UInt32>, limit: Int
  ) -> Bool? {
    var left = limit
    var p = pattern.startIndex
    var w = word.startIndex
    var lastStar = -1
    var retry = w
    while true {
      while p < pattern.endIndex, pattern[p] == star {
        lastStar = p
        retry = w
        p += 1
      }
      if p == pattern.endIndex { return true }
      guard w < word.endIndex else { return false }
      if left == 0 { return nil }
      left -= 1
      if pattern[p] == one || pattern[p] == word[w] {
        p += 1
        w += 1
      } else if lastStar >= 0 {
        retry += 1
        p = lastStar + 1
        w = retry
      } else {
        return false
      }
    }
  }

  /// A pattern whose letters are bits, so that all ways in which a word may match are followed at once (Baeza-Yates and Gonnet, 1992).
  struct Letters {
    /// The different letters, ascending, and the bits of each.
    private var letters: [UInt32] = []
    private var places: [UInt128] = []
    /// The places of `?`.
    private var any: UInt128 = 0
    /// The places before which a star stands.
    private var stars: UInt128 = 0
    /// The bit behind the last letter.
    private var end: UInt128 = 1

    /// Nil for a pattern of more letters than there are bits.
    ///
    /// - Precondition: the pattern ends with a star.
    init?(_ pattern: ArraySlice<UInt32>) {
      for letter in pattern {
        if letter == Glob.star {
          stars |= end
          continue
        }
        if letter == Glob.one { any |= end } else { note(letter) }
        end <<= 1
        if end == 0 { return nil }
      }
    }

    /// Notes that a letter stands at the last place.
    private mutating func note(_ letter: UInt32) {
      let index = self.index(of: letter)
      if index == letters.count || letters[index] != letter {
        letters.insert(letter, at: index)
        places.insert(0, at: index)
      }
      places[index] |= end
    }

    /// Whether some of a word's first letters match.
    func begin(_ word: ArraySlice<UInt32>) -> Bool {
      var reached: UInt128 = 1
      for letter in word where reached != 0 && reached & end == 0 {
        reached = (reached & (places(of: letter) | any)) << 1 | reached & stars
      }
      return reached & end != 0
    }

    private func places(of letter: UInt32) -> UInt128 {
      let index = self.index(of: letter)
      return index < letters.count && letters[index] == letter ? places[index] : 0
    }

    /// Where a letter stands among all, or would stand.
    private func index(of letter: UInt32) -> Int {
      var low = 0
      var high = letters.count
      while low < high {
        let middle = (low + high) / 2
        if letters[middle] < letter { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }
}
