internal import FourfieldCore

/// The rows of a table as concepts.
extension LexiconReader {
  /// One line of the table.
  struct TableEntry {
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

  /// Gathers rows into concepts, in the order in which concepts first appear.
  mutating func addConcepts(_ rows: [TableEntry], _ found: inout Mistakes) {
    let (order, starts) = LexiconReader.rowsByConcept(rows)
    conceptPlaces.reserveCapacity(conceptPlaces.count + starts.count)
    lexicon.concepts.reserveCapacity(lexicon.concepts.count + starts.count)
    lexicon.entries.reserveCapacity(lexicon.entries.count + rows.count)
    for (start, end) in zip(starts, starts.dropFirst()) {
      let indices = order[start..<end]
      if indices.count > 1 {
        LexiconReader.checkBlockers(indices, rows, &found)
        if known.themes { LexiconReader.checkGroups(indices, rows, &found) }
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
    // A blocker's row among them was told already; what themes there are is not known where `lexicon.yaml` is wrong in them.
    if themes.count == 1 || themes.contains(nil) || !known.themes { return indices.map { [$0] } }
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
