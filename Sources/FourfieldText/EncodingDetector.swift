/// Guesses the encoding of bytes that are not UTF-8, from which of them stand together.
///
/// For every double-byte encoding the text is cut as that encoding would cut it, and the share of its everyday characters counted: level 1 of
/// GB 2312 and JIS, the frequent zone of Big5, the Hangul of KS X 1001. In single-byte text high bytes come in words (Cyrillic) or one
/// by one among letters (Western), and the neighbours of windows-1252 are told by letters that it has no use for.
struct EncodingDetector {
  /// A guess and how far it may be trusted.
  struct Guess {
    /// The name for the converter.
    let encoding: String
    /// Whether it may overrule what the page declares.
    let isCertain: Bool
  }

  /// How many bytes are looked at.
  private static let window = 1 << 16

  private let bytes: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { self.bytes = bytes.prefix(EncodingDetector.window) }

  /// The best guess.
  ///
  /// - Complexity: O(*n*), at most 64 KB.
  func guess() -> Guess {
    let best = EncodingDetector.candidates.map { ($0, score($0)) }.max {
      $0.1.share < $1.1.share
    }
    if let (candidate, score) = best, score.share >= 0.7 {
      return Guess(
        encoding: candidate.encoding, isCertain: score.characters >= 20 && score.share >= 0.85)
    }
    return singleByte()
  }

  /// Whether most characters are everyday ones in an encoding of double bytes: Japanese without kana looks like Japanese only to those who were told so.
  func explains(_ encoding: String) -> Bool {
    guard var candidate = EncodingDetector.candidates.first(where: { $0.encoding == encoding })
    else { return false }
    candidate.needsKana = false
    return score(candidate).share >= 0.85
  }

  // MARK: Double bytes

  /// How an encoding cuts and which of its characters are common.
  private struct Candidate: Sendable {
    let encoding: String
    let leads: @Sendable (UInt8) -> Bool
    let trails: @Sendable (UInt8) -> Bool
    /// 1 for an everyday character, 0 for any other, nil for signs, which tell nothing.
    let worth: @Sendable (UInt8, UInt8) -> Int?
    /// The least share of kana, without which a text is no Japanese.
    var needsKana = false
    /// How near to 1 the share must come: Hangul fills one block and nothing else.
    var least = 0.0
  }

