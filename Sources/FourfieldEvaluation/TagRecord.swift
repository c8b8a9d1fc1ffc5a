/// What a run said of one document or passage.
public struct TagRecord: Hashable, Sendable {
  /// What the matches of a theme add up to.
  public struct Score: Hashable, Sendable, Decodable {
    /// The score.
    public var score: Double
    /// The probability.
    public var probability: Double
    /// The number of matches.
    public var count: Int

    /// Creates a score.
    public init(score: Double, probability: Double, count: Int) {
      self.score = score
      self.probability = probability
      self.count = count
    }
  }

  /// The id.
  public var id: String
  /// The id of the document: resamples take documents as a whole.
  public var document: String
  /// The language's code.
  public var language: String
  /// Where the document comes from: its site, else its file.
  public var source: String
  /// The text; empty where the run was written without.
  public var text: String
  /// Where a passage begins and ends in its document's text.
  public var range: Range<Int>
  /// The scores by theme.
  public var themes: [String: Score]
  /// The labels, by descending probability.
  public var labels: [String]
  /// The leading theme.
  public var primary: String?
  /// Why; empty for a document.
  public var reason: String

  /// Creates a record.
  public init(
    id: String, document: String? = nil, language: String = "en", source: String = "",
    text: String = "", range: Range<Int> = 0..<0, themes: [String: Score] = [:],
    labels: [String] = [], primary: String? = nil, reason: String = ""
  ) {
    self.id = id
    self.document = document ?? id
    self.language = language
    self.source = source
    self.text = text
    self.range = range
    self.themes = themes
    self.labels = labels
    self.primary = primary
    self.reason = reason
  }

  /// Whether any entry of a reported theme matched.
  public var hasMatch: Bool { themes.values.contains { $0.count > 0 } }

  /// The theme with the highest score, whatever the background scores; nil where nothing matched.
  public var best: String? {
    themes.filter { $0.value.score > 0 }
      .max { ($0.value.score, $1.key) < ($1.value.score, $0.key) }?.key
  }

  /// The words of the text, a Han character counting as half a word.
  public var words: Int {
    var (words, han, isInWord) = (0, 0, false)
    for scalar in text.unicodeScalars {
      if (0x3400...0x9FFF).contains(scalar.value) {
        han += 1
        isInWord = false
      } else {
        let isLetter = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        if isLetter, !isInWord { words += 1 }
        isInWord = isLetter
      }
    }
    return words + han / 2
  }
}
