public import FourfieldCore
internal import Yams

/// Reads the files of a lexicon into one `Lexicon`.
///
/// It gets names and texts, not paths: where they come from is the caller's matter.
public struct LexiconReader {
  /// The most themes that a lexicon, or several put together, may have.
  public static let themeLimit = 64

  var lexicon = Lexicon(name: "")
  var conceptPlaces: [String: SourceLocation] = [:]
  /// The weight of concepts that name none; nil where every concept has to.
  private var defaultWeight: Double?
  /// How much was read so far.
  var size = LexiconSize()
  /// The mistakes so far.
  var errors: [LexiconError] = []

  /// Creates a reader for one lexicon.
  ///
  /// - Parameters:
  ///   - file: the name of `lexicon.yaml` for messages.
  ///   - yaml: its text.
  /// - Throws: ``LexiconError`` at the first mistake.
  public init(file: String, yaml: String) throws(LexiconError) {
    let root = try YAMLValue(file: file, text: yaml)
    let header = try root.mapping(
      allowed: [
        "name", "version", "title", "languages", "licence", "citation", "authors", "themes",
        "defaults", "codebook",
      ], what: "the lexicon")
    lexicon.name = try header.required("name").string()
    lexicon.version = try header["version"]?.string() ?? "0"
    lexicon.title = try header["title"]?.string() ?? lexicon.name
    lexicon.license = try header["licence"]?.string() ?? ""
    lexicon.citation = try header["citation"]?.string() ?? ""
    lexicon.authors = try header["authors"]?.strings() ?? []
    lexicon.codebook = try header["codebook"]?.string() ?? ""
    if let defaults = header["defaults"] {
      let values = try defaults.mapping(allowed: ["weight"], what: "the defaults")
      defaultWeight = try values["weight"]?.weight()
    }
    lexicon.languages = (try header["languages"]?.strings() ?? []).map(Language.init)
    let themes = try header.required("themes")
    for value in try themes.sequence() { lexicon.themes.append(try LexiconReader.theme(value)) }
    if lexicon.themes.count > LexiconReader.themeLimit {
      throw themes.error(
        "found \(lexicon.themes.count) themes, expected at most \(LexiconReader.themeLimit)")
    }
  }

  private static func theme(_ value: YAMLValue) throws(LexiconError) -> Theme {
    let keys = try value.mapping(
      allowed: ["id", "title", "colour", "description", "reported"], what: "a theme")
    var titles: [String: String] = [:]
    if let title = keys["title"] {
      for (language, text) in try title.pairs() { titles[language] = try text.string() }
    }
    return Theme(
      id: try keys.required("id").string(), titles: titles,
      color: try keys["colour"]?.string() ?? "#808080",
      description: try keys["description"]?.string() ?? "",
      isReported: try keys["reported"]?.bool() ?? true)
  }

  /// Adds the file of one theme; its mistakes are told by ``finish()``.
  public mutating func addTheme(file: String, yaml: String) {
    do throws(LexiconError) {
      try readTheme(file: file, yaml: yaml)
    } catch {
      errors.append(error)
    }
  }

  private mutating func readTheme(file: String, yaml: String) throws(LexiconError) {
    let root = try YAMLValue(file: file, text: yaml)
    let keys = try root.mapping(allowed: ["theme", "groups", "block"], what: "a theme's file")
    let name = try keys.required("theme")
    guard let theme = lexicon.theme(try name.string()) else {
      throw name.error(
        "found theme '\(try name.string())', expected one of "
          + lexicon.themes.map(\.id).joined(separator: ", "))
    }
    // As they stand in the file: the order decides between entries at the same range.
    for (key, value) in keys.pairs {
      switch key {
      case "groups":
        for (group, concepts) in try value.pairs() {
          for concept in try concepts.sequence() { collect(concept, theme: theme, group: group) }
        }
      case "block":
        for blocker in try value.sequence() { collect(blocker, theme: nil, group: "") }
      default: break
      }
    }
  }

  /// Adds a concept, or notes what is wrong with it.
  private mutating func collect(_ value: YAMLValue, theme: Int?, group: String) {
    do throws(LexiconError) {
      try add(value, theme: theme, group: group)
    } catch {
      errors.append(error)
    }
  }

  /// The lexicon as read so far.
  ///
  /// - Throws: ``LexiconErrors`` with all mistakes of all files.
  public func finish() throws(LexiconErrors) -> Lexicon {
    if !errors.isEmpty { throw LexiconErrors(errors) }
    return lexicon
  }

