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
      // One mistake says that there is too much; the rest is not even read.
      while !size.isExceeded, table.advance() {
        do throws(LexiconError) {
          try table.checkWidth()
          guard let row = row(table) else { continue }
          try size.add(row.entry)
          rows.append(row)
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

  /// The entry of a line; nothing where a cell is wrong, and then every such cell is an error.
  private mutating func row(_ table: TableColumns) -> TableEntry? {
    var wrong: [LexiconError] = []
    func cell<Value>(_ read: () throws(LexiconError) -> Value) -> Value? {
      do throws(LexiconError) {
        return try read()
      } catch {
        wrong.append(error)
        return nil
      }
    }
    let place = table.location(.pattern)
    let text = table.text(.pattern)
    let concept = cell { () throws(LexiconError) in try LexiconReader.concept(table) }
    let patterns = cell { () throws(LexiconError) in try LexiconReader.patterns(text, place) }
    let language = cell { () throws(LexiconError) in try self.language(table) }
    let comparison = cell { () throws(LexiconError) in try LexiconReader.comparison(table) }
    let near = cell { () throws(LexiconError) in try LexiconReader.condition(table, .near) }
    let unless = cell { () throws(LexiconError) in try LexiconReader.condition(table, .unless) }
    let theme = cell { () throws(LexiconError) in try self.theme(table) }
    let weight = cell { () throws(LexiconError) in try LexiconReader.weight(table) }
    guard let concept, let patterns, let language, let comparison, let near, let unless, let theme,
      let weight
    else {
      errors += wrong.sorted { $0.location.column < $1.location.column }
      return nil
    }
    var entry = Entry(
      concept: 0, text: text, patterns: patterns, language: language, comparison: comparison,
      location: place)
    entry.near = near
    entry.unless = unless
    return TableEntry(
      concept: concept, theme: theme, group: table.text(.group), weight: weight, entry: entry)
  }

  private static func concept(_ table: TableColumns) throws(LexiconError) -> String {
    if table.utf8(.concept).isEmpty {
      throw LexiconError(table.location(.concept), "found no concept")
    }
    return table.text(.concept)
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
      try LexiconSize.check(patterns, at: place)
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
