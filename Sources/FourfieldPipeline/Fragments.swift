internal import FourfieldCore

/// Pieces of JSON that a lexicon's records have in common.
struct Fragments {
  /// The indices of the reported themes.
  let reported: [Int]
  /// The ids of all themes as JSON strings.
  let themes: [[UInt8]]
  /// The scores of a theme without a match, in passages and in documents.
  let zeros: [[UInt8]]
  let zeroShares: [[UInt8]]
  /// The names of all groups as JSON strings.
  let groups: [[UInt8]]
  let isReportedGroup: [Bool]
  /// One row of evidence.
  struct Row {
    let theme: Int
    /// The row up to the value of `start`.
    let json: [UInt8]
  }

  private let lexicon: Lexicon
  /// The rows of the entries that have matched so far: most entries of a large lexicon never do.
  private(set) var rows: [Row] = []
  /// Where the rows of an entry begin, or -1, and how many there are; a lexicon has at most 64 themes.
  private var starts: [Int32]
  private var counts: [UInt8]

  static let end = Array(",\"end\":".utf8)
  static let surface = Array(",\"surface\":".utf8)

  init(_ lexicon: Lexicon, groups names: [String]) {
    self.lexicon = lexicon
    starts = [Int32](repeating: -1, count: lexicon.entries.count)
    counts = [UInt8](repeating: 0, count: lexicon.entries.count)
    reported = lexicon.themes.indices.filter { lexicon.themes[$0].isReported }
    themes = lexicon.themes.map { Fragments.quoted($0.id) }
    zeros = themes.map { $0 + Array(":{\"score\":0,\"probability\":0,\"count\":0}".utf8) }
    zeroShares = themes.map {
      $0 + Array(":{\"score\":0,\"probability\":0,\"count\":0,\"share\":0}".utf8)
    }
    groups = names.map(Fragments.quoted)
    isReportedGroup = names.map { name in
      lexicon.themes.contains { $0.isReported && name.hasPrefix($0.id + "/") }
    }
  }

  /// The rows of an entry are `rows[range]`: one for every reported theme of its concept.
  mutating func range(of entry: Int) -> Range<Int> {
    let known = starts[entry]
    if known >= 0 { return Int(known)..<(Int(known) + Int(counts[entry])) }
    let concept = lexicon.concepts[lexicon.entries[entry].concept]
    let start = rows.count
    for membership in concept.memberships where lexicon.themes[membership.theme].isReported {
      rows.append(
        Row(
          theme: membership.theme,
          json: Fragments.row(lexicon.entries[entry], concept, membership, lexicon)))
    }
    starts[entry] = Int32(start)
    counts[entry] = UInt8(rows.count - start)
    return start..<rows.count
  }

  private static func quoted(_ text: String) -> [UInt8] {
    var json = JSONWriter()
    json.string(text)
    return json.bytes
  }

  private static func row(
    _ entry: Entry, _ concept: Concept, _ membership: Membership, _ lexicon: Lexicon
  ) -> [UInt8] {
    var json = JSONWriter()
    json.key("theme")
    json.string(lexicon.themes[membership.theme].id)
    json.key("group")
    json.string(lexicon.groupName(membership))
    json.key("concept")
    json.string(concept.id)
    json.key("entry")
    json.string(entry.text)
    json.key("weight")
    json.number(entry.weight(in: membership))
    json.key("start")
    return json.bytes
  }
}
