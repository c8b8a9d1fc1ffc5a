internal import FourfieldCore
internal import FourfieldMatching

/// Pieces of JSON that a lexicon's records have in common.
struct Fragments {
  /// The indices of the reported themes.
  let reported: [Int]
  /// The ids of all themes as JSON strings.
  let themes: [[UInt8]]
  /// A theme up to the value of its score, with the comma before it where it is not the first.
  let openings: [[UInt8]]
  /// The scores of a theme without a match, in passages and in documents, likewise.
  let zeros: [[UInt8]]
  let zeroShares: [[UInt8]]
  /// What a passage and a document without a match have in place of scores and labels.
  let blank: [UInt8]
  let blankShares: [UInt8]
  /// The room that the scores of all themes take at the most.
  let themesRoom: Int
  /// The groups up to the value of their scores.
  let groups: [[UInt8]]
  let isReportedGroup: [Bool]

  /// One row of evidence: its bytes in ``pool``, from the comma before it up to the value of `start`.
  private struct Row {
    let theme: Int
    let range: Range<Int>
  }

  /// Where the rows of an entry are, none before it has matched for the first time; a lexicon has at most 64 themes.
  private struct Place {
    var start: Int32 = -1
    var count: Int32 = 0
  }

  private let entries: EntryTable
  private let lexiconThemes: [Theme]
  /// The rows of the entries that have matched so far: most entries of a large lexicon never do.
  private var rows: [Row] = []
  private var pool = JSONWriter()
  /// What a row begins with, from its comma up to its concept, by theme and group; made when it is first asked for.
  private var heads: [Int64: [UInt8]] = [:]
  private var places: [Place]

  init(_ compiled: CompiledLexicon, groups: [String]) {
    let lexicon = compiled.outline
    entries = compiled.entries
    lexiconThemes = lexicon.themes
    places = [Place](repeating: Place(), count: compiled.entries.count)
    let reported = lexicon.themes.indices.filter { lexicon.themes[$0].isReported }
    let themes = lexicon.themes.map { Fragments.quoted($0.id) }
    let names = themes.indices.map { $0 == reported.first ? themes[$0] : [0x2C] + themes[$0] }
    openings = names.map { $0 + Array(":{\"score\":".utf8) }
    let (zeros, zeroShares) = (
      names.map { $0 + Array(":{\"score\":0,\"probability\":0,\"count\":0}".utf8) },
      names.map { $0 + Array(":{\"score\":0,\"probability\":0,\"count\":0,\"share\":0}".utf8) }
    )
    (self.reported, self.themes, self.zeros, self.zeroShares) = (
      reported, themes, zeros, zeroShares
    )
    themesRoom = 128 + reported.reduce(0) { $0 + zeroShares[$1].count + 4 * JSONPen.numberBytes }
    let none = Array("\"labels\":[],\"primary\":null".utf8)
    blank =
      Array(",\"themes\":{".utf8) + reported.flatMap { zeros[$0] }
      + Array("},\"groups\":{},".utf8) + none
    blankShares =
      Array(",\"themes\":{".utf8) + reported.flatMap { zeroShares[$0] } + Array("},".utf8) + none
    self.groups = groups.map { Fragments.quoted($0) + Array(":{\"score\":".utf8) }
    isReportedGroup = groups.map { name in
      lexicon.themes.contains { $0.isReported && name.hasPrefix($0.id + "/") }
    }
  }

  /// The numbers of an entry's rows: one for every reported theme of its concept.
  mutating func range(of entry: Int) -> Range<Int> {
    let place = places[entry]
    if place.start >= 0 { return Int(place.start)..<Int(place.start + place.count) }
    let start = rows.count
    for membership in entries.memberships(ofConcept: Int(entries.concepts[entry])) {
      let theme = Int(entries.themes[membership])
      guard lexiconThemes[theme].isReported else { continue }
      let first = pool.count
      writeRow(entry, membership, theme)
      rows.append(Row(theme: theme, range: first..<pool.count))
    }
    places[entry] = Place(start: Int32(start), count: Int32(rows.count - start))
    return start..<rows.count
  }

  /// The theme of a row.
  func theme(of row: Int) -> Int { rows[row].theme }

  /// Writes a row with its offsets and the text between them, and the comma before it where it is not the first.
  func write(
    _ row: Int, isFirst: Bool, start: Int, end: Int, surface: borrowing Span<UInt8>,
    into json: inout JSONWriter
  ) {
    let range = rows[row].range
    json.evidence(
      from: pool, (range.lowerBound + (isFirst ? 1 : 0))..<range.upperBound, start: start,
      end: end, surface: surface)
  }

  private static func quoted(_ text: String) -> [UInt8] {
    var json = JSONWriter()
    json.string(text)
    return json.bytes
  }

  private mutating func writeRow(_ entry: Int, _ membership: Int, _ theme: Int) {
    pool.fragment(head(membership, theme))
    pool.string(
      utf8: entries.idBytes.span.extracting(
        entries.idRange(ofConcept: Int(entries.concepts[entry]))))
    pool.literal(",\"entry\":")
    pool.string(utf8: entries.textBytes.span.extracting(entries.textRange(of: entry)))
    pool.literal(",\"weight\":")
    pool.number(entries.weight(of: entry, in: membership))
    pool.literal(",\"start\":")
  }

  private mutating func head(_ membership: Int, _ theme: Int) -> [UInt8] {
    let key = Int64(entries.groupNumber(of: membership)) << 8 | Int64(theme)
    if let head = heads[key] { return head }
    let id = lexiconThemes[theme].id
    var json = JSONWriter()
    json.literal(",{\"theme\":")
    json.string(id)
    json.literal(",\"group\":")
    json.string("\(id)/\(entries.group(of: membership))")
    json.literal(",\"concept\":")
    let head = json.take()
    heads[key] = head
    return head
  }
}
