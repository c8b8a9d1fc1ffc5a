internal import FourfieldCore
internal import Foundation

/// Words that mark some texts against others.
///
/// The measure is the log-likelihood ratio of the two shares of texts that hold the word (Dunning, Accurate Methods for the Statistics of
/// Surprise and Coincidence, Computational Linguistics 19, 1993; Rayson & Garside, Comparing Corpora using Frequency Profiling, 2000), over
/// texts, so that one text that says a word often does not count more than once. In Chinese, which writes no spaces, sequences of two to
/// four characters stand for words.
public enum Keyness {
  /// A word that marks the texts.
  public struct Word: Hashable, Sendable, Codable {
    /// The word, in lower case.
    public var word: String
    /// The language of the texts.
    public var language: String
    /// The texts that hold it.
    public var texts: Int
    /// The texts of the others that hold it.
    public var others: Int
    /// The log-likelihood ratio; above 10.83 chance is less than one in a thousand.
    public var g2: Double
  }

  /// How many words are given for a language.
  public static let limit = 12

  /// The log-likelihood ratio of `a` of `total` texts against `b` of `otherTotal`.
  public static func g2(_ a: Int, of total: Int, _ b: Int, of otherTotal: Int) -> Double {
    let all = Double(total + otherTotal)
    guard all > 0 else { return 0 }
    func part(_ observed: Int, _ row: Int, _ column: Int) -> Double {
      let expected = Double(row) * Double(column) / all
      return observed == 0 ? 0 : Double(observed) * log(Double(observed) / expected)
    }
    let with = a + b
    let without = total + otherTotal - with
    let sum =
      part(a, total, with) + part(total - a, total, without) + part(b, otherTotal, with)
      + part(otherTotal - b, otherTotal, without)
    return 2 * max(0, sum)
  }

  /// The words that mark `texts` against `others`, language by language, without those that lie in matches of known entries.
  static func words(
    marking texts: [ScannedItem], against others: [ScannedItem], known: Set<Int>
  ) -> [Word] {
    let rest = Dictionary(grouping: others, by: \.record.language)
    return Dictionary(grouping: texts, by: \.record.language)
      .sorted { $0.key < $1.key }
      .flatMap { language, own in words(own, rest[language] ?? [], language, known) }
  }

  private static func words(
    _ texts: [ScannedItem], _ others: [ScannedItem], _ language: String, _ known: Set<Int>
  ) -> [Word] {
    let own = counts(texts, known)
    let rest = counts(others, known)
    let marking = own.compactMap { word, count -> Word? in
      let other = rest[word] ?? 0
      // Fewer than three texts prove nothing, and the word must be more frequent than elsewhere.
      guard count >= 3, count * others.count > other * texts.count else { return nil }
      return Word(
        word: word, language: language, texts: count, others: other,
        g2: g2(count, of: texts.count, other, of: others.count))
    }
    let best = marking.filter { $0.g2 > 6.63 }.sorted { ($1.g2, $0.word) < ($0.g2, $1.word) }
    return Array(withoutParts(best).prefix(limit))
  }

  /// Leaves out sequences of Han characters that are hardly ever without a longer one, and then what shares text with a better one.
  private static func withoutParts(_ words: [Word]) -> [Word] {
    let han = words.filter { isHan($0.word) }
    var kept: [Word] = []
    for word in words {
      if isHan(word.word) {
        let isFragment = han.contains {
          $0.word != word.word && $0.word.contains(word.word) && 10 * $0.texts >= 7 * word.texts
        }
        if isFragment || kept.contains(where: { overlap($0.word, word.word) }) { continue }
      }
      kept.append(word)
      if kept.count == limit { break }
    }
    return kept
  }

  private static func overlap(_ one: String, _ other: String) -> Bool {
    one.contains(other) || other.contains(one)
  }

  private static func isHan(_ word: String) -> Bool {
    word.unicodeScalars.first.map { (0x3400...0x9FFF).contains($0.value) } ?? false
  }

  /// In how many texts every word stands.
  private static func counts(_ items: [ScannedItem], _ known: Set<Int>) -> [String: Int] {
    var counts: [String: Int] = [:]
    for item in items {
      var seen: Set<String> = []
      for passage in item.passages {
        for run in unmatched(passage, known) { seen.formUnion(terms(run)) }
      }
      for word in seen { counts[word, default: 0] += 1 }
    }
    return counts
  }

  /// The stretches of a text between matches of known entries.
  private static func unmatched(_ passage: ScannedItem.Passage, _ known: Set<Int>) -> [String] {
    var stretches: [String] = []
    var start = 0
    for match in passage.matches where known.contains(match.entry) && match.range.start >= start {
      stretches.append(String(decoding: passage.text[start..<match.range.start], as: UTF8.self))
      start = match.range.end
    }
    return stretches + [String(decoding: passage.text[start...], as: UTF8.self)]
  }

  /// Words of three letters and more; of Han characters sequences of two to four.
  private static func terms(_ text: String) -> [String] {
    var terms: [String] = []
    var word = String.UnicodeScalarView()
    var han: [Unicode.Scalar] = []
    func endWord() {
      if word.count >= 3 { terms.append(String(word).lowercased()) }
      word.removeAll(keepingCapacity: true)
    }
    func endHan() {
      for length in 2...4 where han.count >= length {
        for start in 0...(han.count - length) {
          terms.append(String(String.UnicodeScalarView(han[start..<(start + length)])))
        }
      }
      han.removeAll(keepingCapacity: true)
    }
    for scalar in text.unicodeScalars {
      if (0x3400...0x9FFF).contains(scalar.value) {
        endWord()
        han.append(scalar)
      } else {
        endHan()
        if scalar.properties.isAlphabetic || scalar == "-" {
          word.append(scalar)
        } else {
          endWord()
        }
      }
    }
    endWord()
    endHan()
    return terms
  }
}
