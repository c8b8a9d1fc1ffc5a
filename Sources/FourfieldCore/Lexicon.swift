/// A versioned set of concepts for a set of themes.
///
/// Concepts, entries and themes are kept in flat arrays, in the order of the files; everything refers to them by index.
public struct Lexicon: Hashable, Sendable {
  /// The most themes that a lexicon, or several put together, may have: those of an entry are the bits of a number.
  public static let themeLimit = 64

  /// The most words that a gap may span or a condition reach in a lexicon that is compiled; files may have less.
  public static let distanceLimit = 32_767

  /// The name: `four-field`.
  public var name: String
  /// The version that the authors gave it.
  public var version: String
  /// The title for people.
  public var title: String
  /// The languages that its concepts should have entries in.
  public var languages: [Language]
  /// The licence of the lexicon.
  public var license: String
  /// How to cite it.
  public var citation: String
  /// Who wrote it.
  public var authors: [String]
  /// The general rules for people who code by hand; every theme has its own in ``Theme/description``.
  public var codebook: String
  /// The themes, in the order of the output.
  public var themes: [Theme]
  /// The concepts, in the order of the files.
  public var concepts: [Concept]
  /// The entries of all concepts.
  public var entries: [Entry]

  /// Creates a lexicon.
  public init(
    name: String, version: String = "0", title: String = "", languages: [Language] = [],
    license: String = "", citation: String = "", authors: [String] = [], codebook: String = "",
    themes: [Theme] = [], concepts: [Concept] = [], entries: [Entry] = []
  ) {
    self.name = name
    self.version = version
    self.title = title
    self.languages = languages
    self.license = license
    self.citation = citation
    self.authors = authors
    self.codebook = codebook
    self.themes = themes
    self.concepts = concepts
    self.entries = entries
  }

  /// Whether concepts and entries refer to each other as they must: the entries of each concept stand together, in the order of the concepts, and know it,
  /// and memberships are of themes that there are.
  ///
  /// - Complexity: O(*n*) in concepts and entries.
  public var isConsistent: Bool {
    var end = 0
    for (number, concept) in concepts.enumerated() {
      guard concept.entries.lowerBound == end, concept.entries.upperBound <= entries.count,
        entries[concept.entries].allSatisfy({ $0.concept == number }),
        concept.memberships.allSatisfy({ themes.indices.contains($0.theme) })
      else { return false }
      end = concept.entries.upperBound
    }
    return end == entries.count
  }

  /// The index of a theme by its id.
  public func theme(_ id: String) -> Int? { themes.firstIndex { $0.id == id } }

  /// `theme/group` of a membership, as records write it.
  public func groupName(_ membership: Membership) -> String {
    "\(themes[membership.theme].id)/\(membership.group)"
  }
}
