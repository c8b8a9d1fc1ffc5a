/// A language, by its ISO 639-1 code.
public struct Language: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The code in lower case (`en`), or `other` for whatever is not one of the four.
  public let code: String

  /// Creates a language from a code or tag; only the primary subtag counts (`pt-BR` is `pt`, `ZH_hant` is `zh`).
  public init(_ tag: String) {
    let primary = tag.split(whereSeparator: { $0 == "-" || $0 == "_" }).first ?? ""
    let lower = primary.lowercased()
    code = Language.aliases[lower] ?? (lower.isEmpty ? "other" : lower)
  }

  /// English.
  public static let english = Language("en")
  /// Spanish.
  public static let spanish = Language("es")
  /// Portuguese.
  public static let portuguese = Language("pt")
  /// Chinese, in either script.
  public static let chinese = Language("zh")
  /// Anything else, and text too short to tell.
  public static let other = Language("other")

  /// The languages that Fourfield identifies.
  public static let identified: [Language] = [.english, .spanish, .portuguese, .chinese]

  /// The order of codes.
  public static func < (left: Language, right: Language) -> Bool { left.code < right.code }

  /// The code.
  public var description: String { code }

  /// Three-letter codes and names that metadata fields hold in practice.
  private static let aliases = [
    "eng": "en", "english": "en", "spa": "es", "spanish": "es", "español": "es", "por": "pt",
    "portuguese": "pt", "português": "pt", "zho": "zh", "chi": "zh", "cmn": "zh", "yue": "zh",
    "chinese": "zh", "中文": "zh", "und": "other",
  ]
}
