/// One passage of a coding sheet.
public struct SheetItem: Hashable, Sendable, Codable {
  /// The id that goes into the coding.
  public var id: String
  /// The language's code.
  public var language: String
  /// The text.
  public var text: String

  /// Creates an item.
  public init(id: String, language: String, text: String) {
    self.id = id
    self.language = language
    self.text = text
  }
}
