public import FourfieldCore

/// Tells English, Spanish, Portuguese and Chinese from each other and from the rest.
///
/// Chinese is known by its characters (and told from Japanese and Korean by theirs); the others by their function words, weighed against
/// those of the languages they are mistaken for. Only the first kilobytes are looked at.
public enum LanguageIdentifier {
  /// How many bytes are looked at.
  public static let window = 4096

  /// The language of a range, `other` where there is no evidence.
  ///
  /// - Complexity: O(min(*n*, ``window``)).
  public static func identify(_ text: borrowing Span<UInt8>, in range: ByteRange) -> Language {
    language(evidence(text, in: range))
  }

  private static func language(_ evidence: Evidence) -> Language {
    if evidence.han * 2 >= evidence.latin, evidence.han > 0 {
      return evidence.kana * 10 > evidence.han || evidence.otherScript > evidence.han
        ? .other : .chinese
    }
    if evidence.otherScript > evidence.latin { return .other }
    var best = 0
    for index in 1..<4 where evidence.scores[index] > evidence.scores[best] { best = index }
    guard evidence.scores[best] > 0, best < profileLanguages.count else { return .other }
    return profileLanguages[best]
  }

  /// The language of a range if it holds evidence enough to overrule its document's, else nil.
  public static func certainLanguage(
    _ text: borrowing Span<UInt8>, in range: ByteRange
  ) -> Language? {
    let head = ByteRange(range.start, min(range.end, range.start + window / 4))
    let evidence = evidence(text, in: head)
    if evidence.han >= 12, evidence.han > evidence.latin { return language(evidence) }
    guard evidence.words >= 8 else { return nil }
    var (first, second) = (0.0, 0.0)
    for index in 0..<4 {
      let score = evidence.scores[index]
      if score > first { (first, second) = (score, first) } else { second = max(second, score) }
    }
    guard first >= 3, first >= 2 * second else { return nil }
    return language(evidence)
  }

  private struct Evidence {
    var han = 0
    var kana = 0
    var latin = 0
    var otherScript = 0
    var words = 0
    var scores = SIMD4<Double>()

    /// Whether more text would hardly change the answer: many votes, and few for any other language.
    var isClear: Bool {
      if han >= 60 { return latin < han / 4 && kana == 0 && otherScript == 0 }
      let first = scores.max()
      return first >= 8 && han == 0 && scores.sum() - first <= first / 4
    }
  }

  /// How many bytes are looked at before the evidence is weighed for the first time, and again.
  private static let firstLook = 192

  /// The evidence of the first ``window`` bytes of a range, or of fewer where these are clear enough.
  private static func evidence(_ text: borrowing Span<UInt8>, in range: ByteRange) -> Evidence {
    var evidence = Evidence()
    var word = Word()
    let table = table
    var index = range.start
    let end = min(range.end, range.start + window)
    var step = index + firstLook
    while index < end {
      if index >= step {
        if evidence.isClear { break }
        step = index + firstLook
      }
      let byte = text[index]
      if byte < 0x80 {
        if word.length == 0, isLetter(byte) {
          index = addLetters(text, index, end, &word, &evidence, table)
          // The blank behind a word says nothing; where the evidence is weighed is not to depend on it.
          if index < end, index < step, text[index] == 0x20, word.length == 0 { index += 1 }
          continue
        }
        index += 1
        if isLetter(byte) {
          evidence.latin += 1
          word.add(UInt32(byte | 0x20))
        } else {
          table.count(&word, &evidence)
        }
        continue
      }
      let (scalar, length) = UTF8Scan.scalar(text, at: index)
      index += length
      let entry = ScalarTable.entry(scalar)
      switch entry.scalarClass {
      case .han:
        if (0x3040...0x30FF).contains(scalar) { evidence.kana += 1 }
        evidence.han += 1
      case .word where scalar < 0x250 && !entry.isNumber:
        evidence.latin += 1
        word.add(scalar)
        continue
      case .word where scalar >= 0x370: evidence.otherScript += 1
      case .mark, .ignorable: continue
      default: break
      }
      table.count(&word, &evidence)
    }
    table.count(&word, &evidence)
    return evidence
  }

