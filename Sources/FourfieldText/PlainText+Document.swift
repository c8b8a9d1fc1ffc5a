public import FourfieldCore

extension PlainText {
  /// A document of plain text.
  ///
  /// - Parameters:
  ///   - id: the document's id.
  ///   - language: its language; nil to identify it.
  /// - Returns: the document, without metadata.
  public func document(id: String, language: Language? = nil) -> Document {
    let all = ByteRange(0, text.utf8.count)
    return Document(
      id: id, text: text.utf8, blocks: blocks,
      language: language ?? LanguageIdentifier.identify(text.utf8.span, in: all))
  }
}
