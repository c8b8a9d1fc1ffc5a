package import FourfieldCore

extension Document {
  /// Sets the language: the declared one where that is one of ours, else the one that the text shows.
  ///
  /// - Parameter trustsData: whether a column of somebody's data declares it and no page, of which many are made from the template of another language:
  ///   then any language is believed.
  package mutating func findLanguage(trustsData: Bool = false) {
    if let declared = metadata.language,
      Language.identified.contains(declared) || trustsData && declared.isKnown
    {
      (language, languageClearAfter) = (declared, nil)
    } else {
      (language, languageClearAfter) = LanguageIdentifier.identify(text.span)
    }
  }
}
