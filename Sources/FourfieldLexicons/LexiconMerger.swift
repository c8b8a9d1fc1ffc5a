public import FourfieldCore

/// Puts several lexicons together for one run.
public enum LexiconMerger {
  /// The concepts of all lexicons, in their order, under the themes of all.
  ///
  /// A theme that several name under one id is one theme; its title and colour are those of the first. Names, versions, licences, citations and code books stand one behind another.
  ///
  /// - Throws: ``LexiconErrors`` with every concept that two lexicons have, and where all together have too much.
  /// - Complexity: O(*n*) in the entries.
  public static func merge(_ lexicons: [Lexicon]) throws(LexiconErrors) -> Lexicon {
    guard var merged = lexicons.first else { return Lexicon(name: "") }
    var mistakes = Mistakes()
    var places: [String: SourceLocation] = [:]
    for concept in merged.concepts { places[concept.id] = concept.location }
    for other in lexicons.dropFirst() {
      mergeTexts(of: other, into: &merged)
      let themes = mergeThemes(of: other, into: &merged, &mistakes)
      for concept in other.concepts {
        guard let first = places.updateValue(concept.location, forKey: concept.id) else { continue }
        places[concept.id] = first
        mistakes.note(
          LexiconError(
            concept.location,
            "found concept '\(concept.id)', which is also in another lexicon at \(first), "
              + "expected it in one of them"))
      }
      mergeConcepts(of: other, themes: themes, into: &merged)
    }
    merged.license = join(lexicons.map(\.license), by: " AND ")
    merged.citation = join(lexicons.map(\.citation), by: "\n")
    noteLanguages(of: merged, &mistakes)
    if lexicons.count > 1, let error = excess(merged.entries) { mistakes.note(error) }
    if mistakes.count > 0 { throw LexiconErrors(mistakes.errors(of: merged.name)) }
    return merged
  }

  private static func mergeTexts(of other: Lexicon, into merged: inout Lexicon) {
    merged.name += "+" + other.name
    merged.version += "+" + other.version
    merged.codebook = [merged.codebook, other.codebook].filter { !$0.isEmpty }
      .joined(separator: "\n")
    merged.authors += other.authors.filter { !merged.authors.contains($0) }
    for language in other.languages where !merged.languages.contains(language) {
      merged.languages.append(language)
    }
  }

  /// Different texts of all lexicons, one behind another.
  private static func join(_ texts: [String], by separator: String) -> String {
    var different: [String] = []
    for text in texts where !text.isEmpty && !different.contains(text) { different.append(text) }
    return different.joined(separator: separator)
  }

  /// Notes that there are too many languages in all lexicons together.
  private static func noteLanguages(of merged: Lexicon, _ mistakes: inout Mistakes) {
    let (count, limit) = (merged.languages.count, LexiconReader.languageLimit)
    guard count > limit else { return }
    mistakes.note(
      LexiconError(
        SourceLocation(file: merged.name),
        "found \(count) languages in all lexicons, expected at most \(limit)"))
  }

  /// Adds the themes of a lexicon; returns where each of them now stands.
  private static func mergeThemes(
    of other: Lexicon, into merged: inout Lexicon, _ mistakes: inout Mistakes
  ) -> [Int] {
    var themes: [Int] = []
    for theme in other.themes {
      guard let known = merged.theme(theme.id) else {
        themes.append(merged.themes.count)
        merged.themes.append(theme)
        continue
      }
      themes.append(known)
      if merged.themes[known].isReported != theme.isReported {
        mistakes.note(
          LexiconError(
            SourceLocation(file: other.name),
            "found theme '\(theme.id)' with reported: \(theme.isReported), which is \(!theme.isReported) in another lexicon, "
              + "expected the same in both"))
      }
    }
    if merged.themes.count > Lexicon.themeLimit {
      mistakes.note(
        LexiconError(
          SourceLocation(file: other.name),
          "found \(merged.themes.count) themes in all lexicons, expected at most \(Lexicon.themeLimit)"
        ))
    }
    return themes
  }

  private static func mergeConcepts(
    of other: Lexicon, themes: [Int], into merged: inout Lexicon
  ) {
    let (conceptBase, entryBase) = (merged.concepts.count, merged.entries.count)
    for concept in other.concepts {
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
      merged.entries.append(copy)
    }
  }

  /// That there is too much in all entries together, if there is.
  private static func excess(_ entries: [Entry]) -> LexiconError? {
    var size = LexiconSize()
    do throws(LexiconError) {
      for entry in entries { try size.add(entry) }
      return nil
    } catch {
      return error
    }
  }
}
