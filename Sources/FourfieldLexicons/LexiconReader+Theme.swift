internal import FourfieldCore

/// The file of one theme: its concepts and blockers.
extension LexiconReader {
  /// Adds the file of one theme; its mistakes are told by ``finish()``.
  public mutating func addTheme(file: String, yaml: String) {
    var found = Mistakes()
    let keys = found.parse(file: file, yaml: yaml).flatMap { root in
      found.keys(of: root, allowed: ["theme", "groups", "block"], what: "a theme's file")
    }
    if let keys { readTheme(keys, &found) }
    mistakes.note(found)
  }

  private mutating func readTheme(_ keys: YAMLKeys, _ found: inout Mistakes) {
    let home = home(keys, &found)
    // As they stand in the file: the order decides between entries at the same range.
    for (key, value) in keys.pairs {
      switch key {
      case "groups": readGroups(value, home, &found)
      case "block":
        for blocker in found.list(value) { addConcept(blocker, .block, group: "", &found) }
      default: break
      }
    }
  }

  private mutating func readGroups(_ value: YAMLValue, _ home: Home, _ found: inout Mistakes) {
    for group in found.pairs(of: value) {
      if group.name.isEmpty {
        found.note(group.key.error("found an empty group, expected a name"))
      }
      _ = found.read(group.key, YAMLValue.name)
      for concept in found.list(group.value) {
        addConcept(concept, home, group: group.name, &found)
      }
    }
  }

  /// The theme that a file is for.
  private func home(_ keys: YAMLKeys, _ found: inout Mistakes) -> Home {
    guard let name = found.required("theme", of: keys),
      let id = found.read(name, YAMLValue.name)
    else { return .unknownTheme }
    if let theme = lexicon.theme(id) { return .theme(theme) }
    if known.themes { found.note(name.error(undeclared(id))) }
    return .unknownTheme
  }

  /// That a theme is none of the lexicon's.
  func undeclared(_ id: String) -> String {
    "found theme '\(id)', expected one of \(NameList.text(lexicon.themes.map(\.id)))"
  }

  /// Adds a concept, or notes what is wrong with it.
  private mutating func addConcept(
    _ value: YAMLValue, _ home: Home, group: String, _ found: inout Mistakes
  ) {
    let before = found.count
    guard let keys = found.keys(of: value, allowed: conceptKeys, what: "a concept") else { return }
    let name = found.required("concept", of: keys)
    let id = found.read(name, YAMLValue.name)
    if let name, let id { noteConcept(id, name, &found) }
    let memberships = memberships(keys, home, group: group, &found)
    let index = lexicon.concepts.count
    let firstEntry = lexicon.entries.count
    for (key, list) in keys.pairs where !LexiconReader.ownKeys.contains(key) {
      let language = key == "any" ? nil : Language(key)
      addEntries(found.list(list), language: language, concept: index, &found)
    }
    // One mistake says that there is too much; the rest is not even read.
    if size.isExceeded { return }
    if lexicon.entries.count == firstEntry, found.count == before, let name {
      found.note(
        name.error("found concept '\(id ?? "")' without an entry, expected at least one language"))
    }
    lexicon.concepts.append(
      Concept(
        id: id ?? "", memberships: memberships, entries: firstEntry..<lexicon.entries.count,
        tests: tests(keys["tests"], &found), location: (name ?? value).location))
  }

  /// The keys of a concept that are no lists of entries.
  private static let ownKeys = ["concept", "weight", "themes", "tests", "note"]

  /// The keys that a concept may have; nil where the languages are not known.
  private var conceptKeys: [String]? {
    guard known.languages else { return nil }
    return ["concept", "weight", "themes", "any", "tests", "note"] + lexicon.languages.map(\.code)
  }

  /// Notes where a concept stands, or that there is one of its id already.
  private mutating func noteConcept(
    _ id: String, _ name: YAMLValue, _ found: inout Mistakes
  ) {
    if let first = conceptPlaces[id] {
      found.note(
        name.error(
          "found concept '\(id)' again, expected it once in the lexicon, first at \(first)"))
    } else if !id.isEmpty {
      conceptPlaces[id] = name.location
    } else if name.isScalar {
      found.note(name.error("found an empty concept, expected a name"))
    }
  }

  private mutating func addEntries(
    _ values: [YAMLValue], language: Language?, concept: Int, _ found: inout Mistakes
  ) {
    for value in values {
      if size.isExceeded { return }
      guard let entry = entry(value, language: language, concept: concept, &found) else { continue }
      do throws(LexiconError) {
        try size.add(entry)
        lexicon.entries.append(entry)
      } catch {
        found.note(error)
      }
    }
  }

  private func tests(_ value: YAMLValue?, _ found: inout Mistakes) -> [ConceptTest] {
    guard let value, let keys = found.keys(of: value, allowed: ["yes", "no"], what: "tests") else {
      return []
    }
    var tests: [ConceptTest] = []
    for (key, list) in keys.pairs {
      for sentence in found.list(list) {
        guard let text = found.read(sentence, YAMLValue.string) else { continue }
        tests.append(
          ConceptTest(text: text, expectsMatch: key == "yes", location: sentence.location))
      }
    }
    return tests
  }
}

// MARK: Weights

extension LexiconReader {
  /// The themes that a concept counts for.
  private func memberships(
    _ keys: YAMLKeys, _ home: Home, group: String, _ found: inout Mistakes
  ) -> [Membership] {
    if case .block = home {
      for key in ["weight", "themes"] {
        guard let value = keys[key] else { continue }
        found.note(value.error("found \(key) of a blocker, which scores nothing, expected none"))
      }
      return []
    }
    let weight = found.read(keys["weight"], YAMLValue.weight)
    if let themes = keys["themes"] {
      if let own = keys["weight"] {
        found.note(own.error("found a weight beside themes, expected one of the two"))
      }
      return memberships(themes, home, group: group, &found)
    }
    guard case .theme(let theme) = home else { return [] }
    return [Membership(theme: theme, group: group, weight: weight ?? defaultWeight)]
  }

  /// `themes: {economic: 2, green/green-finance: 3}`.
  private func memberships(
    _ themes: YAMLValue, _ home: Home, group: String, _ found: inout Mistakes
  ) -> [Membership] {
    let before = found.count
    var memberships: [Membership] = []
    for pair in found.pairs(of: themes) {
      let weight = found.read(pair.value, YAMLValue.weight)
      let parts = pair.name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      let theme = lexicon.theme(String(parts[0]))
      if theme == nil, known.themes { found.note(pair.value.error(undeclared(pair.name))) }
      if parts.count > 1, parts[1].isEmpty {
        found.note(pair.key.error("found '\(pair.name)' without a group, expected theme/group"))
      }
      if parts.count > 1, let mistake = NameList.mistake(in: parts[1]) {
        found.note(pair.key.error(mistake))
      }
      guard let theme, let weight else { continue }
      let group = parts.count > 1 ? String(parts[1]) : group
      // Its matches would count once for each group, and so twice for the theme.
      if memberships.contains(where: { $0.theme == theme }) {
        found.note(
          pair.key.error("found theme '\(parts[0])' again, expected one group in each theme"))
      }
      memberships.append(Membership(theme: theme, group: group, weight: weight))
    }
    if case .theme(let own) = home, found.count == before,
      !memberships.contains(where: { $0.theme == own })
    {
      let id = lexicon.themes[own].id
      found.note(
        themes.error("found no weight for '\(id)', expected one, as it is the theme of this file"))
    }
    return memberships.sorted { $0.theme < $1.theme }
  }
}
