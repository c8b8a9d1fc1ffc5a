internal import FourfieldCore

/// `entries.tsv`: the same lexicon as a table, for machine-made and very large ones.
extension LexiconReader {
  private static let columns = [
    "theme", "group", "concept", "language", "pattern", "weight", "case", "unless", "near", "note",
  ]

  /// Adds a table: a header with the columns' names, then an entry a line, tabs between the cells.
  ///
  /// `theme`, `concept` and `pattern` must be there; other columns may be absent, which is as if their cells were empty. An empty theme
  /// makes a blocker, an empty language (or `any`) an entry for all, an empty weight a 1. `unless` and `near` hold patterns parted by `|`,
  /// after the words that they may be away: `8: deficit | surplus`. A concept of two themes has its rows once for each.
  ///
  /// - Parameters:
  ///   - file: the name for messages.
  ///   - tsv: the text.
  /// - Complexity: O(*n*).
  public mutating func addTable(file: String, tsv: String) {
    let lines = tsv.split(separator: "\n", omittingEmptySubsequences: false)
    guard let header = lines.first else { return }
    let names = LexiconReader.cells(header)
    for (index, name) in names.enumerated() where !LexiconReader.columns.contains(name) {
      errors.append(
        LexiconError(
          SourceLocation(file: file, line: 1, column: index + 1),
          "found column '\(name)', expected one of " + LexiconReader.columns.joined(separator: ", ")
        ))
      return
    }
    for needed in ["theme", "concept", "pattern"] where !names.contains(needed) {
      errors.append(
        LexiconError(
          SourceLocation(file: file, line: 1), "found no column '\(needed)' in the header"))
      return
    }
    var rows: [TableEntry] = []
    for (index, line) in lines.enumerated().dropFirst() {
      let cells = LexiconReader.cells(line)
      if cells.allSatisfy({ $0.isEmpty }) { continue }
      let place = SourceLocation(file: file, line: index + 1)
      do throws(LexiconError) {
        guard cells.count <= names.count else {
          throw LexiconError(place, "found \(cells.count) cells, expected at most \(names.count)")
        }
        rows.append(try row(names, cells, place))
      } catch {
        errors.append(error)
      }
    }
    addConcepts(rows)
  }

  private static func cells(_ line: Substring) -> [String] {
    line.split(separator: "\t", omittingEmptySubsequences: false).map {
      String($0.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
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

  private func row(
    _ names: [String], _ cells: [String], _ place: SourceLocation
  ) throws(LexiconError) -> TableEntry {
    func cell(_ name: String) -> String {
      guard let index = names.firstIndex(of: name), index < cells.count else { return "" }
      return cells[index]
    }
    func cellPlace(_ name: String) -> SourceLocation {
      let index = names.firstIndex(of: name) ?? 0
      let column = cells.prefix(index).reduce(1) { $0 + $1.count + 1 }
      return SourceLocation(file: place.file, line: place.line, column: column)
    }
    let theme = lexicon.theme(cell("theme"))
    if theme == nil, !cell("theme").isEmpty {
      throw LexiconError(
        cellPlace("theme"),
        "found theme '\(cell("theme"))', expected one of "
          + lexicon.themes.map(\.id).joined(separator: ", "))
    }
    if cell("concept").isEmpty { throw LexiconError(cellPlace("concept"), "found no concept") }
    let text = cell("weight")
    guard let weight = text.isEmpty ? 1 : Double(text), weight.isFinite else {
      throw LexiconError(cellPlace("weight"), "found weight '\(text)', expected a number")
    }
    guard ["", "exact"].contains(cell("case")) else {
      throw LexiconError(cellPlace("case"), "found '\(cell("case"))', expected exact or nothing")
    }
    let language = ["", "any"].contains(cell("language")) ? nil : Language(cell("language"))
    if let language, !lexicon.languages.contains(language) {
      throw LexiconError(
        cellPlace("language"),
        "found language '\(cell("language"))', expected one of any, "
          + lexicon.languages.map(\.code).joined(separator: ", "))
    }
    var entry = Entry(
      concept: 0, text: cell("pattern"),
      patterns: try LexiconReader.patterns(cell("pattern"), cellPlace("pattern")),
      language: language,
      comparison: cell("case") == "exact" ? .exact : .folded, location: cellPlace("pattern"))
    entry.near = try LexiconReader.condition(cell("near"), cellPlace("near"), isNear: true)
    entry.unless = try LexiconReader.condition(cell("unless"), cellPlace("unless"), isNear: false)
    return TableEntry(
      concept: cell("concept"), theme: theme, group: cell("group"), weight: weight, entry: entry)
  }

  /// `8: deficit | surplus`, or without a distance where that may be left out.
  private static func condition(
    _ cell: String, _ place: SourceLocation, isNear: Bool
  ) throws(LexiconError) -> Proximity? {
    guard !cell.isEmpty else { return nil }
    let parts = cell.split(separator: ":", maxSplits: 1)
    let distance = parts.count == 2 ? Int(parts[0].filter { !$0.isWhitespace }) : nil
    if isNear || distance != nil {
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
    var order: [String] = []
    var byConcept: [String: [TableEntry]] = [:]
    for row in rows {
      if byConcept[row.concept] == nil { order.append(row.concept) }
      byConcept[row.concept, default: []].append(row)
    }
    for id in order {
      do throws(LexiconError) {
        try addConcept(id, byConcept[id] ?? [])
      } catch {
        errors.append(error)
      }
    }
  }

  private mutating func addConcept(_ id: String, _ rows: [TableEntry]) throws(LexiconError) {
    guard let place = rows.first?.entry.location else { return }
    if let first = conceptPlaces[id] {
      throw LexiconError(place, "found concept '\(id)' again, first at \(first)")
    }
    conceptPlaces[id] = place
    let index = lexicon.concepts.count
    let firstEntry = lexicon.entries.count
    var memberships: [Membership] = []
    var known: [Pattern: [TableEntry]] = [:]
    for row in rows {
      if let theme = row.theme,
        !memberships.contains(where: { $0.theme == theme && $0.group == row.group })
      {
        memberships.append(Membership(theme: theme, group: row.group, weight: row.weight))
      }
      let key = row.entry.patterns[0]
      if known[key]?.contains(where: { $0.isSame(row) }) == true { continue }
      known[key, default: []].append(row)
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
