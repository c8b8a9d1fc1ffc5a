public import FourfieldMatching
public import FourfieldTagging

/// Lexicons put together and ready for the scan, as ``LexiconStore`` loads them.
public struct LoadedLexicon: Sendable {
  /// The lexicons put together.
  public let compiled: CompiledLexicon
  /// One stamp a lexicon.
  public let stamps: [LexiconStamp]
  /// The numbers of the classifier: the first lexicon's model that there is, with the curves of the others' themes.
  public let model: ClassifierModel
}
