/// Words that are meant to be others.
enum Spelling {
  /// Whether a word becomes another by at most two letters that are put in, taken out or changed (Levenshtein, 1966).
  ///
  /// - Complexity: O(*n* · *m*) in the letters of words of about one length, O(1) of others.
  static func isNear(_ word: String, _ other: String) -> Bool {
    let (word, other) = (Array(word.prefix(64)), Array(other.prefix(64)))
    guard abs(word.count - other.count) <= 2 else { return false }
    var row = Array(0...other.count)
    for (index, letter) in word.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (column, rival) in other.enumerated() {
        let changed = diagonal + (letter == rival ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(changed, diagonal + 1, row[column] + 1)
      }
    }
    return (row.last ?? 0) <= 2
  }
}
