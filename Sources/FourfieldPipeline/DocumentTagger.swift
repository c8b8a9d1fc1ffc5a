public import FourfieldCore
public import FourfieldMatching
public import FourfieldTagging

/// Tags documents that are in memory already, one after another.
///
/// - Note: Not thread-safe (it keeps buffers and what it has learnt of words): one per task.
public struct DocumentTagger {
  private var worker: Worker

  /// Creates a tagger.
  ///
  /// - Complexity: O(*n*) in the entries of the lexicon: make one and use it often.
  public init(settings: Settings, lexicon: CompiledLexicon, model: ClassifierModel = .standard) {
    worker = Worker(settings: settings, lexicon: lexicon, model: model)
  }

  /// The passages of a document with their tags, and the number of its words.
  public mutating func tag(
    _ document: Document
  ) -> (passages: [Passage], tags: [Tag], words: Int) {
    let tagged = worker.tagPassages(of: document)
    return (tagged.passages, tagged.tags, tagged.words)
  }
}
