/// The elements of TEI, JATS and NewsML-G2 that decide what the text in them is.
struct XMLContainers: OptionSet {
  let rawValue: UInt16

  static let teiHeader = XMLContainers(rawValue: 1)
  static let titleStatement = XMLContainers(rawValue: 2)
  static let publicationStatement = XMLContainers(rawValue: 4)
  static let front = XMLContainers(rawValue: 8)
  static let abstract = XMLContainers(rawValue: 16)
  static let back = XMLContainers(rawValue: 32)
  static let journal = XMLContainers(rawValue: 64)
  static let body = XMLContainers(rawValue: 128)
  static let creator = XMLContainers(rawValue: 256)

  private static let names: [String: XMLContainers] = [
    "teiHeader": .teiHeader, "titleStmt": .titleStatement,
    "publicationStmt": .publicationStatement, "front": .front, "abstract": .abstract,
    "back": .back, "journal-meta": .journal, "body": .body, "body.content": .body,
    "inlineData": .body, "creator": .creator,
  ]

  init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The one that an element is, or none.
  init(name: String) { self = XMLContainers.names[name] ?? [] }
}
