public import FourfieldCore

/// Tells English, Spanish, Portuguese and Chinese from each other and from the rest.
///
/// Chinese is known by its characters (and told from Japanese and Korean by theirs); the others by their function words, weighed against
/// those of the languages they are mistaken for. Only the first kilobytes are looked at.
public enum LanguageIdentifier {
  /// How many bytes are looked at.
  public static let window = 4096

  /// How many bytes of a passage are looked at.
  static let certainWindow = window / 4

  /// The language of a range, `other` where there is no evidence.
  ///
  /// - Complexity: O(min(*n*, ``window``)).
  public static func identify(_ text: borrowing Span<UInt8>, in range: ByteRange) -> Language {
    language(evidence(text, in: range))
  }

  /// The language of a text, and how many of its bytes made that clear; nil where it never was.
  ///
  /// ``certainLanguage(_:in:)`` has nothing else to say of a range that begins with them, where it looks at more than these.
  public static func identify(
    _ text: borrowing Span<UInt8>
  ) -> (language: Language, clearAfter: Int?) {
    let evidence = evidence(text, in: ByteRange(0, text.count))
    return (language(evidence), evidence.clearAfter)
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
    let head = ByteRange(range.start, min(range.end, range.start + certainWindow))
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
    /// How many bytes had been looked at when it was clear; nil where it never was.
    var clearAfter: Int?

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
        if evidence.isClear {
          evidence.clearAfter = index - range.start
          break
        }
        step = index + firstLook
      }
      let byte = text[index]
      if byte < 0x80 {
        if word.length == 0, isLetter(byte) {
          index = addWords(text, index, end, step, &word, &evidence, table)
          continue
        }
        index += 1
        if isLetter(byte) {
          evidence.latin += 1
          word.add(UInt32(byte | 0x20))
        } else if word.length > 0 {
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

  /// Counts words of ASCII letters with single blanks between them, up to the first byte that is something else or the place where the evidence is to be
  /// weighed; what such a word begins with that goes on with other letters comes into `word`.
  ///
  /// - Returns: where it ends.
  @inline(__always)
  private static func addWords(
    _ text: borrowing Span<UInt8>, _ start: Int, _ end: Int, _ step: Int, _ word: inout Word,
    _ evidence: inout Evidence, _ table: Table
  ) -> Int {
    var index = start
    repeat {
      let first = index
      let tail = readLetters(text, &index, end)
      evidence.latin &+= index &- first
      if index < end, text[index] >= 0x80 {
        for place in first..<index { word.add(UInt32(text[place] | 0x20)) }
        return index
      }
      table.count(letters: index &- first, tail: tail, &evidence)
      // The blank behind a word says nothing; where the evidence is weighed is not to depend on it.
      guard index < end, index < step, text[index] == 0x20 else { return index }
      index &+= 1
    } while index < end && index < step && isLetter(text[index])
    return index
  }

  /// Reads the letters of ASCII from a place on, of which there is one; returns the last eight of them.
  @inline(__always)
  private static func readLetters(
    _ text: borrowing Span<UInt8>, _ index: inout Int, _ end: Int
  ) -> UInt64 {
    var tail: UInt64 = 0
    while index &+ 8 <= end {
      let (bytes, count) = bytes(text, at: index)
      index &+= count
      // Where there are eight letters, nothing is left of those before.
      if count == 8 {
        tail = bytes
        continue
      }
      // Two shifts: where there is none, one by 64 would be none.
      return tail &<< UInt64(8 &* count) | (bytes &>> 8) &>> UInt64(56 &- 8 &* count)
    }
    while index < end, isLetter(text[index]) {
      tail = tail << 8 | UInt64(text[index] | 0x20)
      index += 1
    }
    return tail
  }

  /// Eight bytes with their letters in lower case, the first byte in the highest, and how many letters of ASCII they begin with.
  @inline(__always)
  private static func bytes(
    _ text: borrowing Span<UInt8>, at index: Int
  ) -> (bytes: UInt64, count: Int) {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high = 0x80 * ones
    let bytes = unsafe UInt64(
      littleEndian: text.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
    let lower = bytes | 0x20 * ones
    // Without its highest bit no byte carries into the next; the bit of the sum then says whether the byte is as high.
    let low = lower & ~high
    let isLetter = (low + (0x80 - 0x61) * ones) & ~(low + (0x80 - 0x7B) * ones) & ~bytes & high
    let count = (isLetter ^ high).trailingZeroBitCount / 8
    return (lower.byteSwapped, count)
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

    /// The votes of words of at most eight letters of ASCII, by these letters, found without a branch: a word's slot is one of two neighbours.
    private struct LetterVotes: Sendable {
      private var letters: [UInt64]
      /// What stands in ``letters`` votes with which of ``weights``; the first of them is that of no word.
      private var numbers: [UInt8]
      private(set) var weights = [SIMD4<Double>()]
      private let factor: UInt64
      /// How far a product is shifted to have as many bits as there are slots.
      private let shift: UInt64

      init(_ votes: [(UInt64, SIMD4<Double>)]) {
        var sums: [UInt64: SIMD4<Double>] = [:]
        var order: [UInt64] = []
        for (tail, weight) in votes {
          if sums[tail] == nil { order.append(tail) }
          sums[tail, default: SIMD4()] += weight
        }
        // At most a quarter full, and one behind the last.
        let bits = UInt64.bitWidth - UInt64(4 * order.count).leadingZeroBitCount
        shift = UInt64(UInt64.bitWidth - bits)
        // One by which all words there are today find a slot.
        var factor: UInt64 = 0x55C5_4163_D45D_9E65
        var slots = LetterVotes.slots(order, factor, shift)
        while slots == nil {
          // Odd again, and another one; the multiplication is meant to overflow.
          factor = factor &* 0xD134_2543_DE82_EF95
          slots = LetterVotes.slots(order, factor, shift)
        }
        self.factor = factor
        letters = slots ?? []
        numbers = []
        for tail in letters {
          guard let weight = sums[tail] else {
            numbers.append(0)
            continue
          }
          let known = weights.dropFirst().firstIndex(of: weight)
          numbers.append(UInt8(known ?? weights.count))
          if known == nil { weights.append(weight) }
        }
      }

      /// The words in their slots, or nil where one of them finds neither of its own free.
      private static func slots(
        _ words: [UInt64], _ factor: UInt64, _ shift: UInt64
      ) -> [UInt64]? {
        var slots = [UInt64](repeating: 0, count: 1 << (UInt64.bitWidth - Int(shift)) + 1)
        for word in words {
          let slot = slot(word, factor, shift)
          guard let free = [slot, slot + 1].first(where: { slots[$0] == 0 }) else { return nil }
          slots[free] = word
        }
        return slots
      }

      @inline(__always)
      private static func slot(_ letters: UInt64, _ factor: UInt64, _ shift: UInt64) -> Int {
        Int(truncatingIfNeeded: (letters &* factor) &>> shift)
      }

      /// The number of a word's weight among ``weights``; 0 where it is none of the table's, or has no letters.
      @inline(__always) func find(_ word: UInt64) -> Int {
        let slot = LetterVotes.slot(word, factor, shift)
        // Both are read before it is known whether either is asked for: no branch would foresee that.
        let (first, second) = (numbers[slot], numbers[slot &+ 1])
        return Int((letters[slot] == word ? first : 0) | (letters[slot &+ 1] == word ? second : 0))
      }
    }

    private let words: Votes
    private let endings: Votes
    /// The same by their letters, eight at most, for those of ASCII alone: most words need no hash.
    private let plainWords: LetterVotes
    private let plainEndings: LetterVotes
    /// How many letters the endings of ASCII have whose last two are these, by what ``pair(_:)`` makes of them: bit *n* for *n* letters.
    private let endingLengths: [UInt8]

    init(words: [(String, SIMD4<Double>)], endings: [(String, SIMD4<Double>)]) {
      self.words = Votes(words.map { (Word.hash($0.unicodeScalars), $1) })
      self.endings = Votes(endings.map { (Word.hash($0.unicodeScalars.reversed()), $1) })
      plainWords = LetterVotes(
        words.compactMap { word, weight in Table.tail(word).map { ($0, weight) } })
      var plain: [(UInt64, SIMD4<Double>)] = []
      var lengths = [UInt8](repeating: 0, count: 1024)
      for (ending, weight) in endings {
        guard let tail = Table.tail(ending) else { continue }
        plain.append((tail, weight))
        lengths[Table.pair(tail)] |= 1 << UInt8(ending.utf8.count)
      }
      plainEndings = LetterVotes(plain)
      endingLengths = lengths
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
      evidence.words &+= 1
      // No function word is longer.
      let vote = plainWords.find(letters <= 8 ? tail : 0)
      evidence.scores += plainWords.weights[vote]
      // One question in place of three, none of which is foreseen well: the sign is set where both differences are negative.
      let isAsked = ((vote &- 1) & (4 &- letters)) >> (Int.bitWidth - 1)
      let lengths = endingLengths[Table.pair(tail)] & UInt8(truncatingIfNeeded: isAsked)
      if lengths != 0 { addEndings(lengths, letters, tail, &evidence) }
    }

    /// Adds the votes of a word's endings that are shorter than it.
    private func addEndings(
      _ lengths: UInt8, _ letters: Int, _ tail: UInt64, _ evidence: inout Evidence
    ) {
      var rest = lengths
      while rest != 0 {
        let length = rest.trailingZeroBitCount
        rest &= rest &- 1
        guard length < letters else { return }
        let vote = plainEndings.find(tail & (1 << UInt64(8 * length) - 1))
        evidence.scores += plainEndings.weights[vote]
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
    /// The words, each once, and the languages of each as bits.
    var order: [Substring] = []
    var languages: [Substring: UInt8] = [:]
    for (index, words) in profiles.enumerated() {
      for word in words.split(separator: " ") {
        if languages[word] == nil { order.append(word) }
        languages[word, default: 0] |= 1 << index
      }
    }
    let words = order.map { word in
      let set = languages[word] ?? 0
      var weights = SIMD4<Double>()
      let share = set.nonzeroBitCount == 1 ? 1 : set.nonzeroBitCount == 2 ? 0.3 : 0.05
      for index in 0..<4 where set >> index & 1 == 1 { weights[index] = share }
      return (String(word), weights)
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
