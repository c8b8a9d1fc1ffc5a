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
  /// The rows of every entry that has matched so far: most entries of a large lexicon never do.
  private var rows: [[Row]?]

  static let end = Array(",\"end\":".utf8)
  static let surface = Array(",\"surface\":".utf8)

  init(_ lexicon: Lexicon, groups names: [String]) {
    self.lexicon = lexicon
    rows = [[Row]?](repeating: nil, count: lexicon.entries.count)
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

  /// The rows of an entry: one for every reported theme of its concept.
  mutating func rows(of entry: Int) -> [Row] {
    if let known = rows[entry] { return known }
    let concept = lexicon.concepts[lexicon.entries[entry].concept]
    let made = concept.memberships.filter { lexicon.themes[$0.theme].isReported }.map {
      Row(
        theme: $0.theme,
        json: Fragments.row(lexicon.entries[entry], concept, $0, lexicon))
    }
    rows[entry] = made
    return made
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
