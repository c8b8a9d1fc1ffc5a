/// What the report needs of a passage's record.
struct ReportPassage: Decodable, Sendable {
  struct Match: Decodable, Sendable {
    let theme: String
    let group: String
    let concept: String
    let weight: Double
    let start: Int
    let end: Int
  }

  struct Score: Decodable, Sendable { let count: Int }

  let id: String
  let language: String
  let text: String?
  let labels: [String]
  let primary: String?
  let themes: [String: Score]
  let matches: [Match]?
}
