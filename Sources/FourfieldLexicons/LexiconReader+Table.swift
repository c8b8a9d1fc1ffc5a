internal import FourfieldCore

/// `entries.tsv`: the same lexicon as a table, for machine-made and very large ones.
extension LexiconReader {
  /// Adds a table: a header with the columns' names, then an entry a line, tabs between the cells.
  ///
  /// `theme`, `concept` and `pattern` must be there; `case` holds `exact`, `diacritics` or `fold`; other columns may be absent, which is as if their cells were empty. An empty theme
  /// makes a blocker, an empty language (or `any`) an entry for all, an empty weight that of `defaults`, else 1. `unless` and `near` hold patterns parted by `|`,
  /// after the words that they may be away: `8: deficit | surplus`. A concept of two themes has its rows once for each, with the same rules.
  ///
  /// - Parameters:
  ///   - file: the name for messages.
  ///   - tsv: the text.
  /// - Complexity: O(*n*).
  public mutating func addTable(file: String, tsv: String) {
    var found = Mistakes()
    var table = TableColumns(file: file, tsv: tsv, &found)
    var rows: [TableEntry] = []
    rows.reserveCapacity(table.lineEstimate)
    // One mistake says that there is too much; the rest is not even read.
    while table.isComplete, !size.isExceeded, table.advance() {
      guard let row = row(table, &found) else { continue }
      do throws(LexiconError) {
        try size.add(row.entry)
        rows.append(row)
      } catch {
        found.note(error)
      }
    }
    addConcepts(rows, &found)
    mistakes.note(found)
  }

  /// The entry of a line; nothing where a cell is wrong, and then every such cell is an error.
  private func row(_ table: TableColumns, _ found: inout Mistakes) -> TableEntry? {
    func cell<Value>(_ read: () throws(LexiconError) -> Value) -> Value? {
      do throws(LexiconError) {
        return try read()
      } catch {
        found.note(error)
        return nil
      }
    }
    let before = found.count
    let place = table.location(.pattern)
    cell { () throws(LexiconError) in try table.checkWidth() }
    let text = cell { () throws(LexiconError) in try table.text(.pattern) }
    let patterns = text.flatMap { text in
      cell { () throws(LexiconError) in try LexiconReader.patterns(text[...], of: text, place) }
    }
    let concept = cell { () throws(LexiconError) in try LexiconReader.concept(table) }
    let group = cell { () throws(LexiconError) in try table.name(.group) }
    let language = cell { () throws(LexiconError) in try self.language(table) }
    let comparison = cell { () throws(LexiconError) in try self.comparison(table) }
    let near = cell { () throws(LexiconError) in try LexiconReader.condition(table, .near) }
    let unless = cell { () throws(LexiconError) in try LexiconReader.condition(table, .unless) }
    let theme = cell { () throws(LexiconError) in try self.theme(table) }
    let weight = cell { () throws(LexiconError) in try self.weight(table) }
    cell { () throws(LexiconError) in _ = try table.text(.note) }
    guard found.count == before, let text, let concept, let group, let patterns, let language,
      let comparison, let near, let unless, let theme, let weight
    else { return nil }
    var entry = Entry(
      concept: 0, text: text, patterns: patterns, language: language, comparison: comparison,
      location: place)
    entry.near = near
    entry.unless = unless
    return TableEntry(
      concept: concept, theme: theme, group: group.isEmpty ? LexiconReader.wholeTheme : group,
      weight: weight, entry: entry,
      place: table.location(.theme))
  }

  /// The group of a row that names none.
  private static let wholeTheme = "all"

  private static func concept(_ table: TableColumns) throws(LexiconError) -> String {
    if table.utf8(.concept).isEmpty {
      throw LexiconError(table.location(.concept), "found no concept, expected a name")
    }
    return try table.name(.concept)
  }

  private func theme(_ table: TableColumns) throws(LexiconError) -> Int? {
    let cell = table.utf8(.theme)
    if cell.isEmpty { return nil }
    if let theme = lexicon.themes.firstIndex(where: { $0.id.utf8.elementsEqual(cell) }) {
      return theme
    }
    let id = try table.text(.theme)
    // The same letters in another spelling of Unicode are the same name, as in YAML.
    if let theme = lexicon.themes.firstIndex(where: { $0.id == id }) { return theme }
    // Anything but a blocker, where the themes are not known.
    if !known.themes { return 0 }
    throw LexiconError(table.location(.theme), undeclared(id))
  }

  private func language(_ table: TableColumns) throws(LexiconError) -> Language? {
    let cell = table.utf8(.language)
    if cell.isEmpty || cell.elementsEqual("any".utf8) { return nil }
    if let known = lexicon.languages.first(where: { $0.code.utf8.elementsEqual(cell) }) {
      return known
    }
    let text = try table.text(.language)
    let language = Language(text)
    if lexicon.languages.contains(language) || !known.languages { return language }
    throw LexiconError(
      table.location(.language),
      "found language '\(text)', expected one of "
        + NameList.text(["any"] + lexicon.languages.map(\.code)))
  }

  private func weight(_ table: TableColumns) throws(LexiconError) -> Double {
    let text = try table.text(.weight)
    if text.isEmpty { return defaultWeight }
    if table.utf8(.theme).isEmpty {
      throw LexiconError(
        table.location(.weight), "found weight of a blocker, which scores nothing, expected none")
    }
    guard let weight = Weight.read(text) else {
      throw LexiconError(table.location(.weight), "found weight '\(text)', \(Weight.expected)")
    }
    return weight
  }

  private func comparison(_ table: TableColumns) throws(LexiconError) -> Entry.Comparison {
    if table.utf8(.comparison).isEmpty { return defaultComparison }
    let text = try table.text(.comparison)
    switch text {
    case "exact": return .exact
    case "diacritics": return .diacritics
    case "fold": return .folded
    default:
      throw LexiconError(
        table.location(.comparison),
        "found '\(text)', expected exact, diacritics, fold or nothing")
    }
  }

  /// `8: deficit | surplus`, or without a distance where that may be left out.
  private static func condition(
    _ table: TableColumns, _ name: TableColumns.Name
  ) throws(LexiconError) -> Proximity? {
    if table.utf8(name).isEmpty { return nil }
    let cell = try table.text(name)
    let place = table.location(name)
    let parts = cell.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let distance = parts.count == 2 ? WholeNumber.read(parts[0]) : nil
    if name == .near || distance != nil {
      guard let distance, (1...PatternParser.gapLimit).contains(distance) else {
        throw LexiconError(
          place,
          "found '\(cell)', expected words from 1 to \(PatternParser.gapLimit) and patterns, as 8: deficit | surplus"
        )
      }
    }
    let list = distance == nil ? cell[...] : parts[1]
    var patterns: [Pattern] = []
    for pattern in list.split(separator: "|", omittingEmptySubsequences: false) {
      patterns += try self.patterns(pattern, of: cell, place)
      try LexiconSize.check(patterns, at: place)
    }
    return Proximity(patterns: patterns, within: distance ?? 0)
  }

  /// What a part of a cell, which stands at a place, stands for.
  private static func patterns(
    _ text: Substring, of cell: String, _ place: SourceLocation
  ) throws(LexiconError) -> [Pattern] {
    do throws(PatternError) {
      return try PatternParser.parse(String(text))
    } catch {
      var place = place
      place.column += cell[..<text.startIndex].unicodeScalars.count + error.column
      throw LexiconError(place, error.message)
    }
  }
}