  private mutating func add(
    _ value: YAMLValue, theme: Int?, group: String
  ) throws(LexiconError) {
    var allowed = ["concept", "weight", "themes", "any", "tests", "note"]
    for language in lexicon.languages { allowed.append(language.code) }
    let keys = try value.mapping(allowed: allowed, what: "a concept")
    let name = try keys.required("concept")
    let id = try name.string()
    if let first = conceptPlaces[id] {
      throw name.error("found concept '\(id)' again, first at \(first)")
    }
    conceptPlaces[id] = name.location
    let index = lexicon.concepts.count
    let firstEntry = lexicon.entries.count
    var hasMistake = false
    var memberships: [Membership] = []
    if let theme {
      do throws(LexiconError) {
        memberships = try self.memberships(keys, value, theme: theme, group: group)
      } catch {
        // What is wrong with its entries is told all the same.
        errors.append(error)
        hasMistake = true
      }
    }
    for (key, list) in keys.pairs where key == "any" || lexicon.languages.contains(Language(key)) {
      let language = key == "any" ? nil : Language(key)
      for entry in try list.sequence() {
        // One mistake says that there is too much; the rest is not even read.
        if size.isExceeded { return }
        do throws(LexiconError) {
          let entry = try self.entry(entry, language: language, concept: index)
          try size.add(entry)
          lexicon.entries.append(entry)
        } catch {
          errors.append(error)
          hasMistake = true
        }
      }
    }
    if lexicon.entries.count == firstEntry, !hasMistake {
      throw name.error("found concept '\(id)' without an entry, expected at least one language")
    }
    lexicon.concepts.append(
      Concept(
        id: id, memberships: memberships, entries: firstEntry..<lexicon.entries.count,
        tests: try tests(keys["tests"]), location: name.location))
  }

  private func memberships(
    _ keys: YAMLKeys, _ value: YAMLValue, theme: Int, group: String
  ) throws(LexiconError) -> [Membership] {
    guard let themes = keys["themes"] else {
      let own = try keys["weight"]?.weight() ?? defaultWeight
      guard let own else { throw keys.missing("weight") }
      return [Membership(theme: theme, group: group, weight: own)]
    }
    var memberships: [Membership] = []
    for (name, weight) in try themes.pairs() {
      let parts = name.split(separator: "/", maxSplits: 1)
      guard let first = parts.first, let other = lexicon.theme(String(first)) else {
        throw weight.error(
          "found theme '\(name)', expected one of "
            + lexicon.themes.map(\.id).joined(separator: ", "))
      }
      let group = parts.count > 1 ? String(parts[1]) : group
      memberships.append(Membership(theme: other, group: group, weight: try weight.weight()))
    }
    if !memberships.contains(where: { $0.theme == theme }) {
      throw themes.error(
        "found no weight for '\(lexicon.themes[theme].id)', the theme of this file")
    }
    return memberships.sorted { $0.theme < $1.theme }
  }

  private func entry(
    _ value: YAMLValue, language: Language?, concept: Int
  ) throws(LexiconError) -> Entry {
    var text = value
    var weight: Double?
    var comparison = Entry.Comparison.folded
    var near: Proximity?
    var unless: Proximity?
    if value.isMapping {
      let keys = try value.mapping(
        allowed: ["match", "case", "diacritics", "weight", "note", "near", "unless"],
        what: "an entry")
      text = try keys.required("match")
      weight = try keys["weight"]?.weight()
      if try keys["diacritics"]?.exact() == true { comparison = .diacritics }
      if try keys["case"]?.exact() == true { comparison = .exact }
      near = try keys["near"].map { (rule) throws(LexiconError) in
        try LexiconReader.proximity(rule, isNear: true)
      }
      unless = try keys["unless"].map { (rule) throws(LexiconError) in
        try LexiconReader.proximity(rule, isNear: false)
      }
    }
    var entry = Entry(
      concept: concept, text: try text.string(), patterns: try LexiconReader.patterns(text),
      language: language, weight: weight, comparison: comparison, location: text.location)
    entry.near = near
    entry.unless = unless
    return entry
  }

  /// `{of: [patterns], within: words}`; for `unless` a list alone will do.
  private static func proximity(
    _ value: YAMLValue, isNear: Bool
  ) throws(LexiconError) -> Proximity {
    var list = value
    var within = 0
    if value.isMapping {
      let keys = try value.mapping(
        allowed: ["of", "within"], what: isNear ? "near" : "unless")
      list = try keys.required("of")
      if let words = keys["within"] {
        guard let number = Int(try words.string()), (1...PatternParser.gapLimit).contains(number)
        else {
          throw words.error(
            "found \(words.kind), expected a whole number of words from 1 to \(PatternParser.gapLimit)"
          )
        }
        within = number
      }
    }
    if isNear, within == 0 {
      throw value.error("found near without a distance, expected {of: [patterns], within: words}")
    }
    var patterns: [Pattern] = []
    for pattern in try list.sequence() {
      patterns += try LexiconReader.patterns(pattern)
      try LexiconSize.check(patterns, at: pattern.location)
    }
    return Proximity(patterns: patterns, within: within)
  }

  private static func patterns(_ value: YAMLValue) throws(LexiconError) -> [Pattern] {
    let written = try value.string()
    do throws(PatternError) {
      return try PatternParser.parse(written)
    } catch {
      throw value.error(error.message, column: error.column)
    }
  }

  private func tests(_ value: YAMLValue?) throws(LexiconError) -> [ConceptTest] {
    guard let value else { return [] }
    let keys = try value.mapping(allowed: ["yes", "no"], what: "tests")
    var tests: [ConceptTest] = []
    for (key, list) in keys.pairs {
      for sentence in try list.sequence() {
        tests.append(
          ConceptTest(
            text: try sentence.string(), expectsMatch: key == "yes", location: sentence.location))
      }
    }
    return tests
  }
}
