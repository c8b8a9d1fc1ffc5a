/// The names of the members that mean something, as the bytes that lines are compared with.
struct FieldNames: Sendable {
  let text: [[UInt8]]
  let id: [[UInt8]]
  let title: [[UInt8]]
  let date: [[UInt8]]
  let language: [[UInt8]]

  init(_ settings: Settings) {
    text = settings.textFields.map { Array($0.utf8) }
    id = settings.idFields.map { Array($0.utf8) }
    title = settings.titleFields.map { Array($0.utf8) }
    date = settings.dateFields.map { Array($0.utf8) }
    language = settings.languageFields.map { Array($0.utf8) }
  }
}