  private static let candidates = [
    Candidate(
      encoding: "GB18030", leads: { (0x81...0xFE).contains($0) },
      trails: { (0x40...0xFE).contains($0) && $0 != 0x7F || (0x30...0x39).contains($0) },
      worth: { lead, trail in
        if (0xA1...0xA3).contains(lead), trail >= 0xA1 { return nil }
        return (0xB0...0xD7).contains(lead) && trail >= 0xA1 ? 1 : 0
      }),
    Candidate(
      encoding: "BIG5-HKSCS", leads: { (0x81...0xFE).contains($0) },
      trails: { (0x40...0x7E).contains($0) || $0 >= 0xA1 },
      worth: { lead, _ in
        (0xA1...0xA3).contains(lead) ? nil : (0xA4...0xC6).contains(lead) ? 1 : 0
      }),
    Candidate(
      encoding: "CP932", leads: { (0x81...0x9F).contains($0) || (0xE0...0xFC).contains($0) },
      trails: { (0x40...0xFC).contains($0) && $0 != 0x7F },
      worth: { lead, _ in
        lead == 0x81 ? nil : lead == 0x82 || lead == 0x83 || (0x88...0x97).contains(lead) ? 1 : 0
      }, needsKana: true),
    Candidate(
      encoding: "EUC-JP", leads: { $0 >= 0xA1 || $0 == 0x8E }, trails: { $0 >= 0xA1 },
      worth: { lead, _ in
        (0xA1...0xA3).contains(lead)
          ? nil : lead == 0xA4 || lead == 0xA5 || (0xB0...0xCF).contains(lead) ? 1 : 0
      }, needsKana: true),
    Candidate(
      encoding: "CP949", leads: { $0 >= 0x81 && $0 != 0xFF },
      trails: { $0 >= 0xA1 || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) },
      worth: { lead, trail in
        (0xA1...0xA3).contains(lead) ? nil : (0xB0...0xC8).contains(lead) && trail >= 0xA1 ? 1 : 0
      }, least: 0.94),
  ]

  private func score(_ candidate: Candidate) -> (share: Double, characters: Int) {
    var (common, characters, invalid, kana) = (0, 0, 0, 0)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let lead = bytes[index]
      index += 1
      guard lead >= 0x80 else { continue }
      // Half-width katakana stand alone.
      if candidate.encoding == "CP932", (0xA1...0xDF).contains(lead) {
        characters += 1
        continue
      }
      guard index < bytes.endIndex else { break }
      guard candidate.leads(lead), candidate.trails(bytes[index]) else {
        invalid += 1
        continue
      }
      if let worth = candidate.worth(lead, bytes[index]) {
        characters += 1
        common += worth
      }
      let isKana =
        candidate.encoding == "CP932" ? lead == 0x82 || lead == 0x83 : lead == 0xA4 || lead == 0xA5
      if isKana { kana += 1 }
      index += 1
    }
    guard characters > 0, !candidate.needsKana || kana * 8 >= characters else { return (0, 0) }
    // A little above what it is, where the encoding's own block explains everything: Hangul also looks like common Chinese.
    let share = Double(common - 5 * invalid) / Double(characters)
    guard share >= candidate.least else { return (0, 0) }
    return (candidate.least > 0 || candidate.needsKana ? share + 0.1 : share, characters)
  }

  // MARK: Single bytes

  private func singleByte() -> Guess {
    var counts = [Int](repeating: 0, count: 256)
    var inside = counts
    var (longRuns, runs, run) = (0, 0, 0)
    var previous: UInt8 = 0x20
    for (index, byte) in zip(bytes.indices, bytes) {
      counts[Int(byte)] += 1
      if byte >= 0x80 {
        run += 1
        let next = index + 1 < bytes.endIndex ? bytes[index + 1] : 0x20
        if isLetter(previous) && isLetter(next) { inside[Int(byte)] += 1 }
      } else if run > 0 {
        runs += 1
        if run >= 3 { longRuns += 1 }
        run = 0
      }
      previous = byte
    }
    if longRuns * 3 > runs, longRuns >= 3 { return cyrillic(counts) }
    return Guess(encoding: western(inside), isCertain: false)
  }

  private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// Most letters are small: in windows-1251 those are the upper half of the table, in KOI8-R the lower.
  private func cyrillic(_ counts: [Int]) -> Guess {
    let lower = counts[0xC0...0xDF].reduce(0, +)
    let upper = counts[0xE0...0xFF].reduce(0, +)
    return Guess(encoding: lower > upper ? "KOI8-R" : "windows-1251", isCertain: true)
  }

  /// windows-1252, unless signs that no Western word has inside stand where Polish, Czech or Turkish have letters.
  private func western(_ inside: [Int]) -> String {
    let polish = inside[0xB3] + inside[0xB9] + inside[0xBF] + inside[0x9C] + inside[0x9F]
    let czech = inside[0x9A] + inside[0x9E] + inside[0xEC] + inside[0xF8] + inside[0xF9]
    let french =
      inside[0xE9] + inside[0xE0] + inside[0xE7] + inside[0xF4] + inside[0xFC] + inside[0xE4]
    if polish >= 2 || inside[0x9A] + inside[0x9E] >= 2 && czech > french { return "windows-1250" }
    let turkish = inside[0xFD] + inside[0xFE] + inside[0xF0]
    let icelandic = inside[0xE1] + inside[0xED] + inside[0xE6]
    if turkish >= 3, turkish > icelandic { return "windows-1254" }
    return "windows-1252"
  }
}
