public import FourfieldCore
public import FourfieldMarkup
public import FourfieldText

/// What is in force in a run.
public struct Settings: Hashable, Sendable {
  /// How much of a page is taken.
  public var content = ContentMode.main
  /// The languages whose passages are tagged.
  public var languages: [Language] = Language.identified
  /// The least words of a passage that is tagged; a Han character counts as half a word.
  public var minWords = 3
  /// How documents are cut.
  public var segmentation = Segmentation()
  /// What becomes of matches that share text.
  public var overlap = Overlap.longest
  /// How many neighbours on each side lend a passage their scores.
  public var context = 1
  /// The least probability of a label.
  public var threshold = 0.5
  /// Whether passages hold their matches.
  public var writesMatches = true
  /// Whether passages and documents hold their text.
  public var writesText = true
  /// The members of a JSON object that are tried for the text, in order.
  public var textFields = ["text", "body", "content"]
  /// The same for the id.
  public var idFields = ["id"]
  /// The same for the title.
  public var titleFields = ["title", "headline"]
  /// The same for the date.
  public var dateFields = ["date", "published"]
  /// The same for the language.
  public var languageFields = ["language", "lang"]

  /// Which documents are dropped because they repeat one before; nil for none.
  public var deduplication: Deduplication?
  /// How much the run puts up with.
  public var limits = Limits()

  /// What the offsets of records count.
  public var offsets = OffsetUnit.codepoints
  /// The format of all inputs, or nil to look at each.
  public var format: InputFormat?

  /// Creates the settings of the four-field pipeline.
  public init() {}
}