  @inline(__always) private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26
  }

  /// Reads the letters of ASCII that a word begins with, and counts it where it holds no others; returns where they end.
  private static func addLetters(
    _ text: borrowing Span<UInt8>, _ start: Int, _ end: Int, _ word: inout Word,
    _ evidence: inout Evidence, _ table: Table
  ) -> Int {
    var index = start
    var tail: UInt64 = 0
    while index &+ 8 <= end {
      let (letters, count) = letters(text, at: index)
      // Where there are eight, nothing is left of those before.
      tail = tail << UInt64(8 * count) | letters
      index &+= count
      if count < 8 { break }
    }
    while index < end, isLetter(text[index]) {
      tail = tail << 8 | UInt64(text[index] | 0x20)
      index += 1
    }
    evidence.latin += index - start
    if index == end || text[index] < 0x80 {
      table.count(letters: index - start, tail: tail, &evidence)
    } else {
      for place in start..<index { word.add(UInt32(text[place] | 0x20)) }
    }
    return index
  }

  /// The letters of ASCII that eight bytes begin with, in lower case and the last of them in the lowest byte, and how many they are.
  @inline(__always)
  private static func letters(
    _ text: borrowing Span<UInt8>, at index: Int
  ) -> (letters: UInt64, count: Int) {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high = 0x80 * ones
    let bytes = unsafe UInt64(
      littleEndian: text.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
    let lower = bytes | 0x20 * ones
    // Without its highest bit no byte carries into the next; the bit of the sum then says whether the byte is as high.
    let low = lower & ~high
    let isLetter = (low + (0x80 - 0x61) * ones) & ~(low + (0x80 - 0x7B) * ones) & ~bytes & high
    let count = (isLetter ^ high).trailingZeroBitCount / 8
    return (lower.byteSwapped >> UInt64(64 - 8 * count), count)
  }

  /// A word as the hash of its scalars, and its last six.
  private struct Word {
    var hash = seed
    var length = 0
    var tail = SIMD8<UInt32>()

    static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ scalar: UInt32) {
      hash = Word.mix(hash, scalar)
      tail[length & 7] = scalar
      length += 1
    }

    /// FNV-1a by scalars; the multiplication is meant to overflow.
    static func mix(_ hash: UInt64, _ scalar: UInt32) -> UInt64 {
      (hash ^ UInt64(scalar)) &* 0x100_0000_01B3
    }

    static func hash(_ text: some Sequence<Unicode.Scalar>) -> UInt64 {
      text.reduce(seed) { mix($0, $1.value) }
    }

    mutating func clear() {
      hash = Word.seed
      length = 0
    }
  }

  /// The votes of words and of endings, by hash: two words of one hash are as likely as a wrong bit in memory.
  private final class Table: Sendable {
    /// An open-addressed table; the hashes lie apart from what is asked for rarely, so that they stay in the fastest cache.
    private struct Votes: Sendable {
      private var hashes: [UInt64]
      private var weights: [SIMD4<Double>]
      /// How far a product is shifted to have as many bits as there are slots.
      private let shift: UInt64

      init(_ votes: [(UInt64, SIMD4<Double>)]) {
        // At most a quarter full.
        let bits = UInt64.bitWidth - UInt64(4 * votes.count).leadingZeroBitCount
        shift = UInt64(UInt64.bitWidth - bits)
        hashes = [UInt64](repeating: 0, count: 1 << bits)
        weights = [SIMD4<Double>](repeating: SIMD4(), count: 1 << bits)
        for (hash, weight) in votes {
          var slot = slot(hash)
          while hashes[slot] != 0, hashes[slot] != hash { slot = next(slot) }
          hashes[slot] = hash
          weights[slot] += weight
        }
      }

      /// Letters are no hash yet; the multiplication is meant to overflow.
      @inline(__always) private func slot(_ hash: UInt64) -> Int {
        Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) &>> shift)
      }

      private func next(_ slot: Int) -> Int { (slot + 1) & (hashes.count - 1) }

      @inline(__always) func find(_ hash: UInt64) -> SIMD4<Double>? {
        var slot = slot(hash)
        while hashes[slot] != 0 {
          if hashes[slot] == hash { return weights[slot] }
          slot = next(slot)
        }
        return nil
      }
    }

    private let words: Votes
    private let endings: Votes
    /// The same by their letters, eight at most, for those of ASCII alone: most words need no hash.
    private let plainWords: Votes
    private let plainEndings: Votes
    /// Whether an ending of ASCII has these last two letters, by what ``pair(_:)`` makes of them.
    private let lastPairs: [Bool]

    init(words: [(String, SIMD4<Double>)], endings: [(String, SIMD4<Double>)]) {
      self.words = Votes(words.map { (Word.hash($0.unicodeScalars), $1) })
      self.endings = Votes(endings.map { (Word.hash($0.unicodeScalars.reversed()), $1) })
      let plain = endings.compactMap { ending, weight in Table.tail(ending).map { ($0, weight) } }
      plainWords = Votes(
        words.compactMap { word, weight in Table.tail(word).map { ($0, weight) } })
      plainEndings = Votes(plain)
      var pairs = [Bool](repeating: false, count: 1024)
      for (tail, _) in plain { pairs[Table.pair(tail)] = true }
      lastPairs = pairs
    }

    /// The letters of a text one behind another; nil where there are more than eight, or others than those of ASCII.
    private static func tail(_ text: String) -> UInt64? {
      guard text.utf8.count <= 8, text.utf8.allSatisfy(isLetter) else { return nil }
      return text.utf8.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func pair(_ tail: UInt64) -> Int {
      Int(truncatingIfNeeded: tail >> 8 & 31) << 5 | Int(truncatingIfNeeded: tail & 31)
    }

    /// Counts a word of ASCII letters, given by their number and the last eight of them.
    @inline(__always) func count(letters: Int, tail: UInt64, _ evidence: inout Evidence) {
      evidence.words += 1
      // No function word is longer.
      if letters <= 8, let weights = plainWords.find(tail) {
        evidence.scores += weights
      } else if letters > 4, lastPairs[Table.pair(tail)] {
        for back in 2...6 where back < letters {
          if let weights = plainEndings.find(tail & (1 << UInt64(8 * back) - 1)) {
            evidence.scores += weights
          }
        }
      }
    }

    /// Counts a word and clears it.
    func count(_ word: inout Word, _ evidence: inout Evidence) {
      guard word.length > 0 else { return }
      evidence.words += 1
      if let weights = words.find(word.hash) {
        evidence.scores += weights
      } else if word.length > 4 {
        var hash = Word.seed
        for back in 1...6 where back < word.length {
          hash = Word.mix(hash, word.tail[(word.length - back) & 7])
          if back > 1, let weights = endings.find(hash) { evidence.scores += weights }
        }
      }
      word.clear()
    }
  }

  private static let profileLanguages: [Language] = [.english, .spanish, .portuguese]

  /// Function words; a word that several languages share is divided among them. The last line stands for all other languages.
  private static let profiles: [String] = [
    "the of and to in is for on with as by at from that this it was are be has have had an or not which will would its their they he his she her were been but who more after over said says new about than can also into between under we our you all one two when what how there these could should may up out first world trade",
    "el la los las de del y en que un una por con para se su sus al lo como más pero este esta estos estas fue son ha han ser es no sobre entre también hasta desde cuando muy sin ya donde hay según tras durante contra porque todo todos ante así dos años país gobierno él ella le les nuestra nuestro",
    "o a os as de do da dos das e em no na nos nas que um uma por com para se seu sua seus suas ao aos à às pelo pela pelos pelas como mais mas este esta foi são tem ser é não sobre entre também até desde quando muito sem já onde há segundo após durante contra porque todo todos isso ele ela lhe anos país governo nossa nosso são está num numa",
    "le les des du et est une dans qui pour pas sur au aux avec il elle ne ce cette son ses par plus ont il di che non per della delle dei nel sono gli una alla anche come der die das und ist nicht mit den von ein eine zu auf für dem sich het een van en dat niet zijn voor els amb i les per dels și de la cu nu este och att det som på av är ja ei on ve bir bu için nie się na że jest w z",
  ]

  private static let table: Table = {
    var languages: [String: Set<Int>] = [:]
    for (index, words) in profiles.enumerated() {
      for word in words.split(separator: " ") { languages[String(word), default: []].insert(index) }
    }
    let words = languages.map { word, set in
      var weights = SIMD4<Double>()
      for index in set { weights[index] = set.count == 1 ? 1 : set.count == 2 ? 0.3 : 0.05 }
      return (word, weights)
    }
    let endings = wordEndings.map { ending, language, weight in
      var weights = SIMD4<Double>()
      weights[language] = weight
      return (ending, weights)
    }
    return Table(words: words, endings: endings)
  }()

  /// Word endings that decide short texts without function words.
  private static let wordEndings: [(String, Int, Double)] = [
    ("tion", 0, 0.3), ("ing", 0, 0.4), ("ment", 0, 0.15), ("ness", 0, 0.4), ("ship", 0, 0.4),
    ("ción", 1, 0.8), ("ciones", 1, 0.8), ("dad", 1, 0.4), ("dades", 1, 0.1), ("miento", 1, 0.6),
    ("ción", 1, 0.1), ("ión", 1, 0.3), ("ería", 1, 0.2), ("ñas", 1, 0.5), ("ños", 1, 0.5),
    ("ção", 2, 0.8), ("ções", 2, 0.8), ("dade", 2, 0.5), ("dades", 2, 0.2), ("mento", 2, 0.4),
    ("ões", 2, 0.6), ("ão", 2, 0.6), ("agem", 2, 0.5), ("eiro", 2, 0.4), ("eira", 2, 0.4),
    ("ência", 2, 0.5), ("ncia", 1, 0.1),
  ]
}
