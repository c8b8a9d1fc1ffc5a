public import FourfieldCore

/// How frequent entries are everywhere: the mean over labelled sets of the share of texts that hold them.
///
/// A word that stands in every tenth text of every set says little about any theme, whatever its weight; the idea is that of the inverse
/// document frequency (Spärck Jones, A Statistical Interpretation of Term Specificity, Journal of Documentation 1972). Labels are not looked
/// at. Sets count alike, whatever their size, and an entry only in texts of its own language.
public enum EntryFrequencies {
  /// How many texts a language needs in a set: a handful would make every word in them look frequent.
  static let leastTexts = 100

  /// The frequency of every entry.
  ///
  /// - Complexity: O(*n*) in the matches.
  public static func of(_ lexicon: Lexicon, in sets: [LabelledSet]) -> [Double] {
    var sums = [Double](repeating: 0, count: lexicon.entries.count)
    var setCounts: [String: Int] = [:]
    for set in sets {
      guard set.items.count >= leastTexts else { continue }
      let byLanguage = Dictionary(grouping: set.items, by: \.record.language)
      setCounts["", default: 0] += 1
      for (language, items) in byLanguage.sorted(by: { $0.key < $1.key })
      where items.count >= leastTexts {
        setCounts[language, default: 0] += 1
        for item in items {
          for entry in Set(item.matches.map(\.entry)) {
            // An entry for all languages is counted over the whole set.
            let isForAll = lexicon.entries[entry].language == nil
            sums[entry] += 1 / Double(isForAll ? set.items.count : items.count)
          }
        }
      }
    }
    return sums.indices.map { index in
      let count = setCounts[lexicon.entries[index].language?.code ?? ""] ?? 0
      return count == 0 ? 0 : min(1, sums[index] / Double(count))
    }
  }
}
