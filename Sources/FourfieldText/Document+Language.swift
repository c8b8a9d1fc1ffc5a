package import FourfieldCore

extension Document {
  /// Sets the language: the declared one where that is one of ours, else the one that the text shows.
  package mutating func findLanguage() {
    if let declared = metadata.language, Language.identified.contains(declared) {
      (language, languageClearAfter) = (declared, nil)
    } else {
      (language, languageClearAfter) = LanguageIdentifier.identify(text.span)
    }
  }
}
