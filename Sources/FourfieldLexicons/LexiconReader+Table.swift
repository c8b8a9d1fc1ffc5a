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

  /// One line of the table.
  private struct TableEntry {
    var concept: String
    var theme: Int?
    var group: String
    var weight: Double
    var entry: Entry
    /// Where its theme stands.
    var place: SourceLocation

    /// What lines have in common that are one entry under several themes.
    var identity: Entry {
      var entry = entry
      entry.location = SourceLocation(file: "")
      return entry
    }
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
      cell { () throws(LexiconError) in try LexiconReader.patterns(text, place) }
    }
    let concept = cell { () throws(LexiconError) in try LexiconReader.concept(table) }
    let group = cell { () throws(LexiconError) in try table.name(.group) }
    let language = cell { () throws(LexiconError) in try self.language(table) }
    let comparison = cell { () throws(LexiconError) in try LexiconReader.comparison(table) }
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
    if text.isEmpty { return defaultWeight ?? 1 }
    if table.utf8(.theme).isEmpty {
      throw LexiconError(
        table.location(.weight), "found weight of a blocker, which scores nothing, expected none")
    }
    guard let weight = Weight.read(text) else {
      throw LexiconError(table.location(.weight), "found weight '\(text)', \(Weight.expected)")
    }
    return weight
  }

  private static func comparison(_ table: TableColumns) throws(LexiconError) -> Entry.Comparison {
    if table.utf8(.comparison).isEmpty { return .folded }
    let text = try table.text(.comparison)
    switch text {
    case "exact": return .exact
    case "diacritics": return .diacritics
    default:
      throw LexiconError(
        table.location(.comparison),
        "found '\(text)', expected exact, diacritics or nothing")
    }
  }

  /// `8: deficit | surplus`, or without a distance where that may be left out.
  private static func condition(
    _ table: TableColumns, _ name: TableColumns.Name
  ) throws(LexiconError) -> Proximity? {
    if table.utf8(name).isEmpty { return nil }
    let cell = try table.text(name)
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
    for pattern in list.split(separator: "|", omittingEmptySubsequences: false) {
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
  private mutating func addConcepts(_ rows: [TableEntry], _ found: inout Mistakes) {
    let (order, starts) = LexiconReader.rowsByConcept(rows)
    conceptPlaces.reserveCapacity(conceptPlaces.count + starts.count)
    lexicon.concepts.reserveCapacity(lexicon.concepts.count + starts.count)
    lexicon.entries.reserveCapacity(lexicon.entries.count + rows.count)
    for (start, end) in zip(starts, starts.dropFirst()) {
      let indices = order[start..<end]
      if indices.count > 1 {
        LexiconReader.checkBlockers(indices, rows, &found)
        LexiconReader.checkGroups(indices, rows, &found)
      }
      addConcept(indices, of: rows, &found)
    }
  }

  /// The numbers of the rows, concept by concept, and where each concept's begin; the last number is where all end.
  private static func rowsByConcept(_ rows: [TableEntry]) -> (order: [Int], starts: [Int]) {
    var numbers: [String: Int] = [:]
    var concepts: [Int] = []
    concepts.reserveCapacity(rows.count)
    var starts = [0]
    for (index, row) in rows.enumerated() {
      // The rows of a concept mostly stand together.
      let isSame = index > 0 && rows[index - 1].concept == row.concept
      let number =
        isSame ? concepts[index - 1] : numbers[row.concept, default: starts.count - 1]
      if number == starts.count - 1 {
        numbers[row.concept] = number
        starts.append(0)
      }
      concepts.append(number)
      starts[number + 1] += 1
    }
    for number in starts.indices.dropFirst() { starts[number] += starts[number - 1] }
    var next = starts
    var order = [Int](repeating: 0, count: rows.count)
    for (index, number) in concepts.enumerated() {
      order[next[number]] = index
      next[number] += 1
    }
    return (order, starts)
  }

  /// Notes the rows without a theme of a concept that has one: a blocker is no concept of a theme.
  private static func checkBlockers(
    _ indices: ArraySlice<Int>, _ rows: [TableEntry], _ found: inout Mistakes
  ) {
    guard let themed = indices.first(where: { rows[$0].theme != nil }) else { return }
    for index in indices where rows[index].theme == nil {
      let place = rows[themed].place
      found.note(
        LexiconError(
          rows[index].place,
          "found a blocker's row of '\(rows[index].concept)', which has a theme at \(place), "
            + "expected a theme or a concept of its own"))
    }
  }

  /// Notes the rows of a concept in a second group of a theme: its matches would count once for each group, and so twice for the theme.
  private static func checkGroups(
    _ indices: ArraySlice<Int>, _ rows: [TableEntry], _ found: inout Mistakes
  ) {
    var groups: [Int: Int] = [:]
    for index in indices {
      guard let theme = rows[index].theme else { continue }
      let first = rows[groups[theme, default: index]]
      groups[theme] = groups[theme] ?? index
      if first.group == rows[index].group { continue }
      found.note(
        LexiconError(
          rows[index].place,
          "found '\(rows[index].concept)' in group '\(rows[index].group)', which is in group '\(first.group)' "
            + "at \(first.place), expected one group in each theme"))
    }
  }

  /// Adds the concept of some rows.
  private mutating func addConcept(
    _ indices: ArraySlice<Int>, of rows: [TableEntry], _ found: inout Mistakes
  ) {
    guard let first = indices.first else { return }
    let (id, place) = (rows[first].concept, rows[first].entry.location)
    if let other = conceptPlaces.updateValue(place, forKey: id) {
      conceptPlaces[id] = other
      found.note(
        LexiconError(
          place,
          "found concept '\(id)' again, expected it once in the lexicon, first at \(other)"))
      return
    }
    let firstEntry = lexicon.entries.count
    let paired = indices.count > 1 ? pairs(indices, of: rows, &found) : [[first]]
    let usual = LexiconReader.usual(paired, rows)
    for pair in paired {
      var entry = rows[pair[0]].entry
      entry.concept = lexicon.concepts.count
      if !zip(pair, usual).allSatisfy({ rows[$0].weight == rows[$1].weight }) {
        entry.weight = rows[pair[0]].weight
        checkWeights(pair, usual, of: rows, &found)
      }
      lexicon.entries.append(entry)
    }
    let memberships = usual.compactMap { index in
      rows[index].theme.map {
        Membership(theme: $0, group: rows[index].group, weight: rows[index].weight)
      }
    }
    lexicon.concepts.append(
      Concept(
        id: id, memberships: memberships, entries: firstEntry..<lexicon.entries.count,
        location: place))
  }

  /// The rows of each entry of a concept, one for each of its themes, in the order of these; notes the rows that lack others.
  private func pairs(
    _ indices: ArraySlice<Int>, of rows: [TableEntry], _ found: inout Mistakes
  ) -> [[Int]] {
    let themes = Set(indices.map { rows[$0].theme }).sorted { ($0 ?? -1) < ($1 ?? -1) }
    // A blocker's row among them was told already.
    if themes.count == 1 || themes.contains(nil) { return indices.map { [$0] } }
    var pairs: [[Int]] = []
    var known: [Entry: [Int]] = [:]
    var counts: [Entry: [Int?: Int]] = [:]
    for index in indices {
      let entry = rows[index].identity
      // The second row of a theme belongs to the second of the others.
      let count = counts[entry]?[rows[index].theme] ?? 0
      counts[entry, default: [:]][rows[index].theme] = count + 1
      if let numbers = known[entry], count < numbers.count {
        pairs[numbers[count]].append(index)
      } else {
        known[entry, default: []].append(pairs.count)
        pairs.append([index])
      }
    }
    for pair in pairs where pair.count < themes.count {
      let names = NameList.text(themes.compactMap { $0.map { lexicon.themes[$0].id } })
      let row = rows[pair[0]]
      found.note(
        LexiconError(
          row.place,
          "found '\(row.entry.text)' of '\(row.concept)' not under each of its themes, expected a row for each of \(names) with the same rules"
        ))
    }
    return pairs.filter { $0.count == themes.count }
      .map { $0.sorted { (rows[$0].theme ?? -1) < (rows[$1].theme ?? -1) } }
  }

  /// The rows whose weights are the concept's: the first whose themes weigh differently, as only these cannot be an entry's own weight.
  private static func usual(_ pairs: [[Int]], _ rows: [TableEntry]) -> [Int] {
    pairs.first { pair in pair.contains { rows[$0].weight != rows[pair[0]].weight } }
      ?? pairs.first ?? []
  }

  /// Notes that an entry weighs differently in two themes and not as its concept does.
  private func checkWeights(
    _ pair: [Int], _ usual: [Int], of rows: [TableEntry], _ found: inout Mistakes
  ) {
    guard let other = pair.first(where: { rows[$0].weight != rows[pair[0]].weight }) else { return }
    let weights = NameList.text(usual.map { "\(rows[$0].weight)" })
    found.note(
      LexiconError(
        rows[other].place,
        "found weight \(rows[other].weight) beside \(rows[pair[0]].weight) in another theme, expected one weight in all themes, or \(weights) as in line \(rows[usual[0]].place.line)"
      ))
  }
}
