public import FourfieldCore

/// Puts several lexicons together for one run.
public enum LexiconMerger {
  /// The concepts of all lexicons, in their order, under the themes of all.
  ///
  /// A theme that several name under one id is one theme; its title and colour are those of the first.
  ///
  /// - Throws: ``LexiconError`` where two lexicons have a concept of the same id.
  /// - Complexity: O(*n*) in the entries.
  public static func merge(_ lexicons: [Lexicon]) throws(LexiconError) -> Lexicon {
    guard var merged = lexicons.first else { return Lexicon(name: "") }
    var size = LexiconSize()
    if lexicons.count > 1 { for entry in merged.entries { try size.add(entry) } }
    var places: [String: SourceLocation] = [:]
    for concept in merged.concepts { places[concept.id] = concept.location }
    for other in lexicons.dropFirst() {
      merged.name += "+" + other.name
      merged.version += "+" + other.version
      merged.codebook = [merged.codebook, other.codebook].filter { !$0.isEmpty }
        .joined(separator: "\n")
      for language in other.languages where !merged.languages.contains(language) {
        merged.languages.append(language)
      }
      var themes: [Int] = []
      for theme in other.themes {
        if merged.theme(theme.id) == nil { merged.themes.append(theme) }
        themes.append(merged.theme(theme.id) ?? 0)
      }
      if merged.themes.count > LexiconReader.themeLimit {
        throw LexiconError(
          SourceLocation(file: other.name),
          "found \(merged.themes.count) themes in all lexicons, expected at most \(LexiconReader.themeLimit)"
        )
      }
      let (conceptBase, entryBase) = (merged.concepts.count, merged.entries.count)
      for concept in other.concepts {
        if let first = places[concept.id] {
          throw LexiconError(
            concept.location,
            "found concept '\(concept.id)', which is also in another lexicon at \(first)")
        }
        places[concept.id] = concept.location
        var copy = concept
        copy.entries =
          (concept.entries.lowerBound + entryBase)..<(concept.entries.upperBound + entryBase)
        for index in copy.memberships.indices {
          copy.memberships[index].theme = themes[copy.memberships[index].theme]
        }
        merged.concepts.append(copy)
      }
      for entry in other.entries {
        var copy = entry
        copy.concept += conceptBase
        try size.add(copy)
        merged.entries.append(copy)
      }
    }
    return merged
  }
}
