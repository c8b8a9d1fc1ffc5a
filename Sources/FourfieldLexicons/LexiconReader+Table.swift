internal import FourfieldCore

/// `entries.tsv`: the same lexicon as a table, for machine-made and very large ones.
extension LexiconReader {
  /// Adds a table: a header with the columns' names, then an entry a line, tabs between the cells.
  ///
  /// `theme`, `concept` and `pattern` must be there; `case` holds `exact` or `diacritics`; other columns may be absent, which is as if their cells were empty. An empty theme
  /// makes a blocker, an empty language (or `any`) an entry for all, an empty weight a 1. `unless` and `near` hold patterns parted by `|`,
  /// after the words that they may be away: `8: deficit | surplus`. A concept of two themes has its rows once for each.
  ///
  /// - Parameters:
  ///   - file: the name for messages.
  ///   - tsv: the text.
  /// - Complexity: O(*n*).
  public mutating func addTable(file: String, tsv: String) {
    do throws(LexiconError) {
      var table = try TableColumns(file: file, tsv: tsv)
      var rows: [TableEntry] = []
      while table.advance() {
        do throws(LexiconError) {
          try table.checkWidth()
          rows.append(try row(table))
        } catch {
          errors.append(error)
        }
      }
      addConcepts(rows)
    } catch {
      errors.append(error)
    }
  }

  /// One line of the table.
  private struct TableEntry {
    var concept: String
    var theme: Int?
    var group: String
    var weight: Double
    var entry: Entry

    /// Whether two lines are one entry under two themes.
    func isSame(_ other: TableEntry) -> Bool {
      var left = entry
      left.location = other.entry.location
      return left == other.entry
    }
  }

  private func row(_ table: TableColumns) throws(LexiconError) -> TableEntry {
    if table.utf8(.concept).isEmpty {
      throw LexiconError(table.location(.concept), "found no concept")
    }
    let pattern = table.text(.pattern)
    let place = table.location(.pattern)
    var entry = Entry(
      concept: 0, text: pattern, patterns: try LexiconReader.patterns(pattern, place),
      language: try language(table), comparison: try LexiconReader.comparison(table),
      location: place)
    entry.near = try LexiconReader.condition(table, .near)
    entry.unless = try LexiconReader.condition(table, .unless)
    return TableEntry(
      concept: table.text(.concept), theme: try theme(table), group: table.text(.group),
      weight: try LexiconReader.weight(table), entry: entry)
  }

  private func theme(_ table: TableColumns) throws(LexiconError) -> Int? {
    let cell = table.utf8(.theme)
    if cell.isEmpty { return nil }
    if let theme = lexicon.themes.firstIndex(where: { $0.id.utf8.elementsEqual(cell) }) {
      return theme
    }
    throw LexiconError(
      table.location(.theme),
      "found theme '\(table.text(.theme))', expected one of "
        + lexicon.themes.map(\.id).joined(separator: ", "))
  }

  private func language(_ table: TableColumns) throws(LexiconError) -> Language? {
    let cell = table.utf8(.language)
    if cell.isEmpty || cell.elementsEqual("any".utf8) { return nil }
    if let known = lexicon.languages.first(where: { $0.code.utf8.elementsEqual(cell) }) {
      return known
    }
    let language = Language(table.text(.language))
    if lexicon.languages.contains(language) { return language }
    throw LexiconError(
      table.location(.language),
      "found language '\(table.text(.language))', expected one of any, "
        + lexicon.languages.map(\.code).joined(separator: ", "))
  }

  private static func weight(_ table: TableColumns) throws(LexiconError) -> Double {
    let text = table.text(.weight)
    if text.isEmpty { return 1 }
    guard let weight = Double(text), weight.isFinite else {
      throw LexiconError(table.location(.weight), "found weight '\(text)', expected a number")
    }
    return weight
  }

  private static func comparison(_ table: TableColumns) throws(LexiconError) -> Entry.Comparison {
    if table.utf8(.comparison).isEmpty { return .folded }
    switch table.text(.comparison) {
    case "exact": return .exact
    case "diacritics": return .diacritics
    default:
      throw LexiconError(
        table.location(.comparison),
        "found '\(table.text(.comparison))', expected exact, diacritics or nothing")
    }
  }

  /// `8: deficit | surplus`, or without a distance where that may be left out.
  private static func condition(
    _ table: TableColumns, _ name: TableColumns.Name
  ) throws(LexiconError) -> Proximity? {
    if table.utf8(name).isEmpty { return nil }
    let cell = table.text(name)
    let place = table.location(name)
    let parts = cell.split(separator: ":", maxSplits: 1)
    let distance = parts.count == 2 ? Int(parts[0].filter { !$0.isWhitespace }) : nil
    if name == .near || distance != nil {
      guard let distance, (1...PatternParser.gapLimit).contains(distance) else {
        throw LexiconError(
          place,
          "found '\(cell)', expected words from 1 to \(PatternParser.gapLimit) and patterns, as 8: deficit | surplus"
        )
      }
    }
    let list = distance == nil ? cell : String(parts[1])
    var patterns: [Pattern] = []
    for pattern in list.split(separator: "|") {
      patterns += try self.patterns(String(pattern), place)
    }
    return Proximity(patterns: patterns, within: distance ?? 0)
  }

  private static func patterns(
    _ text: String, _ place: SourceLocation
  ) throws(LexiconError) -> [Pattern] {
    do throws(PatternError) {
      return try PatternParser.parse(text)
    } catch {
      throw LexiconError(
        SourceLocation(file: place.file, line: place.line, column: place.column + error.column),
        error.message)
    }
  }

  /// Gathers rows into concepts, in the order in which concepts first appear.
  private mutating func addConcepts(_ rows: [TableEntry]) {
    var numbers: [String: Int] = [:]
    var concepts: [[Int]] = []
    for (index, row) in rows.enumerated() {
      let number = numbers[row.concept, default: concepts.count]
      if number == concepts.count {
        numbers[row.concept] = number
        concepts.append([index])
      } else {
        concepts[number].append(index)
      }
    }
    for indices in concepts {
      do throws(LexiconError) {
        try addConcept(indices.map { rows[$0] })
      } catch {
        errors.append(error)
      }
    }
  }

  private mutating func addConcept(_ rows: [TableEntry]) throws(LexiconError) {
    guard let id = rows.first?.concept, let place = rows.first?.entry.location else { return }
    if let first = conceptPlaces[id] {
      throw LexiconError(place, "found concept '\(id)' again, first at \(first)")
    }
    conceptPlaces[id] = place
    let index = lexicon.concepts.count
    let firstEntry = lexicon.entries.count
    var memberships: [Membership] = []
    var known: [String: [TableEntry]] = [:]
    for row in rows {
      if let theme = row.theme,
        !memberships.contains(where: { $0.theme == theme && $0.group == row.group })
      {
        memberships.append(Membership(theme: theme, group: row.group, weight: row.weight))
      }
      if rows.count > 1 {
        if known[row.entry.text]?.contains(where: { $0.isSame(row) }) == true { continue }
        known[row.entry.text, default: []].append(row)
      }
      var entry = row.entry
      entry.concept = index
      let usual = memberships.first { $0.theme == row.theme && $0.group == row.group }
      if let usual, usual.weight != row.weight { entry.weight = row.weight }
      lexicon.entries.append(entry)
    }
    lexicon.concepts.append(
      Concept(
        id: id, memberships: memberships.sorted { $0.theme < $1.theme },
        entries: firstEntry..<lexicon.entries.count, location: place))
  }
}
