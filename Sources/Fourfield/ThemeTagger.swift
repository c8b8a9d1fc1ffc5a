internal import FourfieldCore
internal import FourfieldMatching
internal import FourfieldPipeline
internal import FourfieldTagging
internal import FourfieldText

/// Tags strings by theme: the short way for users of the library.
///
///     let tagger = try ThemeTagger(lexicon: "Lexicons/four-field")
///     for passage in tagger.tag("Exports to China grew by 4 % last year.") {
///       print(passage.labels, passage.text)
///     }
///
/// - Note: Not thread-safe (it keeps what it has learnt of words): one per task.
public final class ThemeTagger {
  private let themes: [Theme]
  private var tagger: DocumentTagger

  /// Loads a lexicon, from the same private cache as the program where it has been compiled before.
  ///
  /// - Parameter lexicon: the path of its folder.
  /// - Throws: an error whose description names file, line and column.
  public init(lexicon: String) throws {
    let loaded = try LexiconStore.load([lexicon], cache: LexiconStore.defaultCache)
    var settings = Settings()
    settings.threshold = loaded.model.threshold
    // The limits of a run are for files that nobody has looked at; what they cut off a string nobody would hear of.
    settings.limits.passages = .max
    settings.limits.matches = .max
    themes = loaded.compiled.outline.themes
    tagger = DocumentTagger(settings: settings, lexicon: loaded.compiled, model: loaded.model)
  }

  /// The passages of a text, tagged; the text is identified, normalised and cut into passages as a file would be, but all of it: the limits of a run do not apply.
  public func tag(_ text: String) -> [TaggedPassage] {
    let bytes = Array(text.utf8)
    let document = PlainText(bytes.span).document(id: "text")
    let (passages, tags, _, _) = tagger.tag(document)
    return zip(passages, tags).map { passage, tag in
      let slice = Array(document.text[passage.range.indices])
      var scores: [String: Double] = [:]
      for (theme, score) in zip(themes, tag.themes) where theme.isReported {
        scores[theme.id] = score.score
      }
      return TaggedPassage(
        text: String(decoding: slice, as: UTF8.self), labels: tag.labels.map { themes[$0].id },
        primary: tag.primary.map { themes[$0].id }, scores: scores,
        surfaces: tag.matches.map { String(decoding: slice[$0.range.indices], as: UTF8.self) })
    }
  }
}
