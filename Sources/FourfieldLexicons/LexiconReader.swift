public import FourfieldCore

/// Reads the files of a lexicon into one `Lexicon`.
///
/// It gets names and texts, not paths: where they come from is the caller's matter. Reading goes on behind a mistake, so that ``finish()`` tells all of them.
public struct LexiconReader {
  /// The most languages that a lexicon, or several put together, may have.
  public static let languageLimit = 256

  /// Where a concept stands.
  enum Home {
    case theme(Int)
    /// In the file of a theme that is not known, which was told or comes from mistakes in `lexicon.yaml`.
    case unknownTheme
    /// Among the blockers.
    case block
  }

  /// What could be learnt from `lexicon.yaml`; of the rest nothing is expected of other files.
  struct Known {
    var themes = false
    var languages = false
  }

  /// The name of `lexicon.yaml` for messages.
  let file: String
  var lexicon = Lexicon(name: "")
  var conceptPlaces: [String: SourceLocation] = [:]
  /// The weight of concepts and rows that name none; 1 where `lexicon.yaml` names none either.
  var defaultWeight = 1.0
  /// How entries are compared that do not say.
  var defaultComparison = Entry.Comparison.folded
  /// Whether entries that do not say keep diacritics, where they do not keep case.
  var keepsDiacritics = false
  /// Whether `lexicon.yaml` has a list of languages; else it is of those that its entries are in.
  var namesLanguages = true
  var known = Known()
  /// How much was read so far.
  var size = LexiconSize()
  /// The mistakes so far.
  var mistakes = Mistakes()

  /// Creates a reader for one lexicon, of whose `lexicon.yaml` nothing is known yet.
  ///
  /// - Parameter file: the name of `lexicon.yaml` for messages.
  public init(file: String) { self.file = file }

  /// Creates a reader for one lexicon.
  ///
  /// - Parameters:
  ///   - file: the name of `lexicon.yaml` for messages.
  ///   - yaml: its text.
  /// - Throws: ``LexiconErrors`` with all mistakes in it.
  public init(file: String, yaml: String) throws(LexiconErrors) {
    self.init(file: file)
    addHeader(yaml: yaml)
    if mistakes.count > 0 { throw LexiconErrors(mistakes.errors(of: file)) }
  }

  /// Adds a mistake that the caller met, as a file that is no text.
  public mutating func add(_ mistake: LexiconError) { mistakes.note(mistake) }

  /// The lexicon as read so far.
  ///
  /// - Throws: ``LexiconErrors`` with all mistakes of all files; beyond 10,000 the last one says how many more there are.
  public func finish() throws(LexiconErrors) -> Lexicon {
    if mistakes.count > 0 { throw LexiconErrors(mistakes.errors(of: file)) }
    if lexicon.concepts.isEmpty {
      throw LexiconErrors([
        LexiconError(
          SourceLocation(file: file), "found a lexicon without an entry, expected at least one")
      ])
    }
    if namesLanguages { return lexicon }
    var lexicon = lexicon
    let used = Set(lexicon.entries.compactMap(\.language))
    lexicon.languages.removeAll { !used.contains($0) }
    return lexicon
  }
}
