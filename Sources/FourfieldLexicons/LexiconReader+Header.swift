internal import FourfieldCore

/// `lexicon.yaml`: the name, the languages and the themes.
extension LexiconReader {
  /// Adds `lexicon.yaml`; its mistakes are told by ``finish()``.
  ///
  /// It goes before the other files. What is wrong in it is not held against them: where the themes are not known, any is allowed.
  public mutating func addHeader(yaml: String) {
    var found = Mistakes()
    let keys = found.parse(file: file, yaml: yaml).flatMap { root in
      found.keys(
        of: root,
        allowed: [
          "name", "version", "title", "languages", "licence", "citation", "authors", "themes",
          "defaults", "codebook",
        ], what: "the lexicon")
    }
    if let keys {
      readTexts(keys, &found)
      readLanguages(keys, &found)
      readDefaults(keys, &found)
      readThemes(keys, &found)
    }
    mistakes.note(found)
  }

  private mutating func readTexts(_ keys: YAMLKeys, _ found: inout Mistakes) {
    func text(_ key: String) -> String? { found.read(keys[key], YAMLValue.string) }
    let name = found.required("name", of: keys)
    let written = found.read(name, YAMLValue.name)
    if let name, written?.isEmpty == true {
      found.note(name.error("found an empty name, expected one"))
    }
    lexicon.name = written ?? ""
    lexicon.version = found.read(keys["version"], YAMLValue.name) ?? "0"
    lexicon.title = text("title") ?? lexicon.name
    lexicon.license = text("licence") ?? ""
    lexicon.citation = text("citation") ?? ""
    lexicon.authors = found.strings(keys["authors"])
    lexicon.codebook = text("codebook") ?? ""
  }

  private mutating func readLanguages(_ keys: YAMLKeys, _ found: inout Mistakes) {
    guard keys["languages"] != nil else {
      (lexicon.languages, namesLanguages, known.languages) = (Language.identified, false, true)
      return
    }
    let before = found.count
    let languages = found.list(keys["languages"])
    if languages.count > LexiconReader.languageLimit, let list = keys["languages"] {
      found.note(
        list.error(
          "found \(languages.count) languages, expected at most \(LexiconReader.languageLimit)"))
    }
    for value in languages.prefix(LexiconReader.languageLimit) {
      guard let code = found.read(value, YAMLValue.name) else { continue }
      if code.isEmpty {
        found.note(value.error("found an empty language, expected a code"))
      } else if lexicon.languages.contains(Language(code)) {
        found.note(value.error("found language '\(code)' again, expected it once"))
      } else {
        lexicon.languages.append(Language(code))
      }
    }
    known.languages = found.count == before
  }

  private mutating func readDefaults(_ keys: YAMLKeys, _ found: inout Mistakes) {
    guard let value = keys["defaults"],
      let defaults = found.keys(
        of: value, allowed: ["weight", "case", "diacritics"], what: "the defaults")
    else { return }
    defaultWeight = found.read(defaults["weight"], YAMLValue.weight) ?? defaultWeight
    keepsDiacritics = found.read(defaults["diacritics"], YAMLValue.exact) ?? false
    let isExact = found.read(defaults["case"], YAMLValue.exact) ?? false
    defaultComparison = isExact ? .exact : keepsDiacritics ? .diacritics : .folded
  }

  private mutating func readThemes(_ keys: YAMLKeys, _ found: inout Mistakes) {
    let before = found.count
    guard let list = found.required("themes", of: keys) else { return }
    var places: [String: SourceLocation] = [:]
    for value in found.list(list) {
      guard let theme = LexiconReader.theme(value, &found) else { continue }
      if let first = places[theme.id] {
        found.note(
          value.error("found theme '\(theme.id)' again, expected it once, first at \(first)"))
      } else {
        places[theme.id] = value.location
        lexicon.themes.append(theme)
      }
    }
    let count = lexicon.themes.count
    if found.count == before, count == 0 {
      found.note(list.error("found no theme, expected at least one"))
    }
    if count > Lexicon.themeLimit {
      found.note(
        list.error("found \(count) themes, expected at most \(Lexicon.themeLimit)"))
      // Every row looks for its theme among them.
      lexicon.themes.removeLast(count - Lexicon.themeLimit)
    }
    known.themes = found.count == before
  }

  private static func theme(_ value: YAMLValue, _ found: inout Mistakes) -> Theme? {
    let keys = found.keys(
      of: value, allowed: ["id", "title", "colour", "description", "reported"], what: "a theme")
    guard let keys else { return nil }
    var titles: [String: String] = [:]
    for title in found.pairs(of: keys["title"]) {
      titles[title.name] = found.read(title.value, YAMLValue.string)
    }
    let name = found.required("id", of: keys)
    let id = found.read(name, YAMLValue.name)
    if let name, let id, id.isEmpty || id.contains("/") {
      let theme = id.isEmpty ? "an empty theme" : "theme '\(id)'"
      found.note(name.error("found \(theme), expected a name without '/'"))
    }
    let color = found.read(keys["colour"], YAMLValue.string) ?? "#808080"
    let description = found.read(keys["description"], YAMLValue.string) ?? ""
    let isReported = found.read(keys["reported"], YAMLValue.bool) ?? true
    return id.map {
      Theme(
        id: $0, titles: titles, color: color, description: description, isReported: isReported)
    }
  }
}
